/** `<ts-spectator>`: everything that a phone in the hall can see and check for itself. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../check-yourself.ts';
import { messages } from '../languages/spectator/index.ts';
import { nameIn } from '../screen/facts.ts';
import type { StageSession } from '../stage-session.ts';
import { isRevealed } from '../stage-state.ts';
import { computingSection } from './computing-section.ts';
import './contribute.ts';
import { dueRounds } from './due-rounds.ts';
import { mergeHeld, type Fragment, type HeldTickets } from './held-tickets.ts';
import { OwnThings, browserKeeper } from './own-things.ts';
import './own-tickets.ts';
import { command, entryProofs, recordLinks } from './proof-section.ts';
import type { PrizeStanding } from './recompute.ts';
import { momentOf, shownPrize, waysFrom } from './shown-prize.ts';
import { spectatorStyles } from './spectator.css.ts';
import { sectionStyles } from './spectator-styles.ts';
import { rehearsalStrip, statusPlane, statusStyles, type StatusWords } from './status-plane.ts';
import { VerificationController } from './verification-controller.ts';
import { witness, type Seen } from './witness.ts';
import { wordsSection } from './words-section.ts';

/**
 * @property session   its changes draw the page anew
 * @property fragment  of the address: the big screen's hash, and what the phone's app handed over
 */
export class TsSpectator extends LitElement {
  static override properties = {
    session: { attribute: false },
    fragment: { attribute: false },
    chosen: { state: true },
    copied: { state: true },
  };
  declare session: StageSession;
  declare fragment: Fragment;
  /** The prize that the person turned to since the hall turned; `null`: none. */
  declare chosen: number | null;
  declare copied: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second', () => this.session.nowMs - Date.now());
  readonly #verification = new VerificationController(this, ({ resultSha256 }) => {
    if (resultSha256 !== null) void this.session.link.agree(resultSha256);
  });
  readonly #keeper = browserKeeper();
  readonly #draw = () => this.requestUpdate();
  readonly #own = new OwnThings(this.#keeper, this.#draw);
  #seen: Seen | null = null;
  /** What the hall looked at when it was last heard. */
  #hallIndex: number | null = null;

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
    this.chosen = null;
    this.copied = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#own.open(this.session.lotteryId);
    this.session.addEventListener('changed', this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('changed', this.#draw);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { snapshot, nowMs } = this.session;
    if (snapshot === null) return;
    if (changed.has('fragment') && this.fragment.handedOver !== null) {
      this.#own.take(this.fragment.handedOver, snapshot.lottery);
    }
    // The hall goes on: whoever stayed behind is brought along, once.
    if (this.#hallIndex !== snapshot.prizeIndex) this.chosen = null;
    this.#hallIndex = snapshot.prizeIndex;
    this.#seen ??= witness(this.#keeper, snapshot, nowMs);
    this.#verification.follow(snapshot, this.#own.held);
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
    const { state: verifying, proofs } = this.#verification;
    const prizeIndex = this.#prizeIndex;
    const moment = momentOf(snapshot, prizeIndex, nowMs);
    const words = { text, formats, language };
    const sight = { scannedFinal: this.fragment.final, seen: this.#seen };
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
                .nonceOf=${() => this.#own.nonce()}
              ></ts-contribute>`
            : nothing
        }
        ${this.#delivering(nowMs)} ${this.#tickets(nowMs)} ${this.#otherPrizes(snapshot)}
        ${wordsSection(snapshot, sight, words)}
        ${proofs === null ? nothing : entryProofs(proofs, snapshot, words)}
        ${computingSection(
          snapshot,
          this.#verification,
          {
            isHeld: this.#own.held.length > 0,
            run: (what) =>
              this.#verification.run({ lottery: snapshot.lottery, held: this.#own.held, what }),
          },
          words,
        )}
        ${this.#command(nowMs, words)}
        <ts-check-yourself .lotteryId=${snapshot.lottery.lotteryId}></ts-check-yourself>
        ${recordLinks(snapshot, words)}
      </main>`;
  }

  get #prizeIndex(): number {
    const { snapshot } = this.session;
    return snapshot === null ? 0 : shownPrize(snapshot, this.#own.held, this.chosen);
  }

  #stale() {
    if (this.session.connection !== 'offline') return nothing;
    const { text, formats } = this.#language;
    const at = formats.timeWithSeconds(this.session.heardMs);
    return html`<ts-notice kind="offline" heading=${text.offline(at)}></ts-notice>`;
  }

  /** A round that is late: who has it, hands it in. The curve's arithmetic is loaded only then. */
  #delivering(nowMs: number) {
    const { snapshot } = this.session;
    const rounds = snapshot === null ? [] : dueRounds(snapshot, nowMs);
    if (rounds.length === 0) return nothing;
    void import('./deliver-beacon.ts');
    return html`<ts-deliver-beacon
      .lotteryId=${this.session.lotteryId}
      .rounds=${rounds}
    ></ts-deliver-beacon>`;
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
    const { held } = this.#own;
    return html`<ts-own-tickets
      .prize=${prize}
      .held=${held.filter((each) => each.prizeId === prizeId)}
      .standing=${this.#standing(nowMs)}
      .isDrawn=${isRevealed(snapshot, this.#prizeIndex, nowMs)}
      .hasOthers=${held.length > 0}
      .isKept=${this.#own.isKept}
      @ts-tickets-added=${(event: CustomEvent<{ first: number; count: number }>) =>
        this.#own.hold(mergeHeld(held, [{ ...event.detail, prizeId, receipt: null }]))}
      @ts-tickets-removed=${(event: CustomEvent<HeldTickets>) =>
        this.#own.hold(held.filter((each) => each !== event.detail))}
      @ts-tickets-forgotten=${() => this.#own.forget()}
    ></ts-own-tickets>`;
  }

  #otherPrizes(snapshot: StageSnapshot) {
    const { prizes } = snapshot.lottery;
    const { text, current } = this.#language;
    const shown = this.#prizeIndex;
    const ways = waysFrom(snapshot, this.#own.held, shown);
    const turn = (index: number | null, name: keyof typeof text.turn) => {
      const prize = index === null ? undefined : prizes[index];
      if (prize === undefined) return nothing;
      return html`<button
        class="button wide"
        data-turn=${name}
        @click=${() => (this.chosen = index)}
      >
        ${text.turn[name](nameIn(current, prize))}
      </button>`;
    };
    if (prizes.length < 2) return nothing;
    return html`<div class="actions">
      ${turn(ways.own, 'own')} ${turn(ways.hall, 'hall')}
      <button class="button wide" @click=${() => (this.chosen = (shown + 1) % prizes.length)}>
        ${text.nextPrize}
      </button>
    </div>`;
  }

  #command(nowMs: number, words: StatusWords) {
    const standing = this.#standing(nowMs);
    if (standing === null) return nothing;
    return command(standing, this.copied, (line) => void this.#copy(line), words);
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

declare global {
  interface HTMLElementTagNameMap {
    'ts-spectator': TsSpectator;
  }
}
