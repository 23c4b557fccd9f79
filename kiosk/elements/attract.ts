/** `<ts-kiosk-attract>`: what the tablet shows while it waits for the next person. */
import { html, LitElement, nothing } from 'lit';
import '#ui/dots.ts';
import '#ui/icons/icon.ts';
import '#ui/mark.ts';
import '#ui/wall.ts';
import type { Direction } from '#domain/check-in.ts';
import type { Activity } from '#domain/contract/activities.ts';
import { MediaQueryController } from '#ui/controllers/media-query-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import { activityNameIn, lengthOf, widthOf } from '../activity-words.ts';
import type { CameraState } from '../camera-controller.ts';
import type { LinkState } from '../kiosk-link.ts';
import type { DoorState } from '../kiosk-state.ts';
import { messages } from '../languages/index.ts';
import { attractStyles } from './attract-styles.ts';
import { dotMetrics } from './dot-metrics.ts';
import './hold-button.ts';
import { screenStyles } from './screen-styles.ts';
import './state-line.ts';
import './viewfinder.ts';

export interface AttractView {
  readonly activity: Activity;
  readonly kiosk: string;
  readonly direction: Direction;
  readonly door: DoorState;
  readonly people: { readonly admitted: number; readonly inside: number } | null;
  readonly hasNewest: boolean;
  readonly line: LinkState;
  readonly waiting: number;
  readonly booking: number;
  readonly camera: CameraState;
  readonly mirrored: boolean;
  readonly checking: boolean;
}

/**
 * @property view   everything that is shown; nothing of a person is in it (KS1)
 * @property video  the camera's picture
 * @fires ts-held   staff want the exit
 */
export class TsKioskAttract extends LitElement {
  static override properties = { view: { attribute: false }, video: { attribute: false } };
  declare view: AttractView | null;
  declare video: HTMLVideoElement | null;

  readonly #language = new LanguageController(this, messages);
  readonly #portrait = new MediaQueryController(this, '(orientation: portrait)');

  static override styles = [screenStyles, attractStyles];

  constructor() {
    super();
    this.view = null;
    this.video = null;
  }

  override render() {
    const { view } = this;
    if (view === null) return nothing;
    const upright = this.#portrait.matches;
    return html`<div class=${`screen ${view.direction}`}>
      <div class="plane"><ts-wall kind=${upright ? 'flat' : 'door'}></ts-wall></div>
      <div class="words">
        ${this.#mark(view, upright)} ${this.#about(view)} ${this.#call(view)} ${this.#people(view)}
      </div>
      <div class="camera">
        <ts-language-switch></ts-language-switch>
        <ts-kiosk-viewfinder
          .video=${this.video}
          ?live=${view.camera === 'running'}
          ?mirrored=${view.mirrored}
          ?checking=${view.checking}
        ></ts-kiosk-viewfinder>
        ${this.#caption(view)}
        <ts-kiosk-line
          state=${view.line}
          waiting=${view.waiting}
          booking=${view.booking}
          kiosk=${upright ? '' : view.kiosk}
        ></ts-kiosk-line>
      </div>
      ${upright ? nothing : html`<ts-icon class="towards" name="right"></ts-icon>`}
    </div>`;
  }

  #mark(view: AttractView, upright: boolean) {
    const { text } = this.#language;
    return html`<div class="top">
      <ts-hold-button label=${text.attract.staffExit}>
        <ts-mark ?on-dark=${upright}></ts-mark><span class="product">${text.product}</span>
      </ts-hold-button>
      ${
        view.direction === 'out'
          ? html`<p class="mode"><ts-icon name="arrow-out"></ts-icon>${text.attract.mark}</p>`
          : nothing
      }
    </div>`;
  }

  #about({ activity }: AttractView) {
    const { text, formats, current } = this.#language;
    const name = activityNameIn(activity, current);
    return html`<div class="about">
      <h1 data-length=${lengthOf(name)}>${name}</h1>
      <p class="facts">
        <span
          ><ts-icon name="clock" label=${text.attract.time}></ts-icon>${formats
            .timeRange(activity.startsAt, activity.endsAt)
            .replace('–', ' – ')}</span
        >
        <span
          ><ts-icon name="pin" label=${text.attract.venue}></ts-icon
          ><span class="venue">${activity.venue}</span></span
        >
      </p>
      ${activity.practice ? html`<p class="practice">${text.attract.practice}</p>` : nothing}
    </div>`;
  }

  #call(view: AttractView) {
    const { text, formats } = this.#language;
    const { door, attract } = text;
    const calls = {
      open: { head: view.direction === 'out' ? attract.callOut : attract.call, hint: null },
      before: {
        head: door.before(formats.time(view.activity.opensAt)),
        hint: door.beforeHint,
      },
      over: { head: door.over, hint: door.overHint },
      cancelled: { head: door.cancelled, hint: door.cancelledHint },
      full: { head: door.full, hint: door.fullHint },
    } as const;
    const { head, hint } = calls[view.door];
    const width = Math.max(...head.split('\n').map(widthOf));
    return html`<div class=${hint === null ? 'call' : 'call with-hint'}>
      <p class="head by-hand" style="--width: ${width}">${head}</p>
      ${
        hint === null
          ? html`<p class="ways">
              <span><ts-icon name="phone"></ts-icon>${attract.phone}</span>
              ${
                view.activity.takesCards
                  ? html`<span><ts-icon name="card"></ts-icon>${attract.card}</span>`
                  : nothing
              }
            </p>`
          : html`<p class="ways">${hint}</p>`
      }
    </div>`;
  }

  #people({ people, activity, hasNewest }: AttractView) {
    if (people === null) return html`<div class="people"></div>`;
    const { text, formats } = this.#language;
    const inside = formats.number(people.inside);
    const capacity = activity.expected ?? activity.capacity ?? 0;
    const metrics = dotMetrics(Math.max(people.admitted, capacity), this.#portrait.matches);
    return html`<div class="people">
      <p class="count">
        <span class="figure">${inside}</span>
        <span class="unit">
          ${this.#portrait.matches ? text.attract.gatheredShort : text.attract.gathered(people.inside)}
        </span>
      </p>
      <ts-dots
        count=${people.admitted}
        departed=${people.admitted - people.inside}
        newest=${hasNewest && people.inside > 0 ? 1 : 0}
        capacity=${capacity}
        dot-px=${metrics.dotPx}
        gap-px=${metrics.gapPx}
        group-gap-px=${metrics.groupGapPx}
        row-gap-px=${metrics.rowGapPx}
        per-row=${metrics.perRow}
        label=${text.attract.gatheredSpoken(inside)}
      ></ts-dots>
    </div>`;
  }

  #caption(view: AttractView) {
    const { attract, camera } = this.#language.text;
    if (view.camera === 'running') {
      return html`<p class="caption">${view.checking ? attract.reading : attract.frame}</p>`;
    }
    return html`<p class="caption">
      ${camera[view.camera]}
      ${view.camera === 'starting' ? nothing : html`<small>${camera.otherWays}</small>`}
    </p>`;
  }
}
customElements.define('ts-kiosk-attract', TsKioskAttract);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-attract': TsKioskAttract;
  }
}
