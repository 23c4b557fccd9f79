/** `<ts-hold-button>`: a quiet control that opens when it is held, so that nobody opens it in passing. */
import { css, html, LitElement } from 'lit';
import { HoldController } from '#ui/controllers/hold-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { KIOSK_LIMITS } from '../kiosk-limits.ts';

/**
 * Held for KIOSK_LIMITS.holdToExitMs, or pressed with Enter or the space bar, it fires `ts-held`.
 * @property label  spoken name
 * @slot            what is seen
 */
export class TsHoldButton extends LitElement {
  static override properties = { label: { type: String } };
  declare label: string;
  readonly #hold = new HoldController(this, {
    forMs: KIOSK_LIMITS.holdToExitMs,
    done: () => this.dispatchEvent(new CustomEvent('ts-held', { bubbles: true, composed: true })),
  });

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
  }

  override render() {
    return html`<button
      type="button"
      class=${this.#hold.held ? 'held' : ''}
      aria-label=${this.label}
      @pointerdown=${() => this.#hold.begin()}
      @pointerup=${() => this.#hold.end()}
      @pointercancel=${() => this.#hold.end()}
      @pointerleave=${() => this.#hold.end()}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @click=${(event: MouseEvent) => this.#hold.clicked(event)}
    >
      <slot></slot>
    </button>`;
  }
}
customElements.define('ts-hold-button', TsHoldButton);

declare global {
  interface HTMLElementTagNameMap {
    'ts-hold-button': TsHoldButton;
  }
}
