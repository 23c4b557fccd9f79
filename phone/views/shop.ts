/** `<ts-phone-shop>`: opened by a shop's printed code: what of mine can be used here? */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { CouponListSchema, CouponSchema, type Coupon } from '#domain/contract/coupons.ts';
import { ShopSchema, type Shop } from '#domain/contract/shops.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { requestJson, type RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { shareCoupons } from '../coupon-standing.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages, problemText } from '../languages/uses/index.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { couponUsePath, TAB_PATHS, visitEvent } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { shopVisits } from '../shop-visits.ts';

export class TsPhoneShop extends LitElement {
  static override properties = {
    session: { attribute: false },
    counterCode: { attribute: false },
    shop: { state: true },
    trouble: { state: true },
    working: { state: true },
  };
  declare session: PhoneSession;
  declare counterCode: string;
  /** `null`: not answered yet. */
  declare shop: Shop | null;
  declare trouble: RequestProblem | null;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #coupons: KeptList<typeof CouponListSchema>;

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        padding-block-start: 8px;
      }
      h1 {
        font-size: var(--ts-text-28);
      }
    `,
  ];

  constructor() {
    super();
    this.shop = null;
    this.trouble = null;
    this.working = false;
    this.#coupons = new KeptList(this, CouponListSchema, '/api/me/coupons');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('counterCode')) void this.#read();
  }

  override render() {
    const { text, formats, current } = this.#language;
    const { shop, trouble } = this;
    return html`<a class="back" href=${TAB_PATHS.coupons}
        ><ts-icon name="right"></ts-icon>${text.use.toCoupons}</a
      >
      ${
        shop === null
          ? nothing
          : html`<h1>${nameIn(current, shop)}</h1>
              <p class="quiet">${shop.area}</p>`
      }
      ${
        trouble === null
          ? nothing
          : html`<p class="trouble" role="alert">
              <ts-icon name="stop"></ts-icon>${problemText(text, formats, trouble)}
            </p>`
      }
      ${listState(this.#language, this.#coupons)}
      ${shop === null || this.#coupons.value === null ? nothing : this.#content(shop)}`;
  }

  #content(shop: Shop) {
    const { text } = this.#language;
    const { usable } = shareCoupons(this.#coupons.value?.coupons ?? [], this.session.nowMs());
    const here = usable.filter((coupon) => coupon.shop.shopId === shop.shopId);
    if (here.length === 0) {
      const toCoupons = html`<a class="button" href=${TAB_PATHS.coupons}>${text.use.toCoupons}</a>`;
      return html`${emptyState(text.shop.none, text.shop.noneHint, toCoupons)}
      ${shop.closedAt === null ? this.#offers(shop) : html`<p>${text.shop.closed}</p>`}`;
    }
    return html`<h2 class="section">${text.shop.heading}</h2>
      <ul class="rows">
        ${here.map((coupon) => this.#coupon(coupon))}
      </ul>`;
  }

  #coupon(coupon: Coupon) {
    const { text, current } = this.#language;
    return html`<li class="row">
      <div>
        <p class="name">${nameIn(current, coupon.offer)}</p>
        <p class="quiet"><span class="figure">${coupon.number}</span></p>
      </div>
      <button
        class="button primary"
        ?disabled=${this.working}
        @click=${() => void this.#use(coupon.couponId)}
      >
        ${text.shop.use}
      </button>
    </li>`;
  }

  #offers(shop: Shop) {
    const { text, current } = this.#language;
    if (shop.offers.length === 0) return nothing;
    return html`<h2 class="section">${text.shop.offers}</h2>
      <ul class="rows">
        ${shop.offers.map((offer) => html`<li class="row">${nameIn(current, offer)}</li>`)}
      </ul>`;
  }

  async #read(): Promise<void> {
    this.shop = null;
    this.trouble = null;
    const { counterCode } = this;
    const answer = await requestJson(ShopSchema, `/api/shops/by-code/${counterCode}`);
    if (counterCode !== this.counterCode) return;
    if (answer.ok) this.shop = answer.value;
    else this.trouble = answer;
  }

  /** The coupon waits for the clerk from here on, on its own page. */
  async #use(couponId: string): Promise<void> {
    this.working = true;
    this.trouble = null;
    const { counterCode } = this;
    const path = `/api/me/coupons/${couponId}/reservation`;
    const options = { method: 'POST', body: { counterCode } } as const;
    const answer = await this.session.request(CouponSchema, path, options);
    this.working = false;
    if (!answer.ok) {
      this.trouble = answer;
      return;
    }
    shopVisits.begin(couponId, counterCode);
    this.dispatchEvent(visitEvent(couponUsePath(couponId)));
  }
}
customElements.define('ts-phone-shop', TsPhoneShop);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-shop': TsPhoneShop;
  }
}
