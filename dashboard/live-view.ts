/** `<ts-live-view>`: one activity as it happens. */
import { html, LitElement, nothing } from 'lit';
import type { Activity } from '#domain/contract/activities.ts';
import type { Attendance, CheckInLine } from '#domain/contract/attendance.ts';
import type { ConnectionState } from '#ui/controllers/socket-connection.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { activityPhase } from './activity-phase.ts';
import './arrivals-chart.ts';
import type { AttendanceState } from './attendance-state.ts';
import './conflicts-dialog.ts';
import './head-count.ts';
import './kiosk-list.ts';
import { silentKiosks } from './kiosk-health.ts';
import { messages, nameIn } from './languages/index.ts';
import './latest-check-ins.ts';
import { liveViewStyles } from './live-view.css.ts';
import './refusals.ts';

/** As long is the newest arrival "now"; after that it is one of those who are here. */
const NEWEST_FOR_MS = 60_000;

/**
 * @fires ts-edit   the activity is to be changed; detail: Activity
 * @fires ts-heard  something is known before the server says it; detail: AttendanceEvent
 */
export class TsLiveView extends LitElement {
  static override properties = {
    activity: { attribute: false },
    state: { attribute: false },
    connection: { attribute: false },
    fresh: { attribute: false },
    heardMs: { attribute: false },
    nowMs: { attribute: false },
    slow: { state: true },
    conflictsOpen: { state: true },
  };
  declare activity: Activity | null;
  declare state: AttendanceState | null;
  declare connection: ConnectionState;
  /** The figures are those of now. */
  declare fresh: boolean;
  declare heardMs: number | null;
  declare nowMs: number;
  declare slow: boolean;
  declare conflictsOpen: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, controlStyles, liveViewStyles];

  constructor() {
    super();
    this.activity = null;
    this.state = null;
    this.connection = { name: 'connecting' };
    this.fresh = false;
    this.heardMs = null;
    this.nowMs = Date.now();
    this.slow = false;
    this.conflictsOpen = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    setTimeout(() => (this.slow = true), 300);
  }

  override render() {
    const { activity } = this;
    const attendance = this.state?.attendance ?? null;
    if (activity === null) return this.#withoutActivity();
    return html`${this.#head(activity, attendance)} ${this.#trouble()}
    ${attendance === null ? this.#waiting() : this.#panels(activity, attendance)}`;
  }

  #head(activity: Activity, attendance: Attendance | null) {
    const text = this.#language.text.live;
    const formats = this.#language.formats;
    const open = attendance?.conflicts.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0;
    return html`<header>
        <div class="title">
          <h1>${nameIn(this.#language.current, activity)}</h1>
          <p class="facts">
            <span><ts-icon name="pin"></ts-icon>${activity.venue}</span>
            <span
              ><ts-icon name="clock"></ts-icon
              >${formats.timeRange(activity.startsAt, activity.endsAt)}
            </span>
            ${this.#phase(activity)}
            <button
              class="link"
              @click=${() => this.dispatchEvent(new CustomEvent('ts-edit', { detail: activity }))}
            >
              ${text.edit}
            </button>
          </p>
        </div>
        <div class="status">${this.#freshness()}</div>
        ${
          (attendance?.conflicts.length ?? 0) > 0
            ? html`<button class="button" @click=${() => (this.conflictsOpen = true)}>
                <ts-icon class="twin" name="twin"></ts-icon>${text.conflicts}
                <span class="badge figure" ?data-none=${open === 0}>${formats.number(open)}</span>
              </button>`
            : nothing
        }
      </header>
      <ts-conflicts-dialog
        .open=${this.conflictsOpen}
        .conflicts=${attendance?.conflicts ?? []}
        @ts-close=${() => (this.conflictsOpen = false)}
      ></ts-conflicts-dialog>`;
  }

  #phase(activity: Activity) {
    const text = this.#language.text.phase;
    const phase = activityPhase(activity, this.nowMs);
    const words = {
      before: text.beforeFrom(this.#language.formats.time(activity.opensAt)),
      open: text.open,
      over: text.over,
      cancelled: text.cancelled,
    };
    const icons = { before: 'clock', open: 'arrow-in', over: 'check', cancelled: 'stop' } as const;
    return html`<span class="phase ${phase}"
        >${phase === 'before' ? nothing : html`<ts-icon name=${icons[phase]}></ts-icon>`}${words[phase]}</span
      >${activity.practice ? html`<span class="practice">${text.practice}</span>` : nothing}`;
  }

  #freshness() {
    const text = this.#language.text.live;
    const { attendance } = this.state ?? {};
    const shown = this.heardMs ?? (attendance ? Date.parse(attendance.at) : null);
    const state = this.fresh
      ? 'online'
      : this.connection.name === 'connecting'
        ? 'connecting'
        : 'offline';
    const { seq = 0, bookedSeq = 0 } = attendance?.counters ?? {};
    const formats = this.#language.formats;
    return html`<p class="updated ${state === 'offline' ? 'stale' : ''}">
        ${text.updated}
        <span class="figure">${shown === null ? '--:--:--' : formats.timeWithSeconds(shown)}</span>
      </p>
      <p class="link-state ${state}" role="status">${text[state]}</p>
      ${
        bookedSeq < seq
          ? html`<p class="booking">
              ${text.booking(formats.number(bookedSeq), formats.number(seq))}
            </p>`
          : nothing
      }`;
  }

  #trouble() {
    const text = this.#language.text.live;
    if (this.connection.name === 'outdated') {
      return html`<ts-notice kind="stale" icon="repeat" heading=${text.outdatedHeading}>
        ${text.outdatedHint}
        <button slot="action" class="button" @click=${() => location.reload()}>
          ${text.reload}
        </button>
      </ts-notice>`;
    }
    if (this.connection.name === 'offline') {
      const time = this.#language.formats.timeWithSeconds(this.heardMs ?? this.nowMs);
      return html`<ts-notice kind="offline" heading=${text.offlineHeading}
        >${text.offlineHint(time)}</ts-notice
      >`;
    }
    const failure = this.state?.failure ?? null;
    if (failure === null || failure === 'activity-unknown') return nothing;
    return html`<ts-notice kind="stale" heading=${text.unavailableHeading}
      >${text.unavailableHint}</ts-notice
    >`;
  }

  #withoutActivity() {
    if (this.state?.failure !== 'activity-unknown') return this.#waiting();
    const text = this.#language.text.live;
    return html`<ts-notice kind="error" icon="help" heading=${text.unknownHeading}
      >${text.unknownHint}</ts-notice
    >`;
  }

  #waiting() {
    if (!this.slow) return nothing;
    return html`<div class="waiting" role="status">
      <ts-ring state="loading" label=${this.#language.text.loading}></ts-ring>
    </div>`;
  }

  #panels(activity: Activity, attendance: Attendance) {
    // While nothing is heard, the picture stays that of its time.
    const nowMs = this.fresh ? this.nowMs : (this.heardMs ?? this.nowMs);
    const newest = newestArrival(attendance);
    const newestMs = newest === null ? null : Date.parse(newest.scannedAt);
    const newestAtMs = newestMs !== null && nowMs - newestMs < NEWEST_FOR_MS ? newestMs : null;
    const phase = activityPhase(activity, nowMs);
    const silent = silentKiosks(attendance.kiosks, phase === 'open');
    return html`<ts-head-count
        .counters=${attendance.counters}
        .expected=${activity.expected}
        .capacity=${activity.capacity}
        .newest=${newestAtMs === null ? 0 : 1}
      ></ts-head-count>
      <div class="columns">
        <div class="column">
          <ts-arrivals-chart
            .activity=${activity}
            .arrivals=${attendance.arrivals}
            .silent=${silent}
            .newestAtMs=${newestAtMs}
            .nowMs=${nowMs}
          ></ts-arrivals-chart>
          <ts-latest-check-ins
            .lines=${attendance.latest}
            .kiosks=${attendance.kiosks}
            .newestSeq=${newestAtMs === null ? null : (newest?.seq ?? null)}
          ></ts-latest-check-ins>
        </div>
        <div class="column">
          <ts-kiosk-list
            .activityId=${activity.activityId}
            .kiosks=${attendance.kiosks}
            .nowMs=${this.nowMs}
          ></ts-kiosk-list>
          <ts-refusals .refused=${attendance.counters.refused}></ts-refusals>
        </div>
      </div>`;
  }
}
customElements.define('ts-live-view', TsLiveView);

/** Who came last, by the time of their scan: an offline kiosk's outbox may arrive later (CI5). */
function newestArrival(attendance: Attendance): CheckInLine | null {
  return attendance.latest
    .filter(({ outcome }) => outcome === 'admitted')
    .reduce<CheckInLine | null>(
      (newest, line) =>
        newest === null || Date.parse(line.scannedAt) > Date.parse(newest.scannedAt)
          ? line
          : newest,
      null,
    );
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-live-view': TsLiveView;
  }
}
