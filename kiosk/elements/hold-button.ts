/** `<ts-hold-button>`: a quiet control that opens when it is held, so that nobody opens it in passing. */
import { css, html, LitElement } from 'lit';
import { resetStyles } from '#ui/shared-styles.ts';
import { KIOSK_LIMITS } from '../kiosk-limits.ts';

/**
 * Held for KIOSK_LIMITS.holdToExitMs, or pressed with Enter or the space bar, it fires `ts-held`.
 * @property label  spoken name
 * @slot            what is seen
 */
export class TsHoldButton extends LitElement {
  static override properties = { label: { type: String }, held: { type: Boolean, state: true } };
  declare label: string;
  declare held: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: inline-block;
      }
      button {
        position: relative;
        display: inline-flex;
        align-items: center;
        gap: calc(16 * var(--u));
        min-block-size: calc(64 * var(--u));
        margin: 0;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        border-radius: var(--ts-radius-control);
        touch-action: none;
        -webkit-touch-callout: none;
        cursor: default;
      }
      button::after {
        content: '';
        position: absolute;
        inset: auto 0 0 0;
        block-size: 3px;
        background: currentColor;
        transform: scaleX(0);
        transform-origin: left;
      }
      button.held::after {
        transform: scaleX(1);
        transition: transform 1500ms linear;
      }
    `,
  ];

  constructor() {
    super();
    this.label = '';
    this.held = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  override render() {
    return html`<button
      type="button"
      class=${this.held ? 'held' : ''}
      aria-label=${this.label}
      @pointerdown=${() => this.#hold()}
      @pointerup=${() => this.#letGo()}
      @pointercancel=${() => this.#letGo()}
      @pointerleave=${() => this.#letGo()}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @click=${(event: MouseEvent) => {
        // Clicks without a pointer come from the keyboard or from assistive technology.
        if (event.detail === 0) this.#open();
      }}
    >
      <slot></slot>
    </button>`;
  }

  #hold(): void {
    this.held = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), KIOSK_LIMITS.holdToExitMs);
  }

  #letGo(): void {
    this.held = false;
    clearTimeout(this.#timer);
  }

  #open(): void {
    this.#letGo();
    this.dispatchEvent(new CustomEvent('ts-held', { bubbles: true, composed: true }));
  }
}
customElements.define('ts-hold-button', TsHoldButton);

declare global {
  interface HTMLElementTagNameMap {
    'ts-hold-button': TsHoldButton;
  }
}
