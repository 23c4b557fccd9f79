/** `<ts-pass-show>`: one pass, as large as the screen, to be held before a kiosk's camera. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { WakeLockController } from '#ui/controllers/wake-lock-controller.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { spacedNumber } from './card-geometry.ts';
import type { Pass } from './pass-sheet.ts';

/** @fires ts-close */
export class TsPassShow extends LitElement {
  static override properties = { pass: { attribute: false } };
  /** `null`: closed. */
  declare pass: Pass | null;

  readonly #language = new LanguageController(this, messages);
  /** The screen must not go dark while somebody walks to the kiosk. */
  protected readonly wakeLock = new WakeLockController(this);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      dialog {
        inline-size: 100vw;
        block-size: 100dvh;
        max-inline-size: none;
        max-block-size: none;
        padding: 16px;
        border: 0;
        background: #ffffff;
        color: var(--ts-ink);
      }
      dialog[open] {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto auto;
        gap: 8px;
        justify-items: center;
        text-align: center;
      }
      .qr {
        align-self: center;
        inline-size: min(calc(100vw - 24px), calc(100dvh - 220px), 720px);
        margin-inline: -12px;
      }
      .who {
        font-size: 28px;
        font-weight: 700;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .number {
        display: block;
        margin-block: 6px;
        font-size: 22px;
      }
      .hint {
        color: var(--ts-ink-2);
        display: block;
        font-size: 15px;
        font-weight: 400;
        line-height: 1.5;
      }
      .button {
        inline-size: min(320px, 100%);
      }
      @media (orientation: landscape) and (max-height: 560px) {
        dialog[open] {
          grid-template: minmax(0, 1fr) auto / auto 1fr;
          align-items: center;
        }
        .qr {
          grid-row: 1 / 3;
          inline-size: calc(100dvh - 24px);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.pass = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('pass')) return;
    const dialog = this.renderRoot.querySelector('dialog');
    if (this.pass !== null && dialog?.open === false) dialog.showModal();
    if (this.pass === null && dialog?.open === true) dialog.close();
  }

  override render() {
    const { pass } = this;
    const text = this.#language.text;
    return html`<dialog
      aria-label=${pass === null ? nothing : text.passes.showFor(pass.nickname)}
      @close=${() => this.dispatchEvent(new CustomEvent('ts-close'))}
    >
      ${
        pass === null
          ? nothing
          : html`${qrTemplate(qrCode(pass.pass, 'M'), text.passes.qr(pass.nickname))}
              <p class="who">
                ${pass.nickname}<span class="number figure">${spacedNumber(pass.number)}</span>
                <span class="hint">${text.passes.screenHint}</span>
              </p>
              <button
                class="button"
                @click=${() => this.dispatchEvent(new CustomEvent('ts-close'))}
              >
                ${text.close}
              </button>`
      }
    </dialog>`;
  }
}
customElements.define('ts-pass-show', TsPassShow);

declare global {
  interface HTMLElementTagNameMap {
    'ts-pass-show': TsPassShow;
  }
}
