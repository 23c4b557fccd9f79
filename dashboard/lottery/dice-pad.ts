/** `<ts-dice-pad>`: twenty throws, typed by digit keys or pressed, large enough to be read from afar. */
import { css, html, LitElement, nothing } from 'lit';
import { DICE_THROWS } from '#domain/draw/files.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';

const DIGITS = Array.from('1234567890');
const GROUP = 5;

/**
 * @property throws    so far, up to twenty digits
 * @property editable  digit keys count, wherever the focus is outside a field
 * @fires ts-digit  detail: the digit
 * @fires ts-undo
 */
export class TsDicePad extends LitElement {
  static override properties = {
    throws: { type: String },
    editable: { type: Boolean },
  };
  declare throws: string;
  declare editable: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        container-type: inline-size;
        display: grid;
        gap: 16px;
      }
      .echo {
        display: flex;
        flex-wrap: wrap;
        gap: 12px 20px;
      }
      .group {
        display: flex;
        gap: 4px;
      }
      .throw {
        display: grid;
        place-items: center;
        inline-size: 30px;
        block-size: 60px;
        border-block-end: 3px solid var(--ts-line);
        color: var(--ts-water-1200);
        font-size: 44px;
      }
      .throw[data-thrown] {
        border-color: var(--ts-water-700);
      }
      .throw[data-next] {
        border-color: var(--ts-ink);
      }
      /* Two rows of two: no group of five is left alone. */
      @container (max-width: 723px) {
        .echo {
          max-inline-size: 360px;
        }
      }
      @container (max-width: 359px) {
        .throw {
          inline-size: 26px;
        }
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .keys .digit {
        inline-size: 56px;
        min-block-size: 56px;
        padding: 0;
        font-size: 26px;
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
        color: var(--ts-ink-2);
      }
    `,
  ];

  constructor() {
    super();
    this.throws = '';
    this.editable = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('keydown', this.#type);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('keydown', this.#type);
  }

  override render() {
    const text = this.#language.text.leading.dice;
    const { number } = this.#language.formats;
    const thrown = this.throws.length;
    return html`<div class="echo" role="img" aria-label=${`${text.echo} ${this.throws}`}>
        ${Array.from(
          { length: DICE_THROWS / GROUP },
          (_, group) =>
            html`<span class="group"
              >${Array.from({ length: GROUP }, (_each, index) =>
                this.#throw(group * GROUP + index),
              )}</span
            >`,
        )}
      </div>
      <p class="foot" role="status">
        <span>${text.count(number(thrown))}</span>
      </p>
      ${
        this.editable
          ? html`<div class="keys">
                ${DIGITS.map(
                  (digit) =>
                    html`<button
                      type="button"
                      class="button digit figure"
                      aria-label=${text.digit(digit)}
                      ?disabled=${thrown >= DICE_THROWS}
                      @click=${() => this.#tell('ts-digit', digit)}
                    >
                      ${digit}
                    </button>`,
                )}
              </div>
              <div class="foot">
                <button
                  type="button"
                  class="button"
                  ?disabled=${thrown === 0}
                  @click=${() => this.#tell('ts-undo')}
                >
                  ${text.undo}
                </button>
                <span>${text.undoHint}</span>
              </div>`
          : nothing
      }`;
  }

  #throw(index: number) {
    const digit = this.throws[index];
    return html`<span
      class="throw figure"
      ?data-thrown=${digit !== undefined}
      ?data-next=${this.editable && index === this.throws.length}
      >${digit ?? ''}</span
    >`;
  }

  readonly #type = (event: KeyboardEvent): void => {
    if (!this.editable || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    if (/^[0-9]$/.test(event.key)) this.#tell('ts-digit', event.key);
    else if (event.key === 'Backspace') this.#tell('ts-undo');
    else return;
    event.preventDefault();
  };

  #tell(name: 'ts-digit' | 'ts-undo', detail?: string): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
customElements.define('ts-dice-pad', TsDicePad);

declare global {
  interface HTMLElementTagNameMap {
    'ts-dice-pad': TsDicePad;
  }
}
