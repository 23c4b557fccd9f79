/** `<ts-dialog>`: a native modal dialog. Focus stays inside and returns; Escape closes. */
import { css, html, LitElement, type PropertyValues } from 'lit';
import { resetStyles } from '../shared-styles.ts';

/**
 * @property open      shows it; set to false, or press Escape, to close
 * @property heading   names the dialog
 * @property required  Escape does not close it (a decision is needed)
 * @fires ts-close     after closing, by whatever way; set `open` to false in your own state
 * @slot               the content
 * @slot actions       buttons, the main one last
 * @csspart dialog, heading
 * @cssprop --ts-dialog-width  default 560px
 */
export class TsDialog extends LitElement {
  static override properties = {
    open: { type: Boolean, reflect: true },
    heading: { type: String },
    required: { type: Boolean },
  };
  declare open: boolean;
  declare heading: string;
  declare required: boolean;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: contents;
      }
      dialog {
        inline-size: min(var(--ts-dialog-width, 560px), calc(100vw - 48px));
        max-block-size: calc(100dvh - 48px);
        overflow: auto;
        padding: var(--ts-space-32);
        border: 0;
        color: var(--ts-ink);
        background: var(--ts-paper);
        box-shadow: var(--ts-elevation-over);
        font-size: var(--ts-text-16);
        line-height: var(--ts-leading-body);
      }
      dialog::backdrop {
        background: rgb(0 37 44 / 0.6);
      }
      dialog:focus-visible {
        box-shadow: var(--ts-elevation-over);
      }
      h2 {
        font-size: var(--ts-text-24);
        margin-block-end: var(--ts-space-16);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--ts-space-16);
        margin-block-start: var(--ts-space-24);
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
    this.heading = '';
    this.required = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dialog?.close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    const dialog = this.#dialog;
    if (this.open && dialog?.open === false) dialog.showModal();
    if (!this.open && dialog?.open === true) dialog.close();
  }

  override render() {
    return html`<dialog
      part="dialog"
      aria-labelledby="heading"
      @cancel=${(event: Event) => this.#cancel(event)}
      @close=${() => this.#closed()}
    >
      <h2 id="heading" part="heading">${this.heading}</h2>
      <slot></slot>
      <div class="actions"><slot name="actions"></slot></div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #cancel(event: Event): void {
    // A file picker inside also fires `cancel`.
    if (this.required && event.target === this.#dialog) event.preventDefault();
  }

  #closed(): void {
    // The browser tells of it a frame later: by then it may have been opened again.
    if (this.#dialog?.open === true) return;
    this.open = false;
    this.dispatchEvent(new CustomEvent('ts-close', { bubbles: true, composed: true }));
  }
}
customElements.define('ts-dialog', TsDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-dialog': TsDialog;
  }
}
