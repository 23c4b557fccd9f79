/** `<ts-shops-view>`: the partner shops, or one of them. */
import { html, LitElement, nothing } from 'lit';
import type { ShopInList } from '#domain/contract/shops.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestAnswer, RequestProblem } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { messages, nameIn } from '../languages/index.ts';
import { listLoading } from '../list-loading.ts';
import { listStyles } from '../list-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import { problemNotice } from '../problem-notice.ts';
import { shopPath } from '../routes.ts';
import './device-code-dialog.ts';
import type { ShownCode } from './device-code-dialog.ts';
import * as forms from './shop-forms.ts';
import './shop-page.ts';
import type { ShopAction } from './shop-page.ts';
import * as api from './shops-api.ts';

/** @fires ts-visit  detail: a path of the dashboard */
export class TsShopsView extends LitElement {
  static override properties = {
    shopId: { attribute: false },
    shops: { state: true },
    problem: { state: true },
    form: { state: true },
    shown: { state: true },
  };
  /** `null`: the list. */
  declare shopId: string | null;
  declare shops: ShopInList[] | null;
  declare problem: RequestProblem | null;
  declare form: DialogForm | null;
  declare shown: ShownCode | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, controlStyles, panelStyles, listStyles];

  constructor() {
    super();
    this.shopId = null;
    this.shops = null;
    this.problem = null;
    this.form = null;
    this.shown = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const shop = this.shops?.find(({ shopId }) => shopId === this.shopId);
    return html`${problemNotice(this.#language, this.problem, () => void this.#read())}
      ${listLoading(this.shops === null && this.problem === null, this.#language.text.loading)}
      ${this.shopId === null ? this.#list() : this.#page(shop)}
      <ts-form-dialog .form=${this.form} @ts-close=${() => (this.form = null)}></ts-form-dialog>
      <ts-device-code-dialog
        .shown=${this.shown}
        .devices=${shop?.devices ?? []}
        @ts-look=${() => void this.#read()}
        @ts-renew=${(event: CustomEvent<string>) => void this.#newCode(event.detail)}
        @ts-close=${() => (this.shown = null)}
      ></ts-device-code-dialog>`;
  }

  #page(shop: ShopInList | undefined) {
    if (shop !== undefined) {
      return html`<ts-shop-page
        .shop=${shop}
        @ts-action=${(event: CustomEvent<ShopAction>) => void this.#act(shop, event.detail)}
      ></ts-shop-page>`;
    }
    return this.shops === null
      ? nothing
      : html`<ts-notice
          kind="error"
          heading=${this.#language.text.problem['shop-unknown']}
        ></ts-notice>`;
  }

  #list() {
    const text = this.#language.text.shops;
    const { shops } = this;
    return html`<header>
        <div>
          <h1>${text.heading}</h1>
          <p class="quiet-text">${text.lead}</p>
        </div>
        ${shops === null || shops.length === 0 ? nothing : this.#newButton()}
      </header>
      ${
        shops === null
          ? nothing
          : shops.length === 0
            ? html`<section class="empty">
                <ts-ring state="empty"></ts-ring>
                <div>
                  <p>${text.empty}</p>
                  ${this.#newButton()}
                </div>
              </section>`
            : html`<section class="panel rows">${shops.map((shop) => this.#row(shop))}</section>`
      }`;
  }

  #newButton() {
    return html`<button
      class="button primary"
      @click=${() =>
        (this.form = forms.shopForm(this.#desk(), null, (shopId) => this.#visit(shopId)))}
    >
      <ts-icon name="plus"></ts-icon>${this.#language.text.shops.add}
    </button>`;
  }

  #row(shop: ShopInList) {
    const text = this.#language.text.shops;
    const { number } = this.#language.formats;
    const language = this.#language.current;
    const open = shop.offers.filter(({ closedAt }) => closedAt === null);
    return html`<a class="row" href=${shopPath(shop.shopId)} ?data-quiet=${shop.closedAt !== null}>
      <span class="name">${nameIn(language, shop)}</span>
      <span>${shop.area}</span>
      <span class="detail"
        >${
          shop.closedAt !== null
            ? text.closedState
            : open.length === 0
              ? text.noOffers
              : open.map((offer) => nameIn(language, offer)).join('、')
        }</span
      >
      <span class="count"
        ><span class="figure">${number(shop.redeemed)}</span> ${text.redeemedUnit}</span
      >
    </a>`;
  }

  #desk(): forms.ShopDesk {
    const { text } = this.#language;
    return { text: text.shops, keep: text.form.keep, changed: () => this.#read() };
  }

  async #act(shop: ShopInList, action: ShopAction): Promise<void> {
    const desk = this.#desk();
    switch (action.name) {
      case 'edit':
        this.form = forms.shopForm(desk, shop);
        return;
      case 'close':
        this.form = forms.closeShopForm(desk, shop);
        return;
      case 'open':
        return this.#change(api.changeShop(shop.shopId, { closed: false }));
      case 'renew':
        this.form = forms.renewCodeForm(desk, shop);
        return;
      case 'new-offer':
        this.form = forms.offerForm(desk, shop.shopId, null);
        return;
      case 'edit-offer':
        this.form = forms.offerForm(desk, shop.shopId, action.offer);
        return;
      case 'close-offer':
        return this.#change(api.changeOffer(action.offer.offerId, { closed: true }));
      case 'open-offer':
        return this.#change(api.changeOffer(action.offer.offerId, { closed: false }));
      case 'new-device':
        this.form = forms.deviceForm(desk, shop.shopId, (created, name) => {
          this.shown = { created, name, enrolledBefore: null };
        });
        return;
      case 'device-code':
        return this.#newCode(action.device.deviceId);
      case 'revoke-device':
      default:
        this.form = forms.revokeDeviceForm(desk, action.device);
    }
  }

  async #newCode(deviceId: string): Promise<void> {
    const device = this.shops
      ?.flatMap(({ devices }) => devices)
      .find((known) => known.deviceId === deviceId);
    const answer = await api.newDeviceCode(deviceId);
    this.problem = answer.ok ? null : answer;
    if (!answer.ok) return;
    this.shown = {
      created: answer.value,
      name: device?.name ?? '',
      enrolledBefore: device?.enrolledAt ?? null,
    };
  }

  async #change(request: Promise<RequestAnswer<unknown>>): Promise<void> {
    const answer = await request;
    if (answer.ok) await this.#read();
    else this.problem = answer;
  }

  async #read(): Promise<void> {
    const answer = await api.listShops();
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.shops = answer.value.shops;
  }

  #visit(shopId: string): void {
    this.dispatchEvent(new CustomEvent('ts-visit', { detail: shopPath(shopId) }));
  }
}
customElements.define('ts-shops-view', TsShopsView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shops-view': TsShopsView;
  }
}
