/** `<ts-dashboard-rail>`: today's activities and the way around; a bar on top of narrow screens. */
import { html, LitElement, nothing } from 'lit';
import type { ActivityInList, ActivityList } from '#domain/contract/activities.ts';
import type { Session } from '#domain/contract/people.ts';
import '#ui/icons/icon.ts';
import '#ui/language/language-switch.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/mark.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '#ui/wall.ts';
import { activityPhase } from './activity-phase.ts';
import type { AttendanceState } from './attendance-state.ts';
import { messages, nameIn } from './languages/index.ts';
import { railStyles } from './rail.css.ts';
import { railLinks, type RailLink } from './rail-links.ts';
import { activityPath, ROOT, type Route } from './routes.ts';

/**
 * @fires ts-log-out
 * @fires ts-new-activity
 */
export class TsDashboardRail extends LitElement {
  static override properties = {
    list: { attribute: false },
    route: { attribute: false },
    session: { attribute: false },
    live: { attribute: false },
    nowMs: { attribute: false },
    grantsOpen: { attribute: false },
    open: { state: true },
  };
  declare list: ActivityList | null;
  declare route: Route;
  declare session: Session;
  /** Its figure is newer than the list's. */
  declare live: AttendanceState | null;
  declare nowMs: number;
  /** Proposals of special points that wait for somebody. */
  declare grantsOpen: number;
  /** On narrow screens: the menu is unfolded. */
  declare open: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, controlStyles, railStyles];

  constructor() {
    super();
    this.list = null;
    this.route = { name: 'today' };
    this.session = { staffId: '', email: '', displayName: '', role: 'staff' };
    this.live = null;
    this.nowMs = Date.now();
    this.grantsOpen = 0;
    this.open = false;
  }

  override render() {
    const text = this.#language.text;
    return html`<nav aria-label=${text.rail.navigation} ?data-open=${this.open}>
      <ts-wall kind="rail"></ts-wall>
      <div class="bar">
        <a class="brand" href=${ROOT}>
          <ts-mark on-dark></ts-mark>
          <span>${text.brand}</span>
        </a>
        <button
          class="menu"
          aria-expanded=${this.open ? 'true' : 'false'}
          @click=${() => (this.open = !this.open)}
        >
          ${text.rail.navigation}
        </button>
      </div>
      <div class="content" @click=${(event: MouseEvent) => this.#fold(event)}>
        <div class="today">
          <a
            class="today-link"
            href=${ROOT}
            aria-current=${this.route.name === 'today' ? 'page' : nothing}
            >${text.rail.today}</a
          >
          <span class="date">${this.#language.formats.date(this.nowMs)}</span>
        </div>
        ${this.#activities()}
        <div class="foot">
          <button
            class="foot-link"
            @click=${() => this.dispatchEvent(new CustomEvent('ts-new-activity'))}
          >
            <ts-icon name="plus"></ts-icon><span class="label">${text.rail.create}</span>
          </button>
          ${railLinks(this.session.role).map((link) => this.#link(link))}
          <div class="language">
            <ts-language-switch variant="text"></ts-language-switch>
          </div>
          <div class="who">
            <span class="name" title=${this.session.email}>${this.session.displayName}</span>
            <button
              class="log-out"
              @click=${() => this.dispatchEvent(new CustomEvent('ts-log-out'))}
            >
              ${text.rail.logout}
            </button>
          </div>
        </div>
      </div>
    </nav>`;
  }

  #link({ name, path, icon, routes }: RailLink) {
    const text = this.#language.text.rail;
    const waiting = name === 'grants' ? this.grantsOpen : 0;
    const count = this.#language.formats.number(waiting);
    return html`<a
      class="foot-link"
      href=${path}
      aria-current=${routes.includes(this.route.name) ? 'page' : nothing}
      ><ts-icon name=${icon}></ts-icon><span class="label">${text[name]}</span>${
        waiting === 0
          ? nothing
          : html`<span class="badge figure" role="img" aria-label=${text.waiting(count)}
              >${count}</span
            >`
      }</a
    >`;
  }

  #activities() {
    const activities = this.list?.activities;
    if (activities === undefined) return html`<ul class="activities"></ul>`;
    if (activities.length === 0) {
      return html`<p class="nothing">${this.#language.text.none}</p>`;
    }
    return html`<ul class="activities">
      ${activities.map((activity) => this.#activity(activity))}
    </ul>`;
  }

  #activity(activity: ActivityInList) {
    const text = this.#language.text;
    const formats = this.#language.formats;
    const { activityId } = activity;
    const here = this.route.name === 'activity' && this.route.activityId === activityId;
    const live = this.live?.activityId === activityId ? this.live.attendance : null;
    const phase = activityPhase(activity, this.nowMs);
    return html`<li>
      <a
        class="activity"
        href=${activityPath(activityId)}
        aria-current=${here ? 'page' : nothing}
        title=${nameIn(this.#language.current, activity)}
      >
        <span class="activity-name">${nameIn(this.#language.current, activity)}</span>
        <span class="activity-time"
          >${formats.timeRange(activity.startsAt, activity.endsAt)}
          ${phase === 'over' ? text.rail.over : nothing}
          ${phase === 'cancelled' ? text.rail.cancelled : nothing}
          ${activity.practice ? text.rail.practice : nothing}</span
        >
        <span class="activity-count"
          ><span class="figure"
            >${formats.number(live?.counters.admitted ?? activity.admitted)}</span
          >
          ${text.rail.people}</span
        >
      </a>
    </li>`;
  }

  /** A choice in the unfolded menu folds it again. */
  #fold(event: MouseEvent): void {
    if (event.composedPath().some((target) => target instanceof HTMLAnchorElement)) {
      this.open = false;
    }
  }
}
customElements.define('ts-dashboard-rail', TsDashboardRail);

declare global {
  interface HTMLElementTagNameMap {
    'ts-dashboard-rail': TsDashboardRail;
  }
}
