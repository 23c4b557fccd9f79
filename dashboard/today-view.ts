/** `<ts-today-view>`: what is on today and what comes. */
import { css, html, LitElement, nothing } from 'lit';
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

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--ts-space-32);
        min-block-size: calc(100dvh - 48px);
      }
      h1 {
        font-size: 30px;
        text-wrap: balance;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 12px 24px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 16px;
      }
      .empty {
        display: grid;
        flex: 1;
        grid-template-columns: minmax(0, 264px) auto;
        align-content: center;
        align-items: center;
        justify-content: center;
        gap: 40px 112px;
        padding-block: 24px 40px;
      }
      .empty ts-ring {
        --ts-ring-size: 264px;
      }
      .empty h2 {
        margin-block-end: 20px;
        font-size: var(--ts-text-36);
        line-height: 1.38;
      }
      .empty p {
        font-size: var(--ts-text-18);
        line-height: 1.75;
      }
      .empty .actions {
        margin-block-start: 28px;
      }
      .row {
        display: grid;
        grid-template-columns: 120px 150px minmax(0, 1fr) minmax(0, 0.4fr) 110px;
        align-items: baseline;
        gap: 4px 0;
        padding: 16px 0;
        color: inherit;
        text-decoration: none;
      }
      .row:hover .row-name {
        text-decoration: underline;
        text-underline-offset: 0.3em;
      }
      section > .row:first-child {
        border-block-start: 0;
      }
      .day {
        font-size: var(--ts-text-24);
      }
      .time {
        font-size: var(--ts-text-20);
      }
      .row-name {
        font-weight: 700;
        overflow-wrap: anywhere;
        padding-inline-end: 16px;
      }
      .row-venue {
        overflow-wrap: anywhere;
        padding-inline-end: 16px;
      }
      .row-count {
        text-align: end;
        white-space: nowrap;
      }
      .row-count .figure {
        font-size: 23px;
      }
      .state-open {
        color: var(--ts-admitted-mark);
        font-weight: 700;
      }
      .state {
        font-size: var(--ts-text-16);
        font-weight: 400;
      }
      @media (max-width: 760px) {
        .empty {
          grid-template-columns: 1fr;
          justify-items: start;
        }
        .empty ts-ring {
          --ts-ring-size: 200px;
        }
        .row {
          grid-template-columns: auto 1fr auto;
          column-gap: 12px;
        }
        .row-name {
          grid-area: 2 / 1 / 3 / -1;
        }
        .row-venue {
          grid-area: 3 / 1 / 4 / -1;
          color: var(--ts-ink-2);
        }
      }
    `,
  ];

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
