/** `<ts-stage-reveal-view>`: a number, digit by digit, in a ring of the phones that checked it. */
import { html, LitElement, nothing, svg } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { gatheredPlaces, ninthPlace } from '#ui/ring-geometry.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { boardRows, pageAt, pageWith } from '../board.ts';
import { RINGS_RADIUS, dotRings } from '../dot-rings.ts';
import { messages } from '../languages/screen/index.ts';
import { placesOf, serialText, stageAt, type RevealMoment } from '../stage-state.ts';
import { boardList, boardStyles } from './board-list.ts';
import { counted, fact, nameIn } from './facts.ts';
import { revealViewStyles } from './reveal-view.css.ts';
import { screenStyles } from './screen-styles.ts';

const ROWS = 10;
/** In px of 1920 × 1080: the figure, and what the rings leave it. */
const DIGITS_PX = 300;
const DIGITS_WIDTH_PX = 730;
/** Of the font size: the width of a digit. */
const DIGIT_WIDTH = 0.6;
const LONG_NAME = 11;

/**
 * @property snapshot
 * @property nowMs  the server's clock
 */
export class TsStageRevealView extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    nowMs: { attribute: false },
  };
  declare snapshot: StageSnapshot;
  declare nowMs: number;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, screenStyles, boardStyles, revealViewStyles];

  override render() {
    const { moment } = stageAt(this.snapshot, this.nowMs);
    const prizeIndex = this.snapshot.prizeIndex ?? 0;
    return html`<section class="ring">
        ${this.#phones()}
        <div class="middle">
          ${moment.name === 'reveal' ? this.#number(moment) : this.#done(prizeIndex)}
          ${this.#agreeing()}
        </div>
      </section>
      <section class="right">
        ${this.#prize(prizeIndex)} ${this.#board(prizeIndex, moment)}
      </section>`;
  }

  #phones() {
    const { watching, agreeing } = this.snapshot;
    const agreed = Math.min(agreeing, watching);
    const rings = dotRings(watching);
    const half = 468;
    const body =
      rings === null
        ? shares(agreed / Math.max(1, watching))
        : rings.places.map(({ x, y }, index) =>
            index < agreed
              ? svg`<circle class="agreed" cx=${x} cy=${y} r=${rings.dotRadius}></circle>`
              : svg`<circle class="connected" cx=${x} cy=${y} r=${rings.dotRadius - 1}></circle>`,
          );
    return html`<svg viewBox="${-half} ${-half} ${2 * half} ${2 * half}" aria-hidden="true">
      ${body}
    </svg>`;
  }

  #number({ place, digits, digitsOut }: RevealMoment) {
    const { text } = this.#language;
    const what = place.kind === 'win' ? text.winner : text.alternate;
    const size = Math.min(DIGITS_PX, DIGITS_WIDTH_PX / (digits * DIGIT_WIDTH));
    const shown = serialText(place.serial, digits).slice(0, digitsOut);
    return html`<p class="what">
        ${what.before} <span class="figure">${place.place}</span> ${what.after}
      </p>
      <div
        class="digits figure"
        style="font-size: calc(${size} * var(--u))"
        data-digits=${shown}
        role="img"
        aria-label=${shown}
      >
        ${Array.from({ length: digits }, (_, at) =>
          at < digitsOut
            ? html`<span class="digit">${shown[at]}</span>`
            : html`<span class="digit placeholder ${at > digitsOut ? 'later' : ''}"
                >${gathering(at === digitsOut)}</span
              >`,
        )}
      </div>`;
  }

  #done(prizeIndex: number) {
    const { text } = this.#language;
    const isEmpty = placesOf(this.snapshot, prizeIndex).wins === 0;
    return html`<p class="what"><ts-icon name="check"></ts-icon></p>
      <div class="digits">
        <h2 class="head">${isEmpty ? text.prizeEmpty : text.prizeDone}</h2>
      </div>`;
  }

  #agreeing() {
    const { agreeing } = this.snapshot;
    const { text, formats } = this.#language;
    if (agreeing === 0) return html`<p class="agree"></p>`;
    return html`<p class="agree">
      <span class="figure" data-agreeing>${formats.number(agreeing)}</span>
      ${text.agreeing.unit(agreeing)}<br />
      <ts-icon name="check"></ts-icon> ${text.agreeing.done}
    </p>`;
  }

  #prize(prizeIndex: number) {
    const { text, formats, current } = this.#language;
    const prize = this.snapshot.lottery.prizes[prizeIndex];
    if (prize === undefined) return nothing;
    const name = nameIn(current, prize);
    return html`<header class="prize">
      <h1 class=${name.length > LONG_NAME ? 'long' : ''}>${name}</h1>
      ${fact(formats, counted(text.wins, prize.quantity), prize.quantity)}
    </header>`;
  }

  #board(prizeIndex: number, moment: { readonly name: string }) {
    const { text, formats } = this.#language;
    const rows = boardRows(this.snapshot, prizeIndex, this.nowMs);
    const at = Math.max(
      0,
      rows.findLastIndex(({ state }) => state !== 'open'),
    );
    const page =
      moment.name === 'reveal' ? pageWith(rows, ROWS, at) : pageAt(rows, ROWS, this.nowMs);
    const pages =
      page.count === 1
        ? nothing
        : html`<span
            >${text.page(formats.number(page.index + 1), formats.number(page.count))}</span
          >`;
    return html`${boardList(page.rows, text)}
      <p class="after least quiet"><span>${this.#after(prizeIndex)}</span>${pages}</p>`;
  }

  /** What follows, or why places stay open. */
  #after(prizeIndex: number) {
    const { text } = this.#language;
    const prize = this.snapshot.lottery.prizes[prizeIndex];
    const { wins, alternates } = placesOf(this.snapshot, prizeIndex);
    const missing = (prize?.quantity ?? 0) - wins;
    if (missing > 0) return sentence(text.unclaimed, missing);
    const seen = this.snapshot.revealed.filter(
      ({ kind, prizeId }) => kind === 'alt' && prizeId === prize?.prizeId,
    );
    const later = alternates - seen.length;
    return later > 0 ? sentence(text.alternatesLater, later) : nothing;
  }
}
customElements.define('ts-stage-reveal-view', TsStageRevealView);

function sentence({ before, after }: { before: string; after: string }, count: number) {
  return html`${before} <span class="figure">${count}</span> ${after}`;
}

/** The place of a digit that is coming: eight have gathered, the ninth is on its way. */
function gathering(isNext: boolean) {
  const ninth = ninthPlace(30);
  return html`<svg viewBox="-50 -60 100 120">
    ${gatheredPlaces(30).map(
      ({ x, y }) => svg`<circle class="waiting-dot" cx=${x} cy=${y} r="6"></circle>`,
    )}
    <circle
      class=${isNext ? 'ninth' : 'waiting-dot'}
      cx=${ninth.x}
      cy=${ninth.y}
      r=${isNext ? 8 : 6}
    ></circle>
  </svg>`;
}

/** More phones than dots: the share of the ring says it. */
function shares(share: number) {
  const radius = RINGS_RADIUS - 24;
  const length = 2 * Math.PI * radius;
  const agreed = `${share * length} ${length}`;
  return svg`<g transform="rotate(-46)">
    <circle class="share rest" r=${radius}></circle>
    <circle class="share" r=${radius} stroke-dasharray=${agreed}></circle>
  </g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage-reveal-view': TsStageRevealView;
  }
}
