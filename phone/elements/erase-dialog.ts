/** `<ts-phone-erase-dialog>`: two steps before anything is erased: what goes, then the nickname. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages, problemWords, type Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';

/**
 * @property session
 * @property open
 * @fires ts-close  after closing, without erasing
 */
export class TsPhoneEraseDialog extends LitElement {
  static override properties = {
    session: { attribute: false },
    open: { type: Boolean },
    step: { state: true },
    busy: { state: true },
    error: { state: true },
  };
  declare session: PhoneSession;
  declare open: boolean;
  declare step: 'explain' | 'confirm';
  declare busy: boolean;
  declare error: ((text: Messages) => string) | null;

  readonly #language = new LanguageController(this, messages);
  #typed = '';

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    css`
      :host {
        display: contents;
      }
      dt {
        font-weight: 700;
      }
      dd {
        margin-block-end: 12px;
      }
      .last {
        font-weight: 700;
        color: var(--ts-refused-mark);
      }
      .erase {
        border-color: var(--ts-refused);
        background: var(--ts-refused);
        color: #ffffff;
        font-weight: 700;
      }
      .erase:hover {
        background: var(--ts-refused-shade);
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.step = 'explain';
    this.busy = false;
    this.error = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.step = 'explain';
    this.error = null;
    this.#typed = '';
  }

  override render() {
    const { text } = this.#language;
    const { erase } = text;
    const first = this.step === 'explain';
    return html`<ts-dialog
      heading=${first ? erase.heading : erase.secondHeading}
      ?open=${this.open}
      ?required=${this.busy}
    >
      ${first ? this.#explanation(text) : this.#confirmation(text)}
      <button slot="actions" type="button" class="button" @click=${() => this.#cancel()}>
        ${text.cancel}
      </button>
      ${
        first
          ? html`<button
              slot="actions"
              type="button"
              class="button"
              @click=${() => (this.step = 'confirm')}
            >
              ${erase.next}
            </button>`
          : html`<button
              slot="actions"
              type="button"
              class="button erase"
              aria-disabled=${this.busy ? 'true' : nothing}
              @click=${() => void this.#erase()}
            >
              ${this.busy ? erase.working : erase.doIt}
            </button>`
      }
    </ts-dialog>`;
  }

  #explanation({ erase }: Messages) {
    return html`<dl>
        <dt>${erase.goes}</dt>
        <dd>${erase.goesList}</dd>
        <dt>${erase.stays}</dt>
        <dd>${erase.staysList}</dd>
      </dl>
      <p class="last">${erase.last}</p>`;
  }

  #confirmation(text: Messages) {
    return textField({
      name: 'confirmed-nickname',
      label: text.erase.confirm(this.session.me?.nickname ?? ''),
      value: this.#typed,
      error: this.error?.(text),
      onInput: (value) => {
        this.#typed = value;
      },
    });
  }

  #cancel(): void {
    if (this.busy) return;
    this.dispatchEvent(new CustomEvent('ts-close', { bubbles: true, composed: true }));
  }

  async #erase(): Promise<void> {
    if (this.busy) return;
    if (this.#typed.normalize('NFC').trim() !== this.session.me?.nickname) {
      this.error = (text) => text.erase.differs;
      return;
    }
    this.busy = true;
    const answer = await this.session.erase();
    this.busy = false;
    if (!answer.ok) this.error = (text) => problemWords(text, answer.code);
  }
}
customElements.define('ts-phone-erase-dialog', TsPhoneEraseDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-erase-dialog': TsPhoneEraseDialog;
  }
}
