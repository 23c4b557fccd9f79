/** `<ts-phone>`: who is here, what they look at, and the four tabs. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/paths.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import { messages } from './languages/core/index.ts';
import { OfflineController } from './offline-controller.ts';
import type { PhoneSession } from './phone-session.ts';
import { parseRoute, ROOT, tabOf, TAB_PATHS, type Route, type Tab } from './routes.ts';
import type { Standing } from './standing.ts';
import './views/farewell.ts';
import './views/history.ts';
import './views/join.ts';
import './views/me-page.ts';
import './views/missing-page.ts';
import './views/move.ts';
import './views/move-away.ts';
import './views/pass.ts';

const LOADING_SHOWN_AFTER_MS = 300;

const TAB_ICONS: Readonly<Record<Tab, IconName>> = {
  pass: 'phone',
  activities: 'people',
  lottery: 'ticket',
  coupons: 'coupon',
};
/** Routes whose views are in later-views.ts. */
const LATER: ReadonlySet<Route['name']> = new Set([
  'activities',
  'lottery',
  'lottery-one',
  'lottery-prize',
  'coupons',
  'coupon-use',
  'shop',
  'certificates',
]);
const TABS: readonly Tab[] = ['pass', 'activities', 'lottery', 'coupons'];

/** It lives in the page itself, not in a shadow: the page's own scroll and style sheet serve it. */
export class TsPhone extends LitElement {
  static override properties = {
    session: { attribute: false },
    route: { state: true },
    slow: { state: true },
    later: { state: true },
  };
  declare session: PhoneSession | undefined;
  declare route: Route;
  declare slow: boolean;
  /** How it stands with what is loaded after the pass. */
  declare later: 'coming' | 'here' | 'missing';

  readonly #language = new LanguageController(this, messages);
  readonly #offline = new OfflineController(this);
  #stop: (() => void) | undefined;
  #standing: Standing = 'starting';

  constructor() {
    super();
    this.session = undefined;
    this.route = parseRoute(location.pathname);
    this.slow = false;
    this.later = 'coming';
  }

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('popstate', this.#followHistory);
    this.addEventListener('click', this.#followLink);
    this.addEventListener('ts-visit', this.#followEvent);
    this.addEventListener('ts-renew', this.#renew);
    setTimeout(() => {
      this.slow = true;
    }, LOADING_SHOWN_AFTER_MS);
    void this.#loadLaterViews();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('popstate', this.#followHistory);
    this.removeEventListener('click', this.#followLink);
    this.removeEventListener('ts-visit', this.#followEvent);
    this.removeEventListener('ts-renew', this.#renew);
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('session')) return;
    this.#stop?.();
    this.#standing = this.session?.standing ?? 'starting';
    this.#stop = this.session?.on('changed', () => this.#followSession());
  }

  protected override updated(changed: PropertyValues<this>): void {
    const text = this.#language.text;
    const tab = tabOf(this.route);
    document.title = text.title(tab === null ? text.me.heading : text.tabs[tab]);
    if (changed.has('route') && changed.get('route') !== undefined) scrollTo(0, 0);
  }

  override render() {
    const { session } = this;
    if (session === undefined || session.standing === 'starting') {
      return html`<main class="phone-main">${this.#loading()}</main>`;
    }
    const inside = session.standing === 'inside';
    return html`<main id="main" class="phone-main" tabindex="-1">
        ${inside ? this.#inside(session) : this.#outside(session)}
      </main>
      ${inside ? this.#tabs() : nothing}`;
  }

  #loading() {
    return this.slow ? html`<ts-ring class="phone-loading" state="loading"></ts-ring>` : nothing;
  }

  /** A shop's printed code may open the phone where the line is poor. */
  #awaited(later: 'coming' | 'missing') {
    if (later === 'coming') return this.#loading();
    const { text } = this.#language;
    return html`<ts-phone-missing-page
      heading=${text.problems['network-unreachable']}
      action=${text.tryAgain}
    ></ts-phone-missing-page>`;
  }

  #outside(session: PhoneSession) {
    if (session.ending === 'erased') {
      return html`<ts-phone-farewell .session=${session}></ts-phone-farewell>`;
    }
    return this.route.name === 'move'
      ? html`<ts-phone-move .session=${session}></ts-phone-move>`
      : html`<ts-phone-join .session=${session}></ts-phone-join>`;
  }

  #inside(session: PhoneSession) {
    const { route } = this;
    if (this.later !== 'here' && LATER.has(route.name)) return this.#awaited(this.later);
    switch (route.name) {
      case 'me':
        return html`<ts-phone-me .session=${session}></ts-phone-me>`;
      case 'history':
        return html`<ts-phone-history .session=${session}></ts-phone-history>`;
      case 'move-away':
        return html`<ts-phone-move-away .session=${session}></ts-phone-move-away>`;
      case 'move':
        return html`<ts-phone-move .session=${session}></ts-phone-move>`;
      case 'pass':
        return html`<ts-phone-pass .session=${session}></ts-phone-pass>`;
      case 'activities':
        return html`<ts-phone-activities .session=${session}></ts-phone-activities>`;
      case 'lottery':
      case 'lottery-one':
        return html`<ts-phone-lottery
          .session=${session}
          .lotteryId=${route.name === 'lottery' ? null : route.lotteryId}
        ></ts-phone-lottery>`;
      case 'lottery-prize':
        return html`<ts-phone-lottery-prize
          .session=${session}
          .lotteryId=${route.lotteryId}
          .prizeId=${route.prizeId}
        ></ts-phone-lottery-prize>`;
      case 'coupons':
        return html`<ts-phone-coupons .session=${session}></ts-phone-coupons>`;
      case 'coupon-use':
        return html`<ts-phone-coupon-use
          .session=${session}
          .couponId=${route.couponId}
        ></ts-phone-coupon-use>`;
      case 'shop':
        return html`<ts-phone-shop
          .session=${session}
          .counterCode=${route.counterCode}
        ></ts-phone-shop>`;
      case 'certificates':
        return html`<ts-phone-certificates .session=${session}></ts-phone-certificates>`;
    }
  }

  #tabs() {
    const { tabs } = this.#language.text;
    const present = tabOf(this.route);
    return html`<nav class="phone-nav" aria-label=${tabs.label}>
      <ul>
        ${TABS.map(
          (tab) =>
            html`<li>
              <a href=${TAB_PATHS[tab]} aria-current=${tab === present ? 'page' : nothing}>
                <ts-icon name=${TAB_ICONS[tab]}></ts-icon>${tabs[tab]}
              </a>
            </li>`,
        )}
      </ul>
    </nav>`;
  }

  /** A page that lost its line in between gets them with the next visit of a tab. */
  async #loadLaterViews(): Promise<void> {
    await this.updateComplete;
    const loaded = await import('./later-views.ts').catch(() => null);
    // Drawn before it is defined, an element would wake up without its session.
    this.later = loaded === null ? 'missing' : 'here';
  }

  /** Whoever has just joined sees the pass; a shop's code that was scanned before waits where it is. */
  #followSession(): void {
    const standing = this.session?.standing ?? 'starting';
    const joined = this.#standing === 'outside' && standing === 'inside';
    this.#standing = standing;
    if (joined && this.route.name !== 'shop') this.#visit(ROOT);
    this.requestUpdate();
  }

  readonly #renew = (): void => void this.#offline.renew();

  readonly #followHistory = (): void => {
    this.route = parseRoute(location.pathname);
  };

  /** Links inside the phone do not load the page again. */
  readonly #followLink = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (event.defaultPrevented) return;
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (link === undefined || link.target !== '' || link.origin !== location.origin) return;
    if (link.hash !== '' || link.download !== '' || !link.pathname.startsWith(ROOT)) return;
    event.preventDefault();
    this.#visit(link.pathname);
  };

  readonly #followEvent = (event: Event): void => {
    if (event instanceof CustomEvent && typeof event.detail === 'string') this.#visit(event.detail);
  };

  #visit(pathname: string): void {
    if (pathname !== location.pathname) history.pushState(null, '', pathname);
    this.route = parseRoute(pathname);
    void this.#loadLaterViews();
    this.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  }
}
customElements.define('ts-phone', TsPhone);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone': TsPhone;
  }
}
