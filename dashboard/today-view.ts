/** `<ts-today-view>`: what is on today and what comes. */
import { html, LitElement, nothing } from 'lit';
import type { Activity, ActivityInList, ActivityList } from '#domain/contract/activities.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { practiceActivity } from './activity-form.ts';
import { activityPhase } from './activity-phase.ts';
import { ja } from './languages/ja.ts';
import { messages, nameIn, problemText } from './languages/index.ts';
import { panelStyles } from './panel-styles.ts';
import { activityPath } from './routes.ts';
import { createActivity } from './staff-api.ts';
import { todayViewStyles } from './today-view.css.ts';

/**
 * @fires ts-new-activity
 * @fires ts-saved   a practice activity was made; detail: Activity
 * @fires ts-retry   read the list again
 */
export class TsTodayView extends LitElement {
  static override properties = {
    list: { attribute: false },
    problem: { attribute: false },
    nowMs: { attribute: false },
    slow: { state: true },
    failure: { state: true },
  };
  declare list: ActivityList | null;
  declare problem: RequestProblemCode | null;
  declare nowMs: number;
  /** Nothing is shown of waiting for the first 300 ms. */
  declare slow: boolean;
  declare failure: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, controlStyles, panelStyles, todayViewStyles];

  constructor() {
    super();
    this.list = null;
    this.problem = null;
    this.nowMs = Date.now();
    this.slow = false;
    this.failure = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setTimeout(() => (this.slow = true), 300);
  }

  override render() {
    const text = this.#language.text;
    const { list } = this;
    return html`<div class="head">
        <h1>${text.today.heading}</h1>
        ${list !== null && list.activities.length > 0 ? this.#actions() : nothing}
      </div>
      ${this.#notices()}
      ${list === null ? this.#waiting() : list.activities.length === 0 ? this.#empty() : nothing}
      ${list !== null && list.activities.length > 0 ? this.#activities(list) : nothing}
      ${list !== null && list.upcoming.length > 0 ? this.#upcoming(list) : nothing}`;
  }

  #notices() {
    const text = this.#language.text;
    if (this.failure !== null) {
      return html`<ts-notice kind="error" heading=${problemText(text, this.failure)}></ts-notice>`;
    }
    if (this.problem === null) return nothing;
    return html`<ts-notice kind="error" icon="cloud-off" heading=${text.today.failed}>
      ${text.today.failedHint}
      <button
        slot="action"
        class="button"
        @click=${() => this.dispatchEvent(new CustomEvent('ts-retry'))}
      >
        ${text.tryAgain}
      </button>
    </ts-notice>`;
  }

  #waiting() {
    if (!this.slow || this.problem !== null) return nothing;
    return html`<div class="empty" role="status">
      <ts-ring state="loading" label=${this.#language.text.loading}></ts-ring>
    </div>`;
  }

  #actions() {
    const text = this.#language.text.today;
    return html`<div class="actions">
      <button
        class="button primary"
        @click=${() => this.dispatchEvent(new CustomEvent('ts-new-activity'))}
      >
        <ts-icon name="plus"></ts-icon>${text.create}
      </button>
      <button class="button" @click=${() => void this.#practise()}>${text.practice}</button>
    </div>`;
  }

  #empty() {
    const text = this.#language.text.today;
    return html`<section class="empty">
      <ts-ring state="empty"></ts-ring>
      <div>
        <h2>${text.emptyFirst}<br />${text.emptySecond}</h2>
        <p>${text.emptyLead}</p>
        <p>${text.emptyDots}</p>
        ${this.#actions()}
      </div>
    </section>`;
  }

  #activities(list: ActivityList) {
    return html`<section class="panel rows">
      ${list.activities.map((activity) => this.#row(activity, this.#state(activity), true))}
    </section>`;
  }

  #upcoming(list: ActivityList) {
    const formats = this.#language.formats;
    return html`<section class="panel">
      <div class="panel-head"><h2>${this.#language.text.today.upcoming}</h2></div>
      <div class="rows">
        ${list.upcoming.map((activity) =>
          this.#row(
            activity,
            html`<span class="figure day">${formats.dayOfYear(activity.startsAt)}</span
              >（${formats.weekday(activity.startsAt)}）`,
            false,
          ),
        )}
      </div>
    </section>`;
  }

  #row(activity: ActivityInList, first: unknown, today: boolean) {
    const formats = this.#language.formats;
    const text = this.#language.text;
    const count = today ? activity.admitted : activity.expected;
    return html`<a class="row" href=${activityPath(activity.activityId)}>
      <span>${first}</span>
      <span class="figure time">${formats.timeRange(activity.startsAt, activity.endsAt)}</span>
      <span class="row-name">${nameIn(this.#language.current, activity)}</span>
      <span class="row-venue">${activity.venue}</span>
      <span class="row-count"
        >${
          count === null
            ? nothing
            : html`${today ? nothing : text.today.expected}
                <span class="figure">${formats.number(count)}</span>
                ${
                  today && activity.expected !== null
                    ? html`<span class="figure">/ ${formats.number(activity.expected)}</span>`
                    : nothing
                }
                ${text.people}`
        }</span
      >
    </a>`;
  }

  #state(activity: Activity) {
    const { phase } = this.#language.text;
    const now = activityPhase(activity, this.nowMs);
    const words = {
      before: phase.before,
      open: phase.open,
      over: phase.over,
      cancelled: this.#language.text.rail.cancelled,
    };
    return html`<span class="state ${now === 'open' ? 'state-open' : ''}">${words[now]}</span>`;
  }

  async #practise(): Promise<void> {
    // Its names are the same in whatever language it is made.
    const answer = await createActivity(practiceActivity(this.nowMs, ja.practice));
    this.failure = answer.ok ? null : answer.code;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<Activity>('ts-saved', { detail: answer.value }));
    }
  }
}
customElements.define('ts-today-view', TsTodayView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-today-view': TsTodayView;
  }
}
