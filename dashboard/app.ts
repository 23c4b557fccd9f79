/** `<ts-dashboard>`: who is logged in, where they are, and what they look at. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Activity, ActivityList } from '#domain/contract/activities.ts';
import type { Session } from '#domain/contract/people.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import './activity-dialog.ts';
import './counter/counter-view.ts';
import { AttendanceWatch } from './attendance-watch.ts';
import { listGrants } from './grants/grants-api.ts';
import './grants/grants-view.ts';
import { innerPathOf, mayLeave } from './leaving.ts';
import './live-view.ts';
import { messages, nameIn } from './languages/index.ts';
import './login.ts';
import './lottery/lotteries-view.ts';
import './passes/passes-view.ts';
import './rail.ts';
import './reports/reports-view.ts';
import { activityPath, parseRoute, ROOT, type Route } from './routes.ts';
import './shops/shops-view.ts';
import './staff/staff-view.ts';
import { listActivities, logOut, readActivity, readSession, sessionWatch } from './staff-api.ts';
import './today-view.ts';

/** Long enough that a quick answer shows no flicker of waiting. */
const LOADING_SHOWN_AFTER_MS = 300;

/** It lives in the page itself, not in a shadow: password managers find the log-in form. */
export class TsDashboard extends LitElement {
  static override properties = {
    session: { state: true },
    route: { state: true },
    list: { state: true },
    listProblem: { state: true },
    other: { state: true },
    editing: { state: true },
    grantsOpen: { state: true },
    expired: { state: true },
    slow: { state: true },
  };
  /** `undefined`: not known yet; `null`: nobody is logged in. */
  declare session: Session | null | undefined;
  declare route: Route;
  declare list: ActivityList | null;
  declare listProblem: RequestProblemCode | null;
  /** The activity that is looked at when it is not in the list. */
  declare other: Activity | null;
  declare editing: 'new' | Activity | null;
  /** Proposals of special points that wait for somebody. */
  declare grantsOpen: number;
  declare expired: boolean;
  declare slow: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #watch = new AttendanceWatch(this, {
    activityTouched: () => void this.#readList(),
    refused: (code) => {
      if (code === 'not-logged-in' || code === 'token-unknown') this.#sessionEnded();
    },
  });
  readonly #clock = new ClockController(this, 'second');
  /** Of the page that is shown. */
  #path = location.pathname;
  #listTimer: ReturnType<typeof setInterval> | undefined;
  #questions = 0;

  constructor() {
    super();
    this.session = undefined;
    this.route = parseRoute(location.pathname);
    this.list = null;
    this.listProblem = null;
    this.other = null;
    this.editing = null;
    this.grantsOpen = 0;
    this.expired = false;
    this.slow = false;
  }

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('popstate', this.#followHistory);
    this.addEventListener('click', this.#followLink);
    document.addEventListener('visibilitychange', this.#comeBack);
    sessionWatch.addEventListener('logged-out', this.#sessionEnded);
    this.#listTimer = setInterval(() => this.#comeBack(), LIST_INTERVAL_MS);
    setTimeout(() => {
      this.slow = true;
    }, LOADING_SHOWN_AFTER_MS);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('popstate', this.#followHistory);
    this.removeEventListener('click', this.#followLink);
    document.removeEventListener('visibilitychange', this.#comeBack);
    sessionWatch.removeEventListener('logged-out', this.#sessionEnded);
    clearInterval(this.#listTimer);
  }

  protected override updated(changed: PropertyValues): void {
    const text = this.#language.text;
    document.title = text.title(this.session === null ? text.login.heading : this.#pageName());
    if (changed.has('route') && changed.get('route') !== undefined) scrollTo(0, 0);
  }

  override render() {
    if (this.session === undefined) {
      return this.slow ? html`<ts-ring class="starting" state="loading"></ts-ring>` : nothing;
    }
    if (this.session === null) {
      return html`<ts-dashboard-login
        .expired=${this.expired}
        @ts-logged-in=${(event: CustomEvent<Session>) => this.#enter(event.detail)}
      ></ts-dashboard-login>`;
    }
    return html`<div class="dashboard">
      <ts-dashboard-rail
        .list=${this.list}
        .route=${this.route}
        .session=${this.session}
        .live=${this.#watch.state}
        .nowMs=${this.#watch.nowMs}
        .grantsOpen=${this.grantsOpen}
        @ts-log-out=${() => void this.#leave()}
        @ts-new-activity=${() => (this.editing = 'new')}
      ></ts-dashboard-rail>
      <main id="main" tabindex="-1">${this.#view(this.session)}</main>
      <ts-activity-dialog
        .editing=${this.editing}
        @ts-saved=${(event: CustomEvent<Activity>) => void this.#saved(event.detail)}
        @ts-close=${() => (this.editing = null)}
      ></ts-activity-dialog>
    </div>`;
  }

  #view(session: Session) {
    const { route } = this;
    switch (route.name) {
      case 'passes':
        return html`<ts-passes-view></ts-passes-view>`;
      case 'counter':
        return html`<ts-counter-view></ts-counter-view>`;
      case 'shops':
      case 'shop':
        return html`<ts-shops-view
          .shopId=${route.name === 'shop' ? route.shopId : null}
          @ts-visit=${(event: CustomEvent<string>) => this.#visit(event.detail)}
        ></ts-shops-view>`;
      case 'grants':
        return html`<ts-grants-view
          .staffId=${session.staffId}
          @ts-open-count=${(event: CustomEvent<number>) => (this.grantsOpen = event.detail)}
        ></ts-grants-view>`;
      case 'lotteries':
      case 'lottery':
        return html`<ts-lotteries-view
          .route=${route}
          @ts-visit=${(event: CustomEvent<string>) => this.#visit(event.detail)}
        ></ts-lotteries-view>`;
      case 'reports':
        return html`<ts-reports-view></ts-reports-view>`;
      case 'staff':
        return html`<ts-staff-view .session=${session}></ts-staff-view>`;
      case 'activity':
        return this.#live(route.activityId);
      case 'today':
      case 'unknown':
      default:
        return this.#today();
    }
  }

  #live(activityId: string) {
    return html`<ts-live-view
      .activity=${this.#activity(activityId)}
      .state=${this.#watch.state}
      .connection=${this.#watch.connection}
      .fresh=${this.#watch.fresh}
      .heardMs=${this.#watch.heardMs}
      .nowMs=${this.#watch.nowMs}
      @ts-edit=${(event: CustomEvent<Activity>) => (this.editing = event.detail)}
      @ts-heard=${(event: CustomEvent) => this.#watch.take(event.detail)}
    ></ts-live-view>`;
  }

  #today() {
    return html`<ts-today-view
      .list=${this.list}
      .problem=${this.listProblem}
      .nowMs=${this.#clock.nowMs}
      @ts-new-activity=${() => (this.editing = 'new')}
      @ts-saved=${(event: CustomEvent<Activity>) => void this.#saved(event.detail)}
      @ts-retry=${() => void this.#readList()}
    ></ts-today-view>`;
  }

  #activity(activityId: string): Activity | null {
    const { list, other } = this;
    const listed = [...(list?.activities ?? []), ...(list?.upcoming ?? [])];
    return (
      listed.find((activity) => activity.activityId === activityId) ??
      (other?.activityId === activityId ? other : null)
    );
  }

  #pageName(): string {
    const text = this.#language.text;
    const { route } = this;
    switch (route.name) {
      case 'today':
      case 'unknown':
        return text.today.heading;
      case 'activity': {
        const activity = this.#activity(route.activityId);
        return activity === null ? text.today.heading : nameIn(this.#language.current, activity);
      }
      case 'shop':
        return text.shops.heading;
      case 'lottery':
        return text.lotteries.heading;
      case 'passes':
      case 'counter':
      case 'shops':
      case 'grants':
      case 'lotteries':
      case 'reports':
      case 'staff':
      default:
        return text[route.name].heading;
    }
  }

  async #begin(): Promise<void> {
    const answer = await readSession();
    if (answer.ok) this.#enter(answer.value);
    else this.session = null;
  }

  /** Seen by whoever could approve, soon enough. */
  async #countGrants(): Promise<void> {
    const answer = await listGrants();
    if (answer.ok) this.grantsOpen = answer.value.openCount;
  }

  #enter(session: Session): void {
    this.session = session;
    this.expired = false;
    this.#watch.start();
    this.#go(parseRoute(location.pathname));
    void this.#readList();
    void this.#countGrants();
  }

  /** The address stays, so that the next log-in leads back to it. */
  readonly #sessionEnded = (): void => {
    this.expired = this.session !== null && this.session !== undefined;
    this.session = null;
    this.#watch.stop();
    this.list = null;
    this.other = null;
    this.editing = null;
    this.grantsOpen = 0;
  };

  async #leave(): Promise<void> {
    if (!mayLeave(() => void this.#leave())) return;
    await logOut();
    this.#sessionEnded();
    this.expired = false;
    history.replaceState(null, '', ROOT);
    this.route = { name: 'today' };
  }

  async #readList(): Promise<void> {
    const question = (this.#questions += 1);
    const answer = await listActivities();
    // A later question knows better.
    if (question !== this.#questions) return;
    this.listProblem = answer.ok ? null : answer.code;
    if (answer.ok) this.list = answer.value;
    if (this.route.name === 'activity') await this.#readOther(this.route.activityId);
  }

  async #readOther(activityId: string): Promise<void> {
    if (this.list !== null && this.#activity(activityId) !== null && this.other === null) return;
    const answer = await readActivity(activityId);
    if (answer.ok) this.other = answer.value;
  }

  async #saved(activity: Activity): Promise<void> {
    this.editing = null;
    this.other = activity;
    this.#visit(activityPath(activity.activityId));
    await this.#readList();
  }

  readonly #comeBack = (): void => {
    if (document.visibilityState !== 'visible' || !this.session) return;
    void this.#readList();
    void this.#countGrants();
  };

  readonly #followHistory = (): void => {
    const { pathname } = location;
    const mayGo = pathname === this.#path || mayLeave(() => this.#visit(pathname));
    if (mayGo) this.#go(parseRoute(pathname));
    else history.pushState(null, '', this.#path);
  };

  /** Links inside the dashboard do not load the page again. */
  readonly #followLink = (event: MouseEvent): void => {
    const path = innerPathOf(event);
    if (path === null) return;
    event.preventDefault();
    this.#visit(path);
    this.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
  };

  #visit(pathname: string): void {
    if (pathname !== this.#path && !mayLeave(() => this.#visit(pathname))) return;
    if (pathname !== location.pathname) history.pushState(null, '', pathname);
    this.#go(parseRoute(pathname));
  }

  #go(route: Route): void {
    this.#path = location.pathname;
    this.route = route;
    const activityId = route.name === 'activity' ? route.activityId : null;
    this.#watch.watch(activityId);
    if (activityId !== null && this.session) void this.#readOther(activityId);
  }
}
/** Beside the news by socket: the day turns, and doors open and close, without any news. */
const LIST_INTERVAL_MS = 60_000;
customElements.define('ts-dashboard', TsDashboard);

declare global {
  interface HTMLElementTagNameMap {
    'ts-dashboard': TsDashboard;
  }
}
