/** `<ts-phone-coupons>`: one's own coupons, and the shops where points become new ones. */
import { html, LitElement, nothing } from 'lit';
import { CouponListSchema, type Coupon } from '#domain/contract/coupons.ts';
import { OfferListSchema, type Offer, type Shop } from '#domain/contract/shops.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { couponStanding, shareCoupons } from '../coupon-standing.ts';
import '../elements/coupon-card.ts';
import '../elements/exchange-dialog.ts';
import type { Exchange } from '../elements/exchange-dialog.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages } from '../languages/uses/index.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { couponUsePath } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { couponsStyles } from './coupons.css.ts';

/** Coupons beside the first that stand open. */
const OTHERS_OPEN_MAX = 3;

export class TsPhoneCoupons extends LitElement {
  static override properties = {
    session: { attribute: false },
    asking: { state: true },
    arrived: { state: true },
    missingOf: { state: true },
  };
  declare session: PhoneSession;
  /** What is about to be exchanged; `null`: the dialog is shut. */
  declare asking: Exchange | null;
  /** The coupon that has just come. */
  declare arrived: string | null;
  /** The offer whose missing points are being told. */
  declare missingOf: string | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #coupons: KeptList<typeof CouponListSchema>;
  readonly #offers: KeptList<typeof OfferListSchema>;
  #stops: readonly (() => void)[] = [];

  static override styles = [
    resetStyles,
    figureStyles,
    hiddenStyles,
    controlStyles,
    usesStyles,
    couponsStyles,
  ];

  constructor() {
    super();
    this.asking = null;
    this.arrived = null;
    this.missingOf = null;
    this.#coupons = new KeptList(this, CouponListSchema, '/api/me/coupons');
    this.#offers = new KeptList(this, OfferListSchema, '/api/offers');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const load = () => void this.#coupons.load();
    this.#stops = [this.session.on('coupon:changed', load), this.session.on('snapshot', load)];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render() {
    const { text, formats } = this.#language;
    const { me } = this.session;
    const offers = this.#offers.value;
    const price = offers?.couponPoints ?? me?.prices.coupon ?? null;
    return html`<header>
        <h1>${text.coupons.heading}</h1>
        <p class="balance">
          ${text.usable}
          <span class="figure">${me === null ? '—' : formats.number(me.balance)}</span> P
        </p>
      </header>
      <p class="lead quiet">
        ${
          offers === null
            ? nothing
            : text.coupons.lead(formats.number(offers.couponPoints), formats.number(offers.yenMax))
        }
      </p>
      <p class="status" role="status">
        ${
          this.arrived === null
            ? nothing
            : html`<span class="done"><ts-icon name="check"></ts-icon>${text.coupons.done}</span>`
        }
      </p>
      ${listState(this.#language, this.#coupons)} ${this.#mine()} ${this.#shops(price)}
      ${this.#used()}
      <ts-exchange-dialog
        .session=${this.session}
        .exchange=${this.asking}
        @ts-exchanged=${(event: CustomEvent<Coupon>) => void this.#arrive(event.detail)}
        @ts-close=${() => (this.asking = null)}
        @ts-outdated=${() => void this.#offers.load()}
      ></ts-exchange-dialog>`;
  }

  #mine() {
    const nowMs = this.session.nowMs();
    const { usable } = shareCoupons(this.#coupons.value?.coupons ?? [], nowMs);
    const [first, ...others] = usable;
    if (first === undefined) return nothing;
    return html`<section class="mine">
      <ts-coupon-card
        class=${first.couponId === this.arrived ? 'arriving' : ''}
        .coupon=${first}
        .offsetMs=${nowMs - Date.now()}
      ></ts-coupon-card>
      ${this.#others(others)}
    </section>`;
  }

  /** More than a few would push the shops out of sight. */
  #others(others: readonly Coupon[]) {
    if (others.length === 0) return nothing;
    const { text, formats } = this.#language;
    const words = text.coupons.mine(formats.number(others.length));
    const rows = html`<ul class="rows">
      ${others.map((coupon) => this.#other(coupon))}
    </ul>`;
    if (others.length <= OTHERS_OPEN_MAX)
      return html`<h3>${words}</h3>
        ${rows}`;
    return html`<details>
      <summary>${words}</summary>
      ${rows}
    </details>`;
  }

  #other(coupon: Coupon) {
    const { text, current } = this.#language;
    return html`<li class="row">
      <div>
        <p class="name">${nameIn(current, coupon.offer)}</p>
        <p class="quiet">
          ${nameIn(current, coupon.shop)}<span class="dot">・</span
          ><span class="figure small">${coupon.number}</span>
        </p>
      </div>
      <a class="button" href=${couponUsePath(coupon.couponId)}>${text.coupons.useShort}</a>
    </li>`;
  }

  #shops(price: number | null) {
    const { text } = this.#language;
    const list = this.#offers.value;
    if (list === null) return listState(this.#language, this.#offers);
    const rows = list.shops.flatMap((shop) => shop.offers.map((offer) => ({ shop, offer })));
    return html`<section class="shops">
      <h2>${text.coupons.shops}</h2>
      ${
        rows.length === 0 || price === null
          ? emptyState(text.coupons.shopsNone, text.coupons.shopsNoneHint)
          : html`<ul class="rows">
              ${rows.map(({ shop, offer }) => this.#offer(shop, offer, price))}
            </ul>`
      }
    </section>`;
  }

  #offer(shop: Shop, offer: Offer, price: number) {
    const { text, formats, current } = this.#language;
    const name = nameIn(current, offer);
    const missing = price - (this.session.me?.balance ?? price);
    return html`<li>
      <div class="row">
        <div>
          <p class="name">${nameIn(current, shop)}</p>
          <p class="quiet">${name}<span class="dot">・</span>${shop.area}</p>
        </div>
        ${
          missing > 0
            ? html`<button
                class="button missing"
                @click=${() => (this.missingOf = offer.offerId)}
                aria-label="${name} ${text.coupons.missingHint(name, formats.number(missing))}"
              >
                ${text.coupons.missing(formats.number(missing))}
              </button>`
            : html`<button
                class="button"
                aria-label="${name} ${text.coupons.exchange(formats.number(price))}"
                @click=${() => (this.asking = { shop, offer, price })}
              >
                <span class="price"
                  >${text.coupons.exchangeBefore}
                  <span class="figure">${formats.number(price)}</span>
                  ${text.coupons.exchangeUnit}</span
                >
              </button>`
        }
      </div>
      ${
        this.missingOf === offer.offerId && missing > 0
          ? html`<p class="hint" role="status">
              ${text.coupons.missingHint(name, formats.number(missing))}
            </p>`
          : nothing
      }
    </li>`;
  }

  #used() {
    const { text, formats, current } = this.#language;
    const nowMs = this.session.nowMs();
    const { used } = shareCoupons(this.#coupons.value?.coupons ?? [], nowMs);
    if (used.length === 0) return nothing;
    return html`<details>
      <summary>${text.coupons.used} ${text.coupons.usedCount(formats.number(used.length))}</summary>
      <ul class="rows">
        ${used.map(
          (coupon) =>
            html`<li class="row">
              <div>
                <p><b>${nameIn(current, coupon.offer)}</b></p>
                <p class="quiet">${nameIn(current, coupon.shop)}</p>
                <p class="quiet">${this.#end(coupon, nowMs)}</p>
              </div>
              <span class="figure small quiet">${coupon.number}</span>
            </li>`,
        )}
      </ul>
    </details>`;
  }

  #end(coupon: Coupon, nowMs: number): string {
    const { text, formats } = this.#language;
    if (couponStanding(coupon, nowMs) === 'taken-back') return text.coupons.takenBack;
    const at = coupon.redeemedAt ?? coupon.exchangedAt;
    return text.coupons.usedAt(`${formats.date(at)} ${formats.time(at)}`);
  }

  async #arrive(coupon: Coupon): Promise<void> {
    this.asking = null;
    const others = (this.#coupons.value?.coupons ?? []).filter(
      ({ couponId }) => couponId !== coupon.couponId,
    );
    const kept = this.#coupons.keep({ coupons: [coupon, ...others] });
    // What was asked before may come later, and would not have it.
    const asked = this.#coupons.load();
    // Before it is told: the line may go in this moment, and the shop is next door.
    await kept;
    this.arrived = coupon.couponId;
    await this.updateComplete;
    scrollTo({ top: 0 });
    await asked;
  }
}
customElements.define('ts-phone-coupons', TsPhoneCoupons);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-coupons': TsPhoneCoupons;
  }
}
