/** `<ts-hold-to-confirm>`: a button that is held for a second. A touch in passing does nothing. */
import { css, html, LitElement } from 'lit';
import { HoldController } from '#ui/controllers/hold-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';

const HOLD_MS = 1_000;

/**
 * By finger, mouse or key (Enter, space). Assistive technology, which cannot hold, presses.
 *
 * @property disabled
 * @slot               what it says
 * @fires ts-confirmed after the second
 */
export class TsHoldToConfirm extends LitElement {
  static override properties = {
    disabled: { type: Boolean },
  };
  declare disabled: boolean;
  readonly #hold = new HoldController(this, {
    forMs: HOLD_MS,
    done: () => {
      if (!this.disabled) this.dispatchEvent(new CustomEvent('ts-confirmed'));
    },
  });

  static override styles = [
    resetStyles,
    css`
      :host {
        display: block;
      }
      button {
        position: relative;
        isolation: isolate;
        overflow: hidden;
        inline-size: 100%;
        min-block-size: 72px;
        padding: 8px 18px;
        border: 2px solid var(--ts-water-1100);
        border-radius: var(--ts-radius-control);
        background: var(--ts-water-1100);
        color: #ffffff;
        font-size: 20px;
        font-weight: 700;
        line-height: 1.4;
        cursor: pointer;
        touch-action: none;
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      button::before {
        content: '';
        position: absolute;
        inset: 0;
        z-index: -1;
        background: var(--ts-water-700);
        transform: scaleX(0);
        transform-origin: left;
      }
      button.held::before {
        transform: scaleX(1);
        transition: transform 1000ms linear !important;
      }
      button:disabled {
        border-color: var(--ts-line);
        background: var(--ts-mist);
        color: var(--ts-ink-2);
        cursor: default;
      }
    `,
  ];

  constructor() {
    super();
    this.disabled = false;
  }

  override render() {
    return html`<button
      type="button"
      class=${this.#hold.held ? 'held' : ''}
      ?disabled=${this.disabled}
      @pointerdown=${() => this.#begin()}
      @pointerup=${() => this.#hold.end()}
      @pointercancel=${() => this.#hold.end()}
      @pointerleave=${() => this.#hold.end()}
      @blur=${() => this.#hold.end()}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @keyup=${() => this.#hold.end()}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @click=${(event: MouseEvent) => this.#hold.clicked(event)}
    >
      <slot></slot>
    </button>`;
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    // Held as by a finger: the click of a key would be done at once.
    event.preventDefault();
    if (!event.repeat) this.#begin();
  }

  #begin(): void {
    if (!this.disabled) this.#hold.begin();
  }
}
customElements.define('ts-hold-to-confirm', TsHoldToConfirm);

declare global {
  interface HTMLElementTagNameMap {
    'ts-hold-to-confirm': TsHoldToConfirm;
  }
}
