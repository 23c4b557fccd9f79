/** `<ts-spectator>`: everything that a phone in the hall can see and check for itself. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/spectator/index.ts';
import { sealOf } from '../lock-states.ts';
import type { StageSession } from '../stage-session.ts';
import { isRevealed, stageAt } from '../stage-state.ts';
import './contribute.ts';
import {
  keepHeld,
  mergeHeld,
  readFragment,
  readHeld,
  type HeldTickets,
  type Keeper,
} from './held-tickets.ts';
import './own-tickets.ts';
import { checkList, command, entryProofs, recordLinks } from './proof-section.ts';
import type { PrizeStanding } from './recompute.ts';
import { spectatorStyles } from './spectator.css.ts';
import { sectionStyles } from './spectator-styles.ts';
import { rehearsalStrip, statusPlane, statusStyles } from './status-plane.ts';
import { UNASKED_BYTES_MAX, VerificationController } from './verification-controller.ts';
import { secondsBefore, witness, type Seen } from './witness.ts';

const OWNER_TAG_BYTES = 16;

/** @property session  its changes draw the page anew */
export class TsSpectator extends LitElement {
  static override properties = {
    session: { attribute: false },
    held: { state: true },
    chosen: { state: true },
    copied: { state: true },
  };
  declare session: StageSession;
  declare held: readonly HeldTickets[];
  /** The prize that the person turned to; `null`: the one that the hall looks at. */
  declare chosen: number | null;
  declare copied: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second', () => this.session.nowMs - Date.now());
  readonly #verification = new VerificationController(this, ({ resultSha256 }) => {
    if (resultSha256 !== null) void this.session.link.agree(resultSha256);
  });
  readonly #keeper = keeper();
  readonly #draw = () => this.requestUpdate();
  #ownerTag = '';
  #seen: Seen | null = null;
  /** As the big screen's code had it. */
  #scannedFinal: string | null = null;

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    sectionStyles,
    statusStyles,
    spectatorStyles,
  ];

  constructor() {
    super();
    this.held = [];
    this.chosen = null;
    this.copied = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { lotteryId } = this.session;
    const { final, tickets } = readFragment(location.hash);
    this.#scannedFinal = final;
    this.held = mergeHeld(readHeld(this.#keeper, lotteryId), tickets);
    if (tickets.length > 0) {
      keepHeld(this.#keeper, lotteryId, this.held);
      // Receipts need not stand in the history of the browser.
      const rest = final === null ? '' : `#final=${final}`;
      history.replaceState(null, '', location.pathname + location.search + rest);
    }
    this.#ownerTag =
      this.held.find(({ receipt }) => receipt !== null)?.receipt?.ownerTag ?? anyTag();
    this.session.addEventListener('changed', this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('changed', this.#draw);
  }

  protected override willUpdate(_changed: PropertyValues): void {
    const { snapshot, nowMs } = this.session;
    if (snapshot === null) return;
    this.#seen ??= witness(this.#keeper, snapshot, nowMs);
    this.#verification.follow(snapshot, this.held);
  }

  protected override updated(_changed: PropertyValues): void {
    const { snapshot } = this.session;
    if (snapshot !== null) document.title = this.#language.text.title(snapshot.lottery.name);
  }

  override render() {
    const { snapshot } = this.session;
    if (snapshot === null) return nothing;
    const { nowMs } = this.#clock;
    const { text, formats, current: language } = this.#language;
    const { moment } = stageAt(snapshot, nowMs);
    const { state: verifying, proofs } = this.#verification;
    const prizeIndex = this.#prizeIndex;
    const words = { text, formats, language };
    return html`${rehearsalStrip(snapshot, text)}
      ${statusPlane({ snapshot, moment, verifying, prizeIndex }, words)}
      <main>
        <div class="top">
          <span class="quiet small">${text.connected(formats.number(snapshot.watching))}</span>
          <ts-language-switch variant="text"></ts-language-switch>
        </div>
        ${this.#stale()}
        ${
          moment.name === 'gathering'
            ? html`<ts-contribute
                .link=${this.session.link}
                .ownerTag=${this.#ownerTag}
              ></ts-contribute>`
            : nothing
        }
        ${this.#tickets(nowMs)} ${this.#nextPrize()} ${this.#words()}
        ${proofs === null ? nothing : entryProofs(proofs, snapshot, words)}
        ${this.#everything(nowMs)} ${recordLinks(snapshot, words)}
      </main>`;
  }

  get #prizeIndex(): number {
    const { snapshot } = this.session;
    const last = (snapshot?.lottery.prizes.length ?? 1) - 1;
    return Math.min(last, this.chosen ?? snapshot?.prizeIndex ?? 0);
  }

  #stale() {
    if (this.session.connection !== 'offline') return nothing;
    const { text, formats } = this.#language;
    const at = formats.timeWithSeconds(this.session.heardMs);
    return html`<ts-notice kind="offline" heading=${text.offline(at)}></ts-notice>`;
  }

  /** What is known before the hall has seen it is not told. */
  #standing(nowMs: number): PrizeStanding | null {
    const { snapshot } = this.session;
    const { state } = this.#verification;
    if (snapshot === null || state.name !== 'done') return null;
    if (!isRevealed(snapshot, this.#prizeIndex, nowMs)) return null;
    const prizeId = snapshot.lottery.prizes[this.#prizeIndex]?.prizeId;
    return state.recomputed.standings.find((each) => each.prizeId === prizeId) ?? null;
  }

  #tickets(nowMs: number) {
    const { snapshot } = this.session;
    const prize = snapshot?.lottery.prizes[this.#prizeIndex];
    if (snapshot === null || prize === undefined) return nothing;
    const { prizeId } = prize;
    return html`<ts-own-tickets
      .prize=${prize}
      .held=${this.held.filter((held) => held.prizeId === prizeId)}
      .standing=${this.#standing(nowMs)}
      .isDrawn=${isRevealed(snapshot, this.#prizeIndex, nowMs)}
      @ts-tickets-added=${(event: CustomEvent<{ first: number; count: number }>) =>
        this.#hold(mergeHeld(this.held, [{ ...event.detail, prizeId, receipt: null }]))}
      @ts-tickets-removed=${(event: CustomEvent<HeldTickets>) =>
        this.#hold(this.held.filter((held) => held !== event.detail))}
    ></ts-own-tickets>`;
  }

  #hold(held: readonly HeldTickets[]): void {
    this.held = held;
    keepHeld(this.#keeper, this.session.lotteryId, held);
  }

  #nextPrize() {
    const count = this.session.snapshot?.lottery.prizes.length ?? 0;
    if (count < 2) return nothing;
    return html`<div class="actions">
      <button class="button wide" @click=${() => (this.chosen = (this.#prizeIndex + 1) % count)}>
        ${this.#language.text.nextPrize}
      </button>
    </div>`;
  }

  #words() {
    const { snapshot } = this.session;
    const seal = snapshot === null ? null : sealOf(snapshot);
    if (snapshot === null || seal === null) return nothing;
    const { text, formats, current } = this.#language;
    const words = current === 'en' ? latinWordsOf(seal.hash) : wordsOf(seal.hash);
    const seconds = this.#seen === null ? null : secondsBefore(this.#seen, snapshot);
    const isSame = this.#scannedFinal === snapshot.finalHash;
    return html`<section data-words>
      <h2>
        ${text.words.heading}
        ${seal.of === 'final' ? nothing : html`<small>(${text.words.seal[seal.of]})</small>`}
      </h2>
      <ol class="words">
        ${words.map((word) => html`<li>${word}</li>`)}
      </ol>
      ${
        this.#scannedFinal === null || snapshot.finalHash === null
          ? nothing
          : html`<p class="row ${isSame ? 'right' : 'wrong'}">
              <ts-icon name=${isSame ? 'check' : 'stop'}></ts-icon>
              <span>${isSame ? text.sameAsScreen : text.otherThanScreen}</span>
            </p>`
      }
      ${
        seconds === null || this.#seen?.finalHash !== snapshot.finalHash
          ? nothing
          : html`<p class="row right" data-witness>
              <ts-icon name="clock"></ts-icon><span>${text.witness(formats.number(seconds))}</span>
            </p>`
      }
    </section>`;
  }

  #everything(nowMs: number) {
    const { snapshot } = this.session;
    if (snapshot === null) return nothing;
    const { text, formats } = this.#language;
    const { state, passed } = this.#verification;
    const { lottery } = snapshot;
    const isWorking = state.name === 'fetching' || state.name === 'computing';
    const verification = state.name === 'done' ? state.recomputed.verification : null;
    const failed =
      verification !== null && !verification.ok
        ? { check: verification.failed, reason: verification.reason }
        : null;
    const standing = this.#standing(nowMs);
    const what = lottery.state === 'drawn' ? 'everything' : 'entries';
    const bytes = lottery.files.reduce((sum, file) => sum + file.bytes, 0);
    const canLook = what === 'everything' || (this.held.length > 0 && bytes > UNASKED_BYTES_MAX);
    return html`<section>
      ${
        isWorking
          ? html`<label class="working"
              >${text.verifying[state.name]}
              <progress
                max="1"
                .value=${state.share}
                aria-label=${text.verifying.progress}
              ></progress>
            </label>`
          : nothing
      }
      ${
        state.name === 'unreachable'
          ? html`<ts-notice kind="offline" heading=${text.verifying.unreachable}></ts-notice>`
          : nothing
      }
      ${
        canLook && !isWorking
          ? html`<button
              class="button primary large wide"
              data-compute
              @click=${() => this.#verification.run({ lottery, held: this.held, what })}
            >
              ${
                what === 'entries'
                  ? text.proofs.look
                  : state.name === 'idle'
                    ? text.verifying.start
                    : text.verifying.again
              }
            </button>`
          : nothing
      }
      ${
        snapshot.agreeing > 0
          ? html`<p class="quiet">${text.agreeing(formats.number(snapshot.agreeing))}</p>`
          : nothing
      }
      ${checkList(passed, failed, { text, formats })}
      ${
        standing === null
          ? nothing
          : command(standing, this.copied, (line) => void this.#copy(line), { text, formats })
      }
    </section>`;
  }

  async #copy(line: string): Promise<void> {
    // Where it is refused, the line can still be marked and copied by hand.
    await navigator.clipboard.writeText(line).then(
      () => (this.copied = true),
      () => undefined,
    );
  }
}
customElements.define('ts-spectator', TsSpectator);

function keeper(): Keeper | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Somebody who watches without a ticket may throw in a number, too. */
function anyTag(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(OWNER_TAG_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-spectator': TsSpectator;
  }
}
