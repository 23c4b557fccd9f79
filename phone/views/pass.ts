/** `<ts-phone-pass>`: the code for the door, the points, the rank, what comes next. */
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PointsPosted } from '#domain/contract/phone-channel.ts';
import type { Me } from '#domain/contract/people.ts';
import { STEP_SECONDS } from '#domain/pass.ts';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import '#ui/countdown-ring.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/mark.ts';
import { qrTemplate } from '#ui/qr.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { VerdictSound } from '#ui/verdict-sound.ts';
import '../elements/language-choice.ts';
import { passNotices } from '../elements/pass-notices.ts';
import { rankRow } from '../elements/rank-row.ts';
import { messages, type Messages } from '../languages/core/index.ts';
import { LivePassController } from '../live-pass-controller.ts';
import { LotteryNewsController } from '../lottery-news-controller.ts';
import { nameIn } from '../names.ts';
import { NextActivityController } from '../next-activity-controller.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ME_PATH, TAB_PATHS } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { passStyles } from './pass.css.ts';

/** From here on in two lines it takes smaller letters. */
const NICKNAME_LONG = 14;
/** How long the words of an arrival stay. */
const ARRIVAL_SHOWN_MS = 10_000;

export class TsPhonePass extends LitElement {
  static override properties = {
    session: { attribute: false },
    arrival: { state: true },
  };
  declare session: PhoneSession;
  /** Points that have just come in. */
  declare arrival: PointsPosted | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  protected readonly wakeLock = new WakeLockController(this);
  readonly #live = new LivePassController(this);
  readonly #next = new NextActivityController(this);
  readonly #lottery = new LotteryNewsController(this);
  readonly #sound = new VerdictSound();
  #stop: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [resetStyles, figureStyles, hiddenStyles, passStyles];

  constructor() {
    super();
    this.arrival = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.session.on('points:posted', (posted) => this.#arrive(posted));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    clearTimeout(this.#timer);
    this.arrival = null;
    void this.#sound.close();
  }

  override render() {
    const { text } = this.#language;
    const { me } = this.session;
    const notices = passNotices(this.#language, this.session, this.#lottery.news);
    // What is to be known takes its room from the code.
    this.toggleAttribute('noticed', notices !== nothing);
    return html`<header>
        <a class="person" href=${ME_PATH} aria-label="${me?.nickname ?? ''} ${text.pass.myPage}">
          <ts-mark></ts-mark>
          <span class="nickname ${(me?.nickname.length ?? 0) > NICKNAME_LONG ? 'long' : ''}"
            >${me === null ? text.pass.myPage : text.pass.person(me.nickname)}</span
          >
          <ts-icon name="right"></ts-icon>
        </a>
        <ts-phone-language></ts-phone-language>
      </header>
      <h1 class="visually-hidden">${text.pass.title}</h1>
      <div class="code">${this.#code(text)}</div>
      <div class="call">
        <p class="show">${text.pass.show}</p>
        ${
          this.session.passKind === 'phone'
            ? html`<p class="seconds">
                ${text.pass.secondsBefore}
                <span class="figure">${this.#live.secondsLeft}</span> ${text.pass.secondsAfter}
              </p>`
            : nothing
        }
      </div>
      ${notices}
      <div class="strip"><ts-wall kind="flat-below"></ts-wall></div>
      <section class="plane">
        ${this.#standing(text, me)} ${me === null ? nothing : rankRow(text, this.#language, me)}
        ${this.#nextActivity(text)}
      </section>`;
  }

  #code(text: Messages) {
    const { code } = this.#live;
    const drawn =
      code === null
        ? html`<p class="making">${text.pass.noCode}</p>`
        : html`<div class="qr-box">${qrTemplate(code, text.pass.code)}</div>`;
    if (this.session.passKind !== 'phone') return html`<div class="card-code">${drawn}</div>`;
    return html`<ts-countdown-ring fine .seconds=${STEP_SECONDS} .left=${this.#live.secondsLeft}
      >${drawn}</ts-countdown-ring
    >`;
  }

  #standing(text: Messages, me: Me | null) {
    const { number, time } = this.#language.formats;
    const { session, arrival } = this;
    const isOld = me !== null && !session.meIsFresh && session.meAtMs !== null;
    const words = arrival === null ? '' : text.pass.arrived(number(arrival.amount));
    const old = isOld
      ? html`<p class="old">${text.pass.at(time(session.meAtMs ?? 0))}</p>`
      : nothing;
    return html`${old}
      <div class="figures">
        <div class="balance">
          <p class="label" ?hidden=${arrival !== null}>${text.pass.balance}</p>
          <p class="arrived" role="status">
            ${
              arrival === null
                ? nothing
                : keyed(
                    arrival.transactionId,
                    html`<span class="word"><ts-icon name="check"></ts-icon>${words}</span>`,
                  )
            }
          </p>
          <p class="amount">
            ${
              me === null
                ? html`<span class="figure waiting">—</span>`
                : keyed(
                    arrival?.transactionId ?? '',
                    html`<span class="figure ${arrival === null ? '' : 'arriving'}"
                      >${number(me.balance)}</span
                    >`,
                  )
            }
            <span class="unit">P</span>
          </p>
        </div>
        <div class="earned">
          <p class="label">${text.pass.earned}</p>
          <p class="amount">
            <span class="figure">${me === null ? '—' : number(me.earned)}</span>
            <span class="unit">P</span>
          </p>
        </div>
      </div>`;
  }

  #nextActivity(text: Messages) {
    const { formats, current } = this.#language;
    const { activity } = this.#next;
    if (activity === null) {
      return html`<a class="next" href=${TAB_PATHS.activities}>
        <span class="what">
          <b>${text.pass.nextNone}</b><span>${text.pass.nextNoneText}</span>
        </span>
        <ts-icon name="right"></ts-icon>
      </a>`;
    }
    return html`<a class="next" href=${TAB_PATHS.activities}>
      <span class="when">
        <span class="figure">${formats.dayOfYear(activity.startsAt)}</span>
        <span>${formats.weekday(activity.startsAt)}</span>
      </span>
      <span class="what">
        <b>${nameIn(current, activity)}</b>
        <span><span class="clock">${formats.time(activity.startsAt)}</span>${activity.venue}</span>
      </span>
      <ts-icon name="right"></ts-icon>
    </a>`;
  }

  /** Points that went are seen in the figure; points that came are told. */
  #arrive(posted: PointsPosted): void {
    if (posted.amount <= 0) return;
    this.arrival = posted;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.arrival = null;
    }, ARRIVAL_SHOWN_MS);
    // Browsers keep audio shut until the person has touched the page; then it is silent.
    const touched = 'userActivation' in navigator && navigator.userActivation.hasBeenActive;
    if (touched) void this.#sound.play('admitted');
  }
}
customElements.define('ts-phone-pass', TsPhonePass);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-pass': TsPhonePass;
  }
}
