/** `<ts-shop-chooser>`: what somebody with a card could use here; the clerk taps one and is asked once. */
import { html, LitElement, nothing } from 'lit';
import type { Coupon } from '#domain/contract/coupons.ts';
import type { Offer } from '#domain/contract/shops.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { widthOf } from '../activity-words.ts';
import { shopMessages, type ShopMessages } from '../languages/shop/index.ts';
import { chosenThing, type CardAtShop, type ShopState, type ShopTake } from '../shop-desk-state.ts';
import { offerNameIn } from '../shop-words.ts';
import { chooserStyles } from './shop-chooser-styles.ts';
import { screenStyles } from './screen-styles.ts';

type Choosing = Extract<ShopState, { screen: 'choosing' }>;
type Asking = Extract<ShopState, { screen: 'asking' }>;

/**
 * @property state     choosing or asking; it holds a person, and goes with them (KS1)
 * @fires ts-choose    detail: ShopTake
 * @fires ts-confirm   the clerk said yes, or tries again
 * @fires ts-decline   back to the list
 * @fires ts-back      nothing for this person
 */
export class TsShopChooser extends LitElement {
  static override properties = { state: { attribute: false } };
  declare state: Choosing | Asking | null;

  readonly #language = new LanguageController(this, shopMessages);

  static override styles = [screenStyles, controlStyles, chooserStyles];

  constructor() {
    super();
    this.state = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.state = null;
  }

  override render() {
    const { state } = this;
    if (state === null) return nothing;
    return html`${this.#who(state)}
      <main>${state.screen === 'asking' ? this.#question(state) : this.#list(state.card)}</main>`;
  }

  #who({ card, screen }: Choosing | Asking) {
    const { text, formats } = this.#language;
    const { choose } = text;
    return html`<header>
      <p class="name" style="--width: ${Math.max(8, widthOf(card.nickname))}">
        ${card.nickname}<small>${choose.honorific}</small>
      </p>
      <p class="balance">
        ${choose.balance} <b class="figure">${formats.number(card.balance)}</b> ${choose.unit}
      </p>
      ${
        screen === 'asking'
          ? nothing
          : html`<button type="button" class="button large" @click=${() => this.#tell('ts-back')}>
              ${choose.back}
            </button>`
      }
    </header>`;
  }

  #list(card: CardAtShop) {
    const { text, formats } = this.#language;
    const { choose } = text;
    return html`<section>
        <h2><ts-icon name="coupon"></ts-icon>${choose.coupons}</h2>
        ${
          card.coupons.length === 0
            ? html`<p class="none">${choose.noCoupons}</p>`
            : html`<ul>
                ${card.coupons.map((coupon) => this.#coupon(coupon))}
              </ul>`
        }
      </section>
      <section>
        <h2>
          <ts-icon name="repeat"></ts-icon>${choose.offers(formats.number(card.couponPoints))}
        </h2>
        ${
          card.offers.length === 0
            ? html`<p class="none">${choose.noOffers}</p>`
            : html`<ul>
                ${card.offers.map((offer) => this.#offer(offer, card))}
              </ul>`
        }
      </section>`;
  }

  #coupon(coupon: Coupon) {
    const { text, current } = this.#language;
    return html`<li>
      <button
        type="button"
        @click=${() => this.#choose({ kind: 'coupon', couponId: coupon.couponId })}
      >
        <span class="thing">${offerNameIn(coupon.offer, current)}</span>
        <span class="detail figure">${coupon.number}</span>
        <span class="act">${text.choose.use}<ts-icon name="right"></ts-icon></span>
      </button>
    </li>`;
  }

  #offer(offer: Offer, { balance, couponPoints }: CardAtShop) {
    const { text, formats, current } = this.#language;
    const { choose } = text;
    const missing = couponPoints - balance;
    return html`<li>
      <button
        type="button"
        ?disabled=${missing > 0}
        @click=${() => this.#choose({ kind: 'offer', offerId: offer.offerId })}
      >
        <span class="thing">${offerNameIn(offer, current)}</span>
        <span class="detail">${choose.yen(formats.number(offer.yen))}</span>
        <span class="act"
          >${
            missing > 0
              ? choose.short(formats.number(missing))
              : html`${choose.exchange}<ts-icon name="right"></ts-icon>`
          }</span
        >
      </button>
    </li>`;
  }

  #question(state: Asking) {
    const { text, formats, current } = this.#language;
    const { ask } = text;
    const { card, intent, isSending, problem } = state;
    const offer = chosenThing(card, intent.take);
    const isOffer = intent.take.kind === 'offer';
    return html`<div class="question">
      <p class="asked">${isOffer ? ask.offer(formats.number(card.couponPoints)) : ask.coupon}</p>
      <h1>${offer === null ? nothing : offerNameIn(offer, current)}</h1>
      ${
        isOffer
          ? html`<p class="left">
              ${ask.left(formats.number(card.balance), formats.number(card.balance - card.couponPoints))}
            </p>`
          : nothing
      }
      ${
        problem === null
          ? nothing
          : html`<ts-notice kind="offline" heading=${undecidedWords(ask, problem)}></ts-notice>`
      }
      <div class="actions">
        <button
          type="button"
          class="button large"
          ?disabled=${isSending}
          @click=${() => this.#tell('ts-decline')}
        >
          ${ask.no}
        </button>
        <button
          type="button"
          class="button primary large"
          ?disabled=${isSending}
          @click=${() => this.#tell('ts-confirm')}
        >
          ${isSending ? ask.sending : problem === null ? ask.yes : ask.again}
        </button>
      </div>
    </div>`;
  }

  #choose(take: ShopTake): void {
    this.dispatchEvent(new CustomEvent<ShopTake>('ts-choose', { detail: take }));
  }

  #tell(name: 'ts-back' | 'ts-decline' | 'ts-confirm'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}
customElements.define('ts-shop-chooser', TsShopChooser);

function undecidedWords(ask: ShopMessages['ask'], problem: NonNullable<Asking['problem']>): string {
  const words: Partial<Record<typeof problem, string>> = ask.undecided;
  return words[problem] ?? ask.undecided.other;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-chooser': TsShopChooser;
  }
}
