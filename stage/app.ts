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
import { readFragment, type Fragment } from './spectator/held-tickets.ts';
import './spectator/spectator.ts';
import { StageSession } from './stage-session.ts';

/** Below this the big screen's text would be too small. */
const BIG_SCREEN = '(min-width: 1100px) and (min-aspect-ratio: 5/4)';

export class TsStage extends LitElement {
  static override properties = {
    session: { state: true },
    lotteries: { state: true },
    failed: { state: true },
    fragment: { state: true },
  };
  declare session: StageSession | null;
  /** `null`: not asked, or not answered yet. */
  declare lotteries: readonly Lottery[] | null;
  declare failed: boolean;
  declare fragment: Fragment;

  readonly #language = new LanguageController(this, messages);
  readonly #wide = new MediaQueryController(this, BIG_SCREEN);
  readonly #draw = () => this.requestUpdate();
  readonly #readFragment = () => this.#takeFragment();
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
    this.fragment = { final: null, handedOver: null, rest: '' };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#takeFragment();
    // A code that is read, or a link that is followed, while the page is open.
    addEventListener('hashchange', this.#readFragment);
    this.#route = parseRoute(location.pathname);
    if (this.#route.name === 'stage' || this.#route.name === 'draw') {
      this.#watch(this.#route.lotteryId);
    } else {
      void this.#readDraws();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#readFragment);
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
    return keyed(
      session.lotteryId,
      this.#isBig
        ? html`<ts-stage-screen .session=${session}></ts-stage-screen>`
        : html`<ts-spectator .session=${session} .fragment=${this.fragment}></ts-spectator>`,
    );
  }

  /** Whoever comes with tickets of their own has come for them, on a wide screen too. */
  get #isBig(): boolean {
    const isOwn = this.fragment.handedOver !== null;
    return this.#wide.matches && this.#route.name !== 'draw' && !isOwn;
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

  /** What was handed over is a secret: out of the address bar and of the history at once. */
  #takeFragment(): void {
    const { hash, pathname, search } = location;
    const read = readFragment(hash);
    if (hash !== read.rest) history.replaceState(null, '', pathname + search + read.rest);
    const { final, handedOver } = this.fragment;
    this.fragment = {
      ...read,
      final: read.final ?? final,
      handedOver: read.handedOver ?? handedOver,
    };
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
    history.replaceState(null, '', `/stage/${current.lotteryId}${this.fragment.rest}`);
    this.#watch(current.lotteryId);
  }

  #watch(lotteryId: string): void {
    const session = new StageSession(lotteryId, () => (this.#isBig ? 'screen' : 'phone'));
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
