/** `<ts-entry-dialog>`: says what entering does and that it is for good, and asks once. */
import { css, html, LitElement, nothing } from 'lit';
import type { Lottery, Prize } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/lottery/index.ts';
import { messages as usesMessages } from '../languages/uses/index.ts';
import { nameIn } from '../names.ts';
import { usesStyles } from './uses-styles.ts';

/**
 * @property lottery
 * @property prize
 * @property count    tickets to be entered
 * @property held     tickets that can be entered
 * @property open     shows it
 * @property working  it is on its way
 * @property trouble  why it did not come to be; empty: nothing
 * @fires ts-close
 * @fires ts-confirm
 */
export class TsEntryDialog extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    prize: { attribute: false },
    count: { type: Number },
    held: { type: Number },
    open: { type: Boolean },
    working: { type: Boolean },
    trouble: { type: String },
  };
  declare lottery: Lottery;
  declare prize: Prize;
  declare count: number;
  declare held: number;
  declare open: boolean;
  declare working: boolean;
  declare trouble: string;

  readonly #language = new LanguageController(this, messages);
  readonly #uses = new LanguageController(this, usesMessages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        display: contents;
      }
      .prize {
        margin-block-end: 8px;
        font-size: var(--ts-text-18);
        font-weight: 700;
        line-height: 1.4;
        overflow-wrap: anywhere;
      }
    `,
  ];

  constructor() {
    super();
    this.count = 0;
    this.held = 0;
    this.open = false;
    this.working = false;
    this.trouble = '';
  }

  override render() {
    const { text, formats, current } = this.#language;
    const { lottery, count } = this;
    return html`<ts-dialog
      .open=${this.open}
      .required=${this.working}
      heading=${text.ask.heading(formats.number(count))}
    >
      <p class="prize">${nameIn(current, this.prize)}</p>
      <p>${lottery.rehearsal ? text.ask.rehearsal : text.ask.final}</p>
      ${lottery.rehearsal ? nothing : this.#sum()}
      ${
        this.trouble === ''
          ? nothing
          : html`<p class="trouble" role="alert"><ts-icon name="stop"></ts-icon>${this.trouble}</p>`
      }
      <button
        slot="actions"
        class="button"
        ?disabled=${this.working}
        @click=${() => this.dispatchEvent(new CustomEvent('ts-close'))}
      >
        ${this.#uses.text.cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${this.working}
        @click=${() => this.dispatchEvent(new CustomEvent('ts-confirm'))}
      >
        ${this.working ? text.ask.working : text.ask.yes}
      </button>
    </ts-dialog>`;
  }

  #sum() {
    const { text, formats } = this.#language;
    const row = (word: string, count: number) =>
      html`<div>
        <dt>${word}</dt>
        <dd><b>${text.ask.tickets(formats.number(count))}</b></dd>
      </div>`;
    return html`<dl class="sum">
      ${row(text.ask.uses, this.count)} ${row(text.ask.leaves, Math.max(0, this.held - this.count))}
    </dl>`;
  }
}
customElements.define('ts-entry-dialog', TsEntryDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-entry-dialog': TsEntryDialog;
  }
}
