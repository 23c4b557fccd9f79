/** `<ts-code-keys>`: large keys on the screen, for a code or a PIN. */
import { css, html, LitElement } from 'lit';
import { resetStyles } from '#ui/shared-styles.ts';

/**
 * @property signs      one key each, in order
 * @property columns    keys a row
 * @property label      name of the group
 * @property eraseLabel spoken name of the key that erases
 * @fires ts-key        detail: the sign, or `''` for erasing
 */
export class TsCodeKeys extends LitElement {
  static override properties = {
    signs: { type: String },
    columns: { type: Number },
    label: { type: String },
    eraseLabel: { type: String },
  };
  declare signs: string;
  declare columns: number;
  declare label: string;
  declare eraseLabel: string;

  static override styles = [
    resetStyles,
    css`
      .keys {
        display: grid;
        grid-template-columns: repeat(var(--columns), 1fr);
        gap: calc(8 * var(--u));
      }
      button {
        min-block-size: max(48px, calc(64 * var(--u)));
        margin: 0;
        padding: 0;
        border: var(--ts-border-control);
        border-radius: var(--ts-radius-control);
        background: var(--ts-paper);
        color: var(--ts-ink);
        font-family: var(--ts-font-figures);
        font-weight: 600;
        font-size: calc(28 * var(--u));
        line-height: 1;
        cursor: pointer;
        touch-action: manipulation;
      }
      button:active {
        background: var(--ts-water-50);
      }
      .erase {
        font-family: var(--ts-font);
        font-weight: 400;
        font-size: calc(20 * var(--u));
        grid-column: span 3;
      }
    `,
  ];

  constructor() {
    super();
    this.signs = '';
    this.columns = 9;
    this.label = '';
    this.eraseLabel = '';
  }

  override render() {
    return html`<div
      class="keys"
      role="group"
      aria-label=${this.label}
      style="--columns: ${this.columns}"
    >
      ${Array.from(this.signs).map(
        (sign) => html`<button type="button" @click=${() => this.#press(sign)}>${sign}</button>`,
      )}
      <button type="button" class="erase" @click=${() => this.#press('')}>
        ${this.eraseLabel}
      </button>
    </div>`;
  }

  #press(sign: string): void {
    this.dispatchEvent(new CustomEvent('ts-key', { detail: sign, bubbles: true, composed: true }));
  }
}
customElements.define('ts-code-keys', TsCodeKeys);

declare global {
  interface HTMLElementEventMap {
    'ts-key': CustomEvent<string>;
  }
  interface HTMLElementTagNameMap {
    'ts-code-keys': TsCodeKeys;
  }
}
