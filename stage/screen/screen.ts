/** `<ts-stage-screen>`: the big screen, 16:9, in units of 1920 × 1080. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { messages } from '../languages/screen/index.ts';
import type { StageSession } from '../stage-session.ts';
import { stageAt, type Moment } from '../stage-state.ts';
import { endStyles, endView, voidView } from './end-views.ts';
import './locks-view.ts';
import './reveal-view.ts';
import { screenStyles } from './screen-styles.ts';
import { SoundController } from './sound-controller.ts';

/** @property session  its changes draw the screen anew */
export class TsStageScreen extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: StageSession;

  readonly #language = new LanguageController(this, messages);
  readonly #sound = new SoundController(this);
  // Pages of a long board are turned by the server's clock.
  readonly #clock = new ClockController(this, 'second', () => this.session.nowMs - Date.now());
  protected readonly wakeLock = new WakeLockController(this);
  readonly #draw = () => this.requestUpdate();

  static override styles = [
    resetStyles,
    figureStyles,
    screenStyles,
    endStyles,
    css`
      :host {
        --u: min(calc(100vw / 1920), calc(100dvh / 1080));
        display: grid;
        place-items: center;
        place-content: center;
        inline-size: 100vw;
        block-size: 100dvh;
        overflow: hidden;
        position: relative;
        isolation: isolate;
        background: var(--ts-night);
        --above: 0px;
      }
      :host([rehearsal]) {
        --u: min(calc(100vw / 1920), calc(100dvh / 1168));
        --above: calc(88 * var(--u));
        place-content: start center;
      }
      .strip {
        display: flex;
        align-items: center;
        justify-content: center;
        gap: calc(40 * var(--u));
        inline-size: 100vw;
        block-size: calc(88 * var(--u));
        background: var(--ts-stored);
        color: var(--ts-ink);
        font-size: calc(54 * var(--u));
        font-weight: 700;
        line-height: 1;
        white-space: nowrap;
      }
      .strip span {
        font-size: calc(40 * var(--u));
        font-weight: 400;
      }
      main {
        position: relative;
        inline-size: calc(1920 * var(--u));
        block-size: calc(1080 * var(--u));
        overflow: hidden;
      }
      .plane {
        position: absolute;
        z-index: -1;
        inset: var(--above) 0 calc(50 * var(--u));
      }
      .ground {
        position: absolute;
        z-index: -1;
        inset: auto 0 0;
        block-size: calc(51 * var(--u));
        background: var(--ts-water-1200);
      }
      .line {
        position: absolute;
        inset: auto 0 0;
        display: flex;
        justify-content: center;
        pointer-events: none;
      }
      .line span {
        padding: 0 calc(24 * var(--u));
        background: var(--ts-night);
        color: var(--ts-water-100);
        font-size: calc(34 * var(--u));
        line-height: 1.35;
      }
      .line .stale {
        background: var(--ts-stored);
        color: var(--ts-ink);
        font-size: calc(40 * var(--u));
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.session.addEventListener('changed', this.#draw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session.removeEventListener('changed', this.#draw);
  }

  protected override updated(_changed: PropertyValues): void {
    const { snapshot } = this.session;
    if (snapshot === null) return;
    document.title = this.#language.text.title(snapshot.lottery.name);
    this.#sound.follow(stageAt(snapshot, this.session.nowMs).moment);
  }

  override render() {
    const { snapshot } = this.session;
    if (snapshot === null) return nothing;
    const { nowMs } = this.#clock;
    const { text } = this.#language;
    const { rehearsal } = snapshot.lottery;
    this.toggleAttribute('rehearsal', rehearsal);
    const { moment } = stageAt(snapshot, nowMs);
    return html`${
        rehearsal
          ? html`<p class="strip" data-rehearsal>
              ${text.rehearsal}<span>${text.rehearsalHint}</span>
            </p>`
          : nothing
      }
      <div class="plane"><ts-wall kind="field" .base=${0} .upright=${1840 / 1920}></ts-wall></div>
      <div class="ground"></div>
      <main data-moment=${moment.name}>${this.#view(moment, nowMs)} ${this.#line()}</main>`;
  }

  #view(moment: Moment, nowMs: number) {
    const { snapshot } = this.session;
    const { text, formats, current: language } = this.#language;
    if (snapshot === null) return nothing;
    switch (moment.name) {
      case 'reveal':
      case 'prize-done':
        return html`<ts-stage-reveal-view
          .snapshot=${snapshot}
          .nowMs=${nowMs}
        ></ts-stage-reveal-view>`;
      case 'all-drawn':
        return endView(snapshot, { text, formats, language }, nowMs);
      case 'void':
        return voidView(snapshot, moment.reason, { text, formats, language });
      case 'waiting':
      case 'closing':
      case 'closed':
      case 'gathering':
      case 'freezing':
      case 'dice':
      case 'countdown':
      case 'beacon-late':
      case 'sealed':
      case 'ready':
        return html`<ts-stage-locks-view
          .snapshot=${snapshot}
          .nowMs=${nowMs}
        ></ts-stage-locks-view>`;
    }
  }

  /** What is heard, for those who do not; and whether the line is there. */
  #line() {
    const { text, formats } = this.#language;
    const { connection, heardMs } = this.session;
    if (connection === 'outdated') {
      return html`<p class="line" role="alert"><span class="stale">${text.outdated}</span></p>`;
    }
    if (connection === 'offline') {
      const words = text.offline(formats.timeWithSeconds(heardMs));
      return html`<p class="line" role="status"><span class="stale">${words}</span></p>`;
    }
    const { caption } = this.#sound;
    if (caption === null) return nothing;
    return html`<p class="line" data-caption><span>${text.captions[caption]}</span></p>`;
  }
}
customElements.define('ts-stage-screen', TsStageScreen);

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage-screen': TsStageScreen;
  }
}
