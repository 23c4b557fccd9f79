/** `<ts-shop-ready>`: what the shop's tablet shows while it waits for the next coupon. */
import { css, html, LitElement, nothing } from 'lit';
import '#ui/dots.ts';
import '#ui/icons/icon.ts';
import '#ui/mark.ts';
import '#ui/wall.ts';
import type { ShopDesk } from '#domain/contract/coupons.ts';
import { MediaQueryController } from '#ui/controllers/media-query-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import { lengthOf, widthOf } from '../activity-words.ts';
import { messages } from '../languages/index.ts';
import { shopMessages } from '../languages/shop/index.ts';
import type { ShopLine } from '../shop-session.ts';
import { attractStyles } from './attract-styles.ts';
import { dotMetrics } from './dot-metrics.ts';
import './hold-button.ts';
import { screenStyles } from './screen-styles.ts';
import type { ShopCamera } from './shop-desk.ts';
import './state-line.ts';
import './viewfinder.ts';

export interface ShopReadyView {
  readonly shop: ShopDesk['shop'];
  /** The tablet's own. */
  readonly name: string;
  readonly line: ShopLine;
  /** `null`: not known yet. */
  readonly redeemedToday: number | null;
  readonly hasNewest: boolean;
  readonly checking: boolean;
}

/**
 * @property view, camera  nothing of a person is in them (KS1)
 * @fires ts-held          somebody of the shop wants the menu
 */
export class TsShopReady extends LitElement {
  static override properties = { view: { attribute: false }, camera: { attribute: false } };
  declare view: ShopReadyView | null;
  declare camera: ShopCamera | null;

  readonly #language = new LanguageController(this, shopMessages);
  readonly #shared = new LanguageController(this, messages);
  readonly #portrait = new MediaQueryController(this, '(orientation: portrait)');

  static override styles = [
    screenStyles,
    attractStyles,
    css`
      @media (orientation: portrait) {
        .unit {
          white-space: nowrap;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.view = null;
    this.camera = null;
  }

  override render() {
    const { view, camera } = this;
    if (view === null || camera === null) return nothing;
    const upright = this.#portrait.matches;
    return html`<div class="screen in">
      <div class="plane"><ts-wall kind=${upright ? 'flat' : 'door'}></ts-wall></div>
      <div class="words">
        ${this.#mark(upright)} ${this.#about(view)} ${this.#call()} ${this.#taken(view)}
      </div>
      <div class="camera">
        <ts-language-switch></ts-language-switch>
        <ts-kiosk-viewfinder
          .video=${camera.video}
          ?live=${camera.state === 'running'}
          ?mirrored=${camera.mirrored}
          ?checking=${view.checking}
        ></ts-kiosk-viewfinder>
        ${this.#caption(view, camera)}
        <ts-kiosk-line state=${view.line} bare kiosk=${upright ? '' : view.name}></ts-kiosk-line>
      </div>
      ${upright ? nothing : html`<ts-icon class="towards" name="right"></ts-icon>`}
    </div>`;
  }

  #mark(upright: boolean) {
    return html`<div class="top">
      <ts-hold-button label=${this.#language.text.ready.menu}>
        <ts-mark ?on-dark=${upright}></ts-mark
        ><span class="product">${this.#shared.text.product}</span>
      </ts-hold-button>
    </div>`;
  }

  #about({ shop }: ShopReadyView) {
    const { ready } = this.#language.text;
    return html`<div class="about">
      <h1 data-length=${lengthOf(shop.name)}>${shop.name}</h1>
      <p class="facts">
        <span
          ><ts-icon name="pin" label=${ready.area}></ts-icon
          ><span class="venue">${shop.area}</span></span
        >
      </p>
    </div>`;
  }

  #call() {
    const { ready } = this.#language.text;
    const { attract } = this.#shared.text;
    const width = Math.max(...ready.call.split('\n').map(widthOf));
    return html`<div class="call">
      <p class="head by-hand" style="--width: ${width}">${ready.call}</p>
      <p class="ways">
        <span><ts-icon name="phone"></ts-icon>${attract.phone}</span>
        <span><ts-icon name="card"></ts-icon>${attract.card}</span>
      </p>
    </div>`;
  }

  #taken({ redeemedToday, hasNewest }: ShopReadyView) {
    if (redeemedToday === null) return html`<div class="people"></div>`;
    const { text, formats } = this.#language;
    const count = formats.number(redeemedToday);
    const metrics = dotMetrics(redeemedToday, this.#portrait.matches);
    return html`<div class="people">
      <p class="count">
        <span class="figure">${count}</span>
        <span class="unit"
          >${this.#portrait.matches ? text.ready.takenShort : text.ready.takenToday(redeemedToday)}</span
        >
      </p>
      <ts-dots
        count=${redeemedToday}
        newest=${hasNewest && redeemedToday > 0 ? 1 : 0}
        capacity="0"
        dot-px=${metrics.dotPx}
        gap-px=${metrics.gapPx}
        group-gap-px=${metrics.groupGapPx}
        row-gap-px=${metrics.rowGapPx}
        per-row=${metrics.perRow}
        label=${text.ready.takenSpoken(count)}
      ></ts-dots>
    </div>`;
  }

  #caption(view: ShopReadyView, { state }: ShopCamera) {
    const { attract, camera } = this.#shared.text;
    if (state === 'running') {
      return html`<p class="caption">${view.checking ? attract.reading : attract.frame}</p>`;
    }
    if (view.checking) return html`<p class="caption">${attract.reading}</p>`;
    return html`<p class="caption">
      ${camera[state]}
      ${
        state === 'starting'
          ? nothing
          : html`<small>${this.#language.text.ready.cameraLost}</small>`
      }
    </p>`;
  }
}
customElements.define('ts-shop-ready', TsShopReady);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-ready': TsShopReady;
  }
}
