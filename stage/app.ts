/** `<ts-stage>`: which draw, and whether it is the big screen or a page to be read. */
import { css, html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { LotteryListSchema, type Lottery } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { MediaQueryController } from '#ui/controllers/media-query-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { requestJson } from '#ui/problem.ts';
import '#ui/ring.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import './draws/draws-page.ts';
import { messages } from './languages/draws/index.ts';
import { currentLottery, parseRoute, type Route } from './routes.ts';
import './screen/screen.ts';
import './spectator/spectator.ts';
import { StageSession } from './stage-session.ts';

/** Below this the big screen's text would be too small. */
const BIG_SCREEN = '(min-width: 1100px) and (min-aspect-ratio: 5/4)';

export class TsStage extends LitElement {
  static override properties = {
    session: { state: true },
    lotteries: { state: true },
    failed: { state: true },
  };
  declare session: StageSession | null;
  /** `null`: not asked, or not answered yet. */
  declare lotteries: readonly Lottery[] | null;
  declare failed: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #wide = new MediaQueryController(this, BIG_SCREEN);
  readonly #draw = () => this.requestUpdate();
  #route: Route = { name: 'current' };

  static override styles = [
    resetStyles,
    controlStyles,
    css`
      :host {
        display: block;
        min-block-size: 100dvh;
      }
      .waiting {
        display: grid;
        place-items: center;
        align-content: center;
        gap: 24px;
        min-block-size: 100dvh;
        padding: 24px;
        background: var(--ts-night);
        color: #ffffff;
        text-align: center;
        --ts-ring-size: 200px;
        --ts-ring-dot: var(--ts-open-on-night);
        --ts-ring-ninth: var(--ts-arrive-on-dark);
        --ts-link: var(--ts-water-100);
      }
      .waiting a {
        color: var(--ts-water-100);
      }
      .waiting h1 {
        color: inherit;
        font-size: var(--ts-text-28);
      }
    `,
  ];

  constructor() {
    super();
    this.session = null;
    this.lotteries = null;
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#route = parseRoute(location.pathname);
    if (this.#route.name === 'stage' || this.#route.name === 'draw') {
      this.#watch(this.#route.lotteryId);
    } else {
      void this.#readDraws();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.session?.removeEventListener('changed', this.#draw);
    this.session?.close();
  }

  override render() {
    if (this.#route.name === 'draws' || this.#hasNoDraw) {
      return html`<ts-draws-page
        .lotteries=${this.lotteries}
        .failed=${this.failed}
        @ts-read-again=${() => void this.#readDraws()}
      ></ts-draws-page>`;
    }
    const { session } = this;
    if (session === null || session.snapshot === null) return this.#waiting(session);
    const isBig = this.#wide.matches && this.#route.name !== 'draw';
    return keyed(
      session.lotteryId,
      isBig
        ? html`<ts-stage-screen .session=${session}></ts-stage-screen>`
        : html`<ts-spectator .session=${session}></ts-spectator>`,
    );
  }

  /** Nothing is on, or the list did not come. */
  get #hasNoDraw(): boolean {
    if (this.#route.name !== 'current' || this.session !== null) return false;
    return this.failed || (this.lotteries !== null && currentLottery(this.lotteries) === null);
  }

  #waiting(session: StageSession | null) {
    const { text } = this.#language;
    if (session?.isUnknown === true || session?.connection === 'outdated') {
      const isUnknown = session.isUnknown;
      return html`<main class="waiting">
        <ts-ring state="empty"></ts-ring>
        <h1>${isUnknown ? text.unknown : text.outdated}</h1>
        <p><a href="/stage/draws">${text.all}</a></p>
      </main>`;
    }
    return html`<main class="waiting" role="status">
      <ts-ring state="loading" label=${text.waiting}></ts-ring>
      ${session?.connection === 'offline' ? html`<p>${text.offline}</p>` : nothing}
    </main>`;
  }

  async #readDraws(): Promise<void> {
    this.failed = false;
    const answer = await requestJson(LotteryListSchema, '/api/lotteries');
    if (!answer.ok) {
      this.failed = true;
      return;
    }
    this.lotteries = answer.value.lotteries;
    if (this.#route.name !== 'current') return;
    const current = currentLottery(answer.value.lotteries);
    if (current === null) return;
    // The address names the draw from now on: a reload shows the same one.
    history.replaceState(null, '', `/stage/${current.lotteryId}${location.hash}`);
    this.#watch(current.lotteryId);
  }

  #watch(lotteryId: string): void {
    const session = new StageSession(lotteryId);
    session.addEventListener('changed', this.#draw);
    this.session = session;
  }
}
customElements.define('ts-stage', TsStage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage': TsStage;
  }
}
