/** `<ts-kiosk-verdict>`: in, already in, stored or out. A full field, each with its own layout. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { GreetedParticipant } from '#domain/contract/scan.ts';
import '#ui/dots.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import '#ui/wall.ts';
import { widthOf } from '../activity-words.ts';
import type { KioskAnswer, RefusalAnswer } from '../kiosk-state.ts';
import { messages } from '../languages/index.ts';
import { screenStyles } from './screen-styles.ts';
import './state-line.ts';
import { verdictStyles } from './verdict-styles.ts';

export type FieldAnswer = Exclude<KioskAnswer, RefusalAnswer>;

/** Widths of full-width signs that stand beside each other in the facts' large type. */
const RANK_WIDTH_MAX = 8;
const NEXT_WIDTH_MAX = 15;
/** Above so many, a row of dots tells less than its figures. */
const RANK_DOTS_MAX = 40;

/**
 * Make it anew for each verdict: it holds a person, and must go with them (KS1).
 * @property answer    what is said
 * @property activity  the activity's name in the present language
 * @property at        the time shown, milliseconds since the epoch
 * @property waiting   scans that wait, for `stored`
 * @property returnsAfterMs
 */
export class TsKioskVerdict extends LitElement {
  static override properties = {
    answer: { attribute: false },
    activity: { type: String },
    at: { type: Number },
    waiting: { type: Number },
    returnsAfterMs: { type: Number },
    kind: { type: String, reflect: true },
  };
  declare answer: FieldAnswer | null;
  declare activity: string;
  declare at: number;
  declare waiting: number;
  declare returnsAfterMs: number;
  declare kind: FieldAnswer['kind'];

  readonly #language = new LanguageController(this, messages);

  static override styles = [screenStyles, verdictStyles];

  constructor() {
    super();
    this.answer = null;
    this.activity = '';
    this.at = 0;
    this.waiting = 0;
    this.returnsAfterMs = 0;
    this.kind = 'admitted';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.answer = null;
  }

  protected override willUpdate(): void {
    if (this.answer !== null) this.kind = this.answer.kind;
  }

  override render() {
    const { answer } = this;
    if (answer === null) return nothing;
    const { text, formats } = this.#language;
    return html`<ts-wall kind="field"></ts-wall>
      <header>
        <span class="activity">${this.activity}</span>
        <span class="figure">${formats.time(this.at)}</span>
      </header>
      <ts-ring state=${answer.kind}></ts-ring>
      <div class="words">${this.#words(answer)}</div>
      <footer>
        ${text.verdict.returning}
        <div class="remaining" style="--returns-after: ${this.returnsAfterMs}ms"><i></i></div>
      </footer>`;
  }

  #words(answer: FieldAnswer): TemplateResult {
    switch (answer.kind) {
      case 'admitted':
        return this.#admitted(answer.points, answer.participant);
      case 'already':
        return this.#already(answer.firstAt, answer.kiosk);
      case 'stored':
        return this.#stored();
      case 'departed':
        break;
    }
    return this.#departed(answer.offline);
  }

  #admitted(points: number, participant: GreetedParticipant) {
    const { text, formats } = this.#language;
    const { verdict } = text;
    return html`<p class="name" style="--width: ${Math.max(1, widthOf(participant.nickname))}">
        ${participant.nickname}<small>${verdict.honorific}</small>
      </p>
      ${head(verdict.admitted)}
      ${
        points > 0
          ? html`<p class="points">
              <span class="figure">${formats.signedNumber(points)}</span>
              <span>${verdict.points}</span>
            </p>`
          : html`<p class="sub">${verdict.practice}</p>`
      }
      ${this.#standing(participant)}`;
  }

  #standing({ rank, next, participations }: GreetedParticipant) {
    const { text, formats, current } = this.#language;
    const { verdict } = text;
    const goal = next === null ? participations : participations + next.missing;
    const isSmall = goal > 18;
    const towards =
      next === null
        ? verdict.top
        : verdict.next(formats.number(next.missing), next.rank.name[current]);
    // Long names take a line each, and smaller type leaves them room.
    const isLong =
      widthOf(rank.name[current]) > RANK_WIDTH_MAX || widthOf(towards) > NEXT_WIDTH_MAX;
    return html`<p class=${isLong ? 'facts long' : 'facts'}>
        <span
          >${verdict.timesBefore}
          <b class="figure">${formats.number(participations)}</b> ${verdict.timesAfter}</span
        >
        <span>${verdict.rank} <b>${rank.name[current]}</b></span>
        <span>${towards}</span>
      </p>
      ${
        goal > RANK_DOTS_MAX
          ? nothing
          : html`<ts-dots
              count=${participations}
              newest="1"
              capacity=${goal}
              dot-px=${isSmall ? 20 : 26}
              gap-px=${isSmall ? 9 : 12}
              group-gap-px="0"
              row-gap-px="10"
              per-row=${isSmall ? 20 : 18}
            ></ts-dots>`
      }`;
  }

  #already(firstAt: string, kiosk: string | null) {
    const { text, formats } = this.#language;
    const { verdict } = text;
    return html`${head(verdict.already)}
      <p class="sub">${verdict.goIn}</p>
      <p class="when">
        <ts-icon name="clock"></ts-icon>
        <span class="figure">${formats.time(firstAt)}</span>
        <span>${kiosk === null ? verdict.alreadyHere : verdict.alreadyAt(kiosk)}</span>
      </p>
      <p class="note">${verdict.oncePerActivity}</p>`;
  }

  #stored() {
    const { verdict } = this.#language.text;
    return html`${head(verdict.stored)}
      <p class="sub">${verdict.goIn}</p>
      <p class="explained by-hand">${verdict.storedExplained}</p>
      <ts-kiosk-line state="offline" waiting=${this.waiting}></ts-kiosk-line>`;
  }

  #departed(offline: boolean) {
    const { verdict } = this.#language.text;
    return html`${head(verdict.departed)}
      <p class="sub">${verdict.farewell}</p>
      <p class="explained by-hand">${offline ? verdict.departedOffline : verdict.farewellHint}</p>
      ${
        offline
          ? html`<ts-kiosk-line state="offline" waiting=${this.waiting}></ts-kiosk-line>`
          : nothing
      }`;
  }
}
customElements.define('ts-kiosk-verdict', TsKioskVerdict);

function head(words: string) {
  return html`<h1 class=${words.includes('\n') ? 'head by-hand two-lines' : 'head'}>${words}</h1>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-verdict': TsKioskVerdict;
  }
}
