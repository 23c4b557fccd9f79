/** `<ts-my-ticket>`: one number's rank among all, computed here, and the line to compute it elsewhere. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/verify/index.ts';
import type { Report } from './conversation.ts';
import { rankScaleStyles } from './rank-scale.ts';
import { ticketAnswer, ticketAnswerStyles } from './ticket-answer.ts';
import type { TicketState } from './verification-controller.ts';
import { verifyStyles } from './verify-styles.ts';

export interface TicketQuestion {
  readonly prizeId: string;
  readonly serial: number;
}

/** @fires ts-ticket  detail: TicketQuestion, of a ticket that exists */
export class TsMyTicket extends LitElement {
  static override properties = {
    report: { attribute: false },
    ticket: { attribute: false },
    prizeId: { state: true },
    serial: { state: true },
    isWrong: { state: true },
    copied: { state: true },
  };
  declare report: Report;
  declare ticket: TicketState;
  declare prizeId: string;
  declare serial: string;
  declare isWrong: boolean;
  declare copied: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    verifyStyles,
    rankScaleStyles,
    ticketAnswerStyles,
    css`
      :host {
        display: block;
      }
      form {
        display: grid;
        gap: 24px;
        max-inline-size: 480px;
        margin-block-start: 16px;
      }
      form .button {
        justify-self: start;
      }
    `,
  ];

  constructor() {
    super();
    this.ticket = { step: 'none' };
    this.prizeId = '';
    this.serial = '';
    this.isWrong = false;
    this.copied = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('report')) return;
    this.prizeId = this.#entered.at(-1)?.prizeId ?? '';
    this.serial = '';
  }

  get #entered() {
    return this.report.prizes.filter(({ serials }) => serials > 0);
  }

  override render() {
    if (this.#entered.length === 0) return nothing;
    const { text } = this.#language;
    return html`<section>
      <h2>${text.ticketHeading}</h2>
      <p>${text.ticketLead}</p>
      ${this.#form()}
      <div role="status">${this.#answer()}</div>
    </section>`;
  }

  #form() {
    const { text } = this.#language;
    return html`<form novalidate @submit=${(event: Event) => this.#ask(event)}>
      <div class="field">
        <label for="prize">${text.prize}</label>
        <select
          id="prize"
          @change=${({ target }: Event) => {
            if (target instanceof HTMLSelectElement) this.prizeId = target.value;
          }}
        >
          ${this.#entered.map(
            ({ prizeId }) =>
              html`<option value=${prizeId} ?selected=${prizeId === this.prizeId}>
                ${prizeId}
              </option>`,
          )}
        </select>
      </div>
      ${textField({
        name: 'serial',
        label: text.serialLabel,
        value: this.serial,
        hint: text.serialHint(this.#serialsText),
        error: this.isWrong ? text.serialError(this.#serialsText) : undefined,
        inputMode: 'numeric',
        lengthMax: 16,
        onInput: (value) => (this.serial = value),
      })}
      <button class="button primary" ?disabled=${this.ticket.step === 'working'}>
        ${text.compute}
      </button>
    </form>`;
  }

  get #serials(): number {
    return this.report.prizes.find(({ prizeId }) => prizeId === this.prizeId)?.serials ?? 0;
  }

  get #serialsText(): string {
    return this.#language.formats.number(this.#serials);
  }

  #ask(event: Event): void {
    event.preventDefault();
    // Leading zeros stand on printed tickets; full-width digits come from Japanese keyboards.
    const typed = this.serial.normalize('NFKC').trim();
    const serial = /^\d{1,16}$/.test(typed) ? Number(typed) : 0;
    this.isWrong = serial < 1 || serial > this.#serials;
    this.copied = false;
    if (this.isWrong) return;
    const detail: TicketQuestion = { prizeId: this.prizeId, serial };
    this.dispatchEvent(new CustomEvent('ts-ticket', { detail }));
  }

  #answer() {
    const { text, formats } = this.#language;
    const { ticket } = this;
    switch (ticket.step) {
      case 'none':
        return nothing;
      case 'working': {
        const { scored, total } = ticket.progress ?? { scored: 0, total: 0 };
        if (total === 0) return html`<p class="answer">${text.working}</p>`;
        return html`<p class="answer">
          ${text.progress(formats.number(scored), formats.number(total))}
        </p>`;
      }
      case 'known':
        return ticketAnswer(ticket.answer, this.#language, {
          copied: this.copied,
          copy: (line) => void this.#copy(line),
        });
    }
  }

  async #copy(line: string): Promise<void> {
    // A saved file may not have the clipboard: the line can be marked and copied by hand.
    await navigator.clipboard?.writeText(line).then(
      () => (this.copied = true),
      () => undefined,
    );
  }
}
customElements.define('ts-my-ticket', TsMyTicket);

declare global {
  interface HTMLElementTagNameMap {
    'ts-my-ticket': TsMyTicket;
  }
  interface HTMLElementEventMap {
    'ts-ticket': CustomEvent<TicketQuestion>;
  }
}
