/** `<ts-exchange-dialog>`: says what an exchange does, asks once, and does it once (PT5). */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { ExchangedCouponSchema } from '#domain/contract/coupons.ts';
import type { Offer, Shop } from '#domain/contract/shops.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, problemText } from '../languages/uses/index.ts';
import { nameIn } from '../names.ts';
import type { PhoneSession } from '../phone-session.ts';
import { usesStyles } from './uses-styles.ts';

export interface Exchange {
  readonly shop: Shop;
  readonly offer: Offer;
  /** Points. */
  readonly price: number;
}

/**
 * @property session
 * @property exchange   what is asked; `null`: shut
 * @fires ts-exchanged  detail: Coupon
 * @fires ts-outdated   the offer is not what it was
 * @fires ts-close
 */
export class TsExchangeDialog extends LitElement {
  static override properties = {
    session: { attribute: false },
    exchange: { attribute: false },
    working: { state: true },
    trouble: { state: true },
  };
  declare session: PhoneSession;
  declare exchange: Exchange | null;
  declare working: boolean;
  declare trouble: RequestProblem | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        display: contents;
      }
      ts-dialog::part(heading) {
        white-space: pre-line;
      }
    `,
  ];

  constructor() {
    super();
    this.exchange = null;
    this.working = false;
    this.trouble = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('exchange')) this.trouble = null;
  }

  override render() {
    const { text, formats, current } = this.#language;
    const { exchange } = this;
    const offer = exchange === null ? '' : nameIn(current, exchange.offer);
    return html`<ts-dialog
      .open=${exchange !== null}
      .required=${this.working}
      heading=${text.coupons.askHeading(offer)}
    >
      ${exchange === null ? nothing : this.#sum(exchange)}
      ${
        this.trouble === null
          ? nothing
          : html`<p class="trouble" role="alert">
              <ts-icon name="stop"></ts-icon>${problemText(text, formats, this.trouble)}
            </p>`
      }
      <button slot="actions" class="button" ?disabled=${this.working} @click=${() => this.#close()}>
        ${text.cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${this.working}
        @click=${() => void this.#exchange()}
      >
        ${this.working ? text.coupons.working : text.coupons.askYes}
      </button>
    </ts-dialog>`;
  }

  #sum({ shop, price }: Exchange) {
    const { text, formats, current } = this.#language;
    const balance = this.session.me?.balance;
    return html`<p>${text.coupons.ask(nameIn(current, shop))}</p>
      <dl class="sum">
        <div>
          <dt>${text.coupons.askCost}</dt>
          <dd><span class="figure">${formats.number(price)}</span> P</dd>
        </div>
        <div>
          <dt>${text.coupons.askAfter}</dt>
          <dd>
            <span class="figure"
              >${balance === undefined ? '—' : formats.number(Math.max(0, balance - price))}</span
            >
            P
          </dd>
        </div>
      </dl>`;
  }

  async #exchange(): Promise<void> {
    const { exchange } = this;
    if (exchange === null || this.working) return;
    this.working = true;
    const { offerId } = exchange.offer;
    const answer = await this.session.spend(ExchangedCouponSchema, '/api/me/coupons', { offerId });
    this.working = false;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent('ts-exchanged', { detail: answer.value.coupon }));
      return;
    }
    this.trouble = answer;
    if (answer.code === 'balance-insufficient') void this.session.refresh();
    else this.dispatchEvent(new CustomEvent('ts-outdated'));
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-exchange-dialog', TsExchangeDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-exchange-dialog': TsExchangeDialog;
  }
}
