/** `<ts-ticket-order>`: how many tickets, what they cost, what is left; asked once, bought once (PT5). */
import { css, html, LitElement, nothing } from 'lit';
import { BoughtTicketsSchema } from '#domain/contract/tickets.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages, problemText } from '../languages/uses/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { SessionController } from '../session-controller.ts';
import { orderCount, orderMax } from '../ticket-figures.ts';
import { usesStyles } from './uses-styles.ts';

/**
 * @property session
 * @property price          points for one
 * @property perRequestMax
 * @fires ts-bought         detail: BoughtTickets
 */
export class TsTicketOrder extends LitElement {
  static override properties = {
    session: { attribute: false },
    price: { type: Number },
    perRequestMax: { type: Number },
    wanted: { state: true },
    asking: { state: true },
    working: { state: true },
    trouble: { state: true },
  };
  declare session: PhoneSession;
  declare price: number;
  declare perRequestMax: number;
  declare wanted: number;
  declare asking: boolean;
  declare working: boolean;
  declare trouble: RequestProblem | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        padding: 0;
      }
      .stepper {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 16px;
        margin-block: 12px 4px;
      }
      .steps {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .steps .button {
        inline-size: 56px;
        min-block-size: 56px;
        padding: 0;
        font-size: 26px;
      }
      output {
        min-inline-size: 2.2em;
        font-size: 36px;
        text-align: center;
      }
      .submit {
        min-block-size: 56px;
        margin-block-start: 16px;
        font-size: var(--ts-text-18);
      }
      ts-dialog::part(heading) {
        white-space: pre-line;
      }
      .short {
        margin-block-start: 12px;
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.price = 0;
    this.perRequestMax = 0;
    this.wanted = 1;
    this.asking = false;
    this.working = false;
    this.trouble = null;
  }

  override render() {
    const { text, formats } = this.#language;
    const limits = this.#limits();
    const max = orderMax(limits);
    return html`<h2>${text.tickets.buy}</h2>
      <p class="quiet">${text.tickets.price(formats.number(this.price))}</p>
      ${
        max === 0
          ? html`<p class="short">
              ${text.tickets.tooFew(formats.number(Math.max(0, this.price - limits.balance)))}
            </p>`
          : this.#order(orderCount(this.wanted, limits), max)
      }`;
  }

  #order(count: number, max: number) {
    const { text, formats } = this.#language;
    const step = (word: string, sign: string, to: number) =>
      html`<button
        class="button"
        aria-label=${word}
        aria-disabled=${to < 1 || to > max ? 'true' : nothing}
        @click=${() => (this.wanted = Math.min(max, Math.max(1, to)))}
      >
        ${sign}
      </button>`;
    return html`<div class="stepper">
        <span id="count">${text.tickets.count}</span>
        <div class="steps" role="group" aria-labelledby="count">
          ${step(text.tickets.less, '−', count - 1)}
          <output class="figure">${formats.number(count)}</output>
          ${step(text.tickets.more, '+', count + 1)}
        </div>
      </div>
      ${this.#sum(count)}
      <button class="button primary wide submit" @click=${() => this.#ask()}>
        ${text.tickets.submit(formats.number(count))}
      </button>
      ${this.#dialog(count)}`;
  }

  #sum(count: number) {
    const { text, formats } = this.#language;
    const cost = count * this.price;
    return html`<dl class="sum">
      <div>
        <dt>${text.tickets.cost}</dt>
        <dd><span class="figure">${formats.number(cost)}</span> P</dd>
      </div>
      <div>
        <dt>${text.tickets.after}</dt>
        <dd><span class="figure">${formats.number(this.#limits().balance - cost)}</span> P</dd>
      </div>
    </dl>`;
  }

  #dialog(count: number) {
    const { text, formats } = this.#language;
    return html`<ts-dialog
      .open=${this.asking}
      .required=${this.working}
      heading=${text.tickets.askHeading(formats.number(count))}
      @ts-close=${() => (this.asking = false)}
    >
      <p>${text.tickets.ask}</p>
      ${this.#sum(count)}
      ${
        this.trouble === null
          ? nothing
          : html`<p class="trouble" role="alert">
              <ts-icon name="stop"></ts-icon>${problemText(text, formats, this.trouble)}
            </p>`
      }
      <button
        slot="actions"
        class="button"
        ?disabled=${this.working}
        @click=${() => (this.asking = false)}
      >
        ${text.cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${this.working}
        @click=${() => void this.#buy(count)}
      >
        ${this.working ? text.tickets.working : text.tickets.askYes}
      </button>
    </ts-dialog>`;
  }

  #limits() {
    const { price, perRequestMax } = this;
    return { balance: this.session.me?.balance ?? 0, price: Math.max(1, price), perRequestMax };
  }

  #ask(): void {
    this.trouble = null;
    this.asking = true;
  }

  async #buy(count: number): Promise<void> {
    if (this.working) return;
    this.working = true;
    const answer = await this.session.spend(BoughtTicketsSchema, '/api/me/tickets', { count });
    this.working = false;
    if (!answer.ok) {
      this.trouble = answer;
      if (answer.status !== 0) void this.session.refresh();
      return;
    }
    this.asking = false;
    this.wanted = 1;
    this.dispatchEvent(new CustomEvent('ts-bought', { detail: answer.value }));
  }
}
customElements.define('ts-ticket-order', TsTicketOrder);

declare global {
  interface HTMLElementTagNameMap {
    'ts-ticket-order': TsTicketOrder;
  }
}
