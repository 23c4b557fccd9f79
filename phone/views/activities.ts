/** `<ts-phone-activities>`: what comes, by day; one activity unfolds to all that one needs to go. */
import { html, LitElement, nothing } from 'lit';
import type { PublicActivity } from '#domain/contract/activities.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { byDay, CalendarSearch, type CalendarDay } from '../calendar-search.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { messages } from '../languages/uses/index.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { SessionController } from '../session-controller.ts';
import { activitiesStyles } from './activities.css.ts';

/** Opens outside, and is told nothing but the name of the place. */
const MAP = 'https://www.openstreetmap.org/search?query=';

export class TsPhoneActivities extends LitElement {
  static override properties = {
    session: { attribute: false },
    words: { state: true },
  };
  declare session: PhoneSession;
  /** As it stands in the field. */
  declare words: string;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #calendar: CalendarSearch;

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    usesStyles,
    activitiesStyles,
  ];

  constructor() {
    super();
    this.words = '';
    this.#calendar = new CalendarSearch(this);
  }

  override render() {
    const { text, formats } = this.#language;
    const days = byDay(this.#calendar.value ?? [], formats.dateWithYear);
    return html`<h1>${text.activities.heading}</h1>
      <form role="search" @submit=${(event: Event) => this.#submit(event)}>
        ${textField({
          name: 'search',
          label: text.activities.search,
          hint: text.activities.searchHint,
          value: this.words,
          lengthMax: LIMITS.searchLengthMax,
          onInput: (words) => this.#search(words),
        })}
      </form>
      ${listState(this.#language, this.#calendar)}
      <div role="status" class="found">
        ${this.#calendar.value?.length === 0 ? this.#none() : nothing}
      </div>
      ${days.map((day) => this.#day(day))}
      ${
        this.#calendar.hasMore
          ? html`<button class="button wide more" @click=${() => void this.#calendar.more()}>
              ${text.activities.more}
            </button>`
          : nothing
      }`;
  }

  #none() {
    const { text } = this.#language;
    const { foundWith } = this.#calendar;
    if (foundWith === '') return emptyState(text.activities.none, text.activities.noneHint);
    const all = html`<button class="button" @click=${() => this.#search('')}>
      ${text.activities.showAll}
    </button>`;
    return emptyState(text.activities.notFound(foundWith), text.activities.notFoundHint, all);
  }

  #day({ at, activities }: CalendarDay) {
    const { formats } = this.#language;
    return html`<section>
      <h2>
        <span class="figure">${formats.dayOfYear(at)}</span>
        <span class="weekday">${formats.weekday(at)}</span>
      </h2>
      <div class="rows">${activities.map((activity) => this.#activity(activity))}</div>
    </section>`;
  }

  #activity(activity: PublicActivity) {
    const { text, formats, current } = this.#language;
    const isCancelled = activity.cancelledAt !== null;
    return html`<details class=${isCancelled ? 'cancelled' : ''}>
      <summary>
        <span class="figure time">${formats.time(activity.startsAt)}</span>
        <span class="what">
          <b>${nameIn(current, activity)}</b>
          <span class="quiet">${activity.venue}</span>
          ${
            isCancelled
              ? html`<span class="off"
                  ><ts-icon name="stop"></ts-icon>${text.activities.cancelled}</span
                >`
              : nothing
          }
        </span>
        <ts-icon name="right"></ts-icon>
      </summary>
      ${this.#facts(activity)} ${isCancelled ? nothing : this.#actions(activity)}
    </details>`;
  }

  #facts(activity: PublicActivity) {
    const { text, formats } = this.#language;
    const { startsAt, endsAt } = activity;
    return html`<dl>
        ${fact(
          text.activities.when,
          html`${formats.dateWithYear(startsAt)} ${formats.timeRange(startsAt, endsAt)}`,
        )}
        ${fact(text.activities.where, activity.venue)}
        ${fact(text.activities.organizer, activity.organizer)}
        ${fact(
          text.activities.earns,
          `${text.activities[activity.kind]}・${text.activities.points(formats.number(activity.points))}`,
        )}
      </dl>
      ${
        activity.takesCards
          ? nothing
          : html`<p class="no-cards"><ts-icon name="phone"></ts-icon>${text.activities.noCards}</p>`
      }`;
  }

  #actions(activity: PublicActivity) {
    const { text } = this.#language;
    return html`<div class="actions">
      <a
        class="button"
        href=${MAP + encodeURIComponent(activity.venue)}
        target="_blank"
        rel="noopener noreferrer"
        ><ts-icon name="pin"></ts-icon>${text.activities.map}</a
      >
      <a class="button" href="/api/calendar/${activity.activityId}/event.ics" download="event.ics"
        ><ts-icon name="clock"></ts-icon>${text.activities.calendar}</a
      >
    </div>`;
  }

  #search(words: string): void {
    this.words = words;
    this.#calendar.search(words);
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#calendar.load();
  }
}
function fact(term: string, value: unknown) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

customElements.define('ts-phone-activities', TsPhoneActivities);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-activities': TsPhoneActivities;
  }
}
