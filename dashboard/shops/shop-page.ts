/** `<ts-shop-page>`: one shop, what it gives, its devices and its printed code. */
import { html, LitElement, nothing } from 'lit';
import type { Offer, ShopInList } from '#domain/contract/shops.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, nameIn } from '../languages/index.ts';
import { panelStyles } from '../panel-styles.ts';
import { SHOPS_PATH } from '../routes.ts';
import { shopPageStyles } from './shop-page.css.ts';
import { isOwnMachine, shopSign, SIGN_SIZES, type SignSize } from './shop-sign.ts';

type Device = ShopInList['devices'][number];

export type ShopAction =
  | { name: 'edit' | 'close' | 'open' | 'renew' | 'new-offer' | 'new-device' }
  | { name: 'edit-offer' | 'close-offer' | 'open-offer'; offer: Offer }
  | { name: 'device-code' | 'revoke-device'; device: Device };

/** @fires ts-action  detail: ShopAction */
export class TsShopPage extends LitElement {
  static override properties = { shop: { attribute: false }, size: { state: true } };
  declare shop: ShopInList;
  declare size: SignSize;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    panelStyles,
    shopPageStyles,
  ];

  constructor() {
    super();
    this.size = 'a5';
  }

  override render() {
    const { shop } = this;
    const text = this.#language.text.shops;
    return html`<div class="screen">
        <header>
          <div>
            <p class="back"><a href=${SHOPS_PATH}>${text.heading}</a></p>
            <h1>${nameIn(this.#language.current, shop)}</h1>
            <p class="facts"><ts-icon name="pin"></ts-icon>${shop.area}</p>
          </div>
          <div class="actions">
            <button class="button" @click=${() => this.#act({ name: 'edit' })}>${text.edit}</button>
            ${
              shop.closedAt === null
                ? html`<button class="button" @click=${() => this.#act({ name: 'close' })}>
                    ${text.close}
                  </button>`
                : html`<button class="button primary" @click=${() => this.#act({ name: 'open' })}>
                    ${text.open}
                  </button>`
            }
          </div>
        </header>
        ${
          shop.closedAt === null
            ? nothing
            : html`<ts-notice kind="stale" heading=${text.closedNow}></ts-notice>`
        }
        ${this.#figures()}
        <div class="columns">
          <div class="main">${this.#offers()} ${this.#devices()}</div>
          ${this.#sign()}
        </div>
      </div>
      <div class="paper">${shopSign(shop, location.origin, this.size)}</div>`;
  }

  #figures() {
    const text = this.#language.text.shops;
    const { number } = this.#language.formats;
    return html`<dl class="figures">
      <div>
        <dt>${text.redeemed}</dt>
        <dd class="figure">${number(this.shop.redeemed)}</dd>
      </div>
      <div>
        <dt>${text.redeemedPoints}</dt>
        <dd class="figure">${number(this.shop.redeemedPoints)}<small>P</small></dd>
      </div>
    </dl>`;
  }

  #offers() {
    const text = this.#language.text.shops;
    const { offers } = this.shop;
    return html`<section class="panel">
      <div class="panel-head">
        <h2>${text.offers}</h2>
        <button class="link side" @click=${() => this.#act({ name: 'new-offer' })}>
          ${text.addOffer}
        </button>
      </div>
      ${offers.length === 0 ? html`<p class="quiet-text">${text.noOffers}</p>` : nothing}
      <ul class="rows">
        ${offers.map((offer) => this.#offer(offer))}
      </ul>
    </section>`;
  }

  #offer(offer: Offer) {
    const text = this.#language.text.shops;
    const { number } = this.#language.formats;
    const closed = offer.closedAt !== null;
    return html`<li ?data-closed=${closed}>
      <span class="name">${nameIn(this.#language.current, offer)}</span>
      <span class="state">${closed ? text.closedState : text.yenValue(number(offer.yen))}</span>
      <span class="acts">
        <button class="link" @click=${() => this.#act({ name: 'edit-offer', offer })}>
          ${text.edit}
        </button>
        <button
          class="link"
          @click=${() => this.#act({ name: closed ? 'open-offer' : 'close-offer', offer })}
        >
          ${closed ? text.openOffer : text.closeOffer}
        </button>
      </span>
    </li>`;
  }

  #devices() {
    const text = this.#language.text.shops;
    const devices = this.shop.devices.filter(({ state }) => state !== 'revoked');
    return html`<section class="panel">
      <div class="panel-head">
        <h2>${text.devices}</h2>
        <button class="link side" @click=${() => this.#act({ name: 'new-device' })}>
          ${text.addDevice}
        </button>
      </div>
      ${devices.length === 0 ? html`<p class="quiet-text">${text.noDevices}</p>` : nothing}
      <ul class="rows">
        ${devices.map((device) => this.#device(device))}
      </ul>
    </section>`;
  }

  #device(device: Device) {
    const text = this.#language.text.shops;
    const { date, time } = this.#language.formats;
    const state =
      device.state === 'waiting'
        ? text.deviceWaiting
        : device.lastSeenAt === null
          ? text.deviceEnrolled
          : text.deviceSeen(`${date(device.lastSeenAt)} ${time(device.lastSeenAt)}`);
    return html`<li>
      <span class="name">${device.name}</span>
      <span class="state">${state}</span>
      <span class="acts">
        <button class="link" @click=${() => this.#act({ name: 'device-code', device })}>
          ${text.deviceCode}
        </button>
        <button class="link" @click=${() => this.#act({ name: 'revoke-device', device })}>
          ${text.revoke}
        </button>
      </span>
    </li>`;
  }

  #sign() {
    const text = this.#language.text.shops;
    return html`<section class="panel sign-panel">
      <div class="panel-head"><h2>${text.signHeading}</h2></div>
      <p class="quiet-text">${text.signLead}</p>
      ${
        isOwnMachine(location.hostname)
          ? html`<ts-notice kind="stale" heading=${text.ownMachine}
              >${text.ownMachineHint}</ts-notice
            >`
          : nothing
      }
      <figure>${shopSign(this.shop, location.origin, this.size)}</figure>
      <div class="print">
        <div class="field">
          <label for="size">${text.paper}</label>
          <select
            id="size"
            @change=${(event: Event) => {
              if (!(event.target instanceof HTMLSelectElement)) return;
              this.size = SIGN_SIZES[event.target.selectedIndex] ?? 'a4';
            }}
          >
            ${SIGN_SIZES.map(
              (size) =>
                html`<option ?selected=${size === this.size}>${size.toUpperCase()}</option>`,
            )}
          </select>
        </div>
        <button class="button primary" @click=${() => print()}>${text.print}</button>
      </div>
      <button class="link renew" @click=${() => this.#act({ name: 'renew' })}>${text.renew}</button>
    </section>`;
  }

  #act(action: ShopAction): void {
    this.dispatchEvent(new CustomEvent<ShopAction>('ts-action', { detail: action }));
  }
}
customElements.define('ts-shop-page', TsShopPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-page': TsShopPage;
  }
}
