/** `<ts-hold-to-confirm>`: a button that is held for a second. A touch in passing does nothing. */
import { css, html, LitElement } from 'lit';
import { resetStyles } from '#ui/shared-styles.ts';

export const HOLD_MS = 1_000;

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
    held: { state: true },
  };
  declare disabled: boolean;
  declare held: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
      ?disabled=${this.disabled}
      @pointerdown=${() => this.#hold()}
      @pointerup=${() => this.#letGo()}
      @pointercancel=${() => this.#letGo()}
      @pointerleave=${() => this.#letGo()}
      @blur=${() => this.#letGo()}
      @keydown=${(event: KeyboardEvent) => this.#press(event)}
      @keyup=${() => this.#letGo()}
      @contextmenu=${(event: Event) => event.preventDefault()}
      @click=${(event: MouseEvent) => {
        // Neither finger nor key: those are kept from clicking, or have a detail.
        if (event.detail === 0) this.#confirm();
      }}
    >
      <slot></slot>
    </button>`;
  }

  #press(event: KeyboardEvent): void {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!event.repeat) this.#hold();
  }

  #hold(): void {
    if (this.disabled) return;
    this.held = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#confirm(), HOLD_MS);
  }

  #letGo(): void {
    this.held = false;
    clearTimeout(this.#timer);
  }

  #confirm(): void {
    this.#letGo();
    if (this.disabled) return;
    this.dispatchEvent(new CustomEvent('ts-confirmed'));
  }
}
customElements.define('ts-hold-to-confirm', TsHoldToConfirm);

declare global {
  interface HTMLElementTagNameMap {
    'ts-hold-to-confirm': TsHoldToConfirm;
  }
}
