/** `<ts-kiosk-notice>`: the pages that only say what is wrong and what to do. */
import { css, html, LitElement, nothing } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import '#ui/mark.ts';
import '#ui/wall.ts';
import { messages } from '../languages/index.ts';
import { screenStyles } from './screen-styles.ts';

export type NoticeKind = 'insecure' | 'outdated' | 'storage' | 'elsewhere';

/**
 * @property kind  insecure: no secure context, so no camera; outdated: the server speaks newer; storage:
 *                 the browser keeps nothing for us; elsewhere: another tab works
 * @fires ts-reload
 * @fires ts-take    this tab is to work instead of the other
 */
export class TsKioskNotice extends LitElement {
  static override properties = { kind: { type: String } };
  declare kind: NoticeKind;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    screenStyles,
    controlStyles,
    css`
      :host {
        overflow: auto;
        padding: calc(40 * var(--u)) calc(56 * var(--u));
        display: flex;
        flex-direction: column;
        gap: calc(28 * var(--u));
        --ts-wall-fill: var(--ts-water-50);
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: calc(16 * var(--u));
        align-items: center;
        justify-content: space-between;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: calc(16 * var(--u));
        font-size: calc(26 * var(--u));
        color: var(--ts-water-1200);
      }
      main {
        flex: 1;
        display: flex;
        flex-direction: column;
        justify-content: center;
        gap: calc(24 * var(--u));
        max-inline-size: calc(900 * var(--u));
      }
      h1 {
        font-size: calc(60 * var(--u));
        line-height: 1.25;
      }
      .lead,
      li {
        font-size: calc(28 * var(--u));
        line-height: 1.6;
      }
      ol {
        display: grid;
        gap: calc(12 * var(--u));
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: calc(20 * var(--u));
        counter-increment: step;
      }
      li::before {
        content: counter(step);
        display: grid;
        place-items: center;
        inline-size: calc(48 * var(--u));
        block-size: calc(48 * var(--u));
        border: calc(3 * var(--u)) solid var(--ts-water-900);
        border-radius: var(--ts-radius-dot);
        color: var(--ts-water-900);
        font: 600 calc(28 * var(--u)) / 1 var(--ts-font-figures);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: calc(16 * var(--u));
      }
    `,
  ];

  constructor() {
    super();
    this.kind = 'insecure';
  }

  override render() {
    const { text } = this.#language;
    const words = text[this.kind];
    return html`<ts-wall kind="field"></ts-wall>
      <div class="top">
        <span class="brand"><ts-mark></ts-mark>${text.product}</span>
        <ts-language-switch></ts-language-switch>
      </div>
      <main>
        <h1 class="by-hand">${words.head}</h1>
        <p class="lead">${words.lead}</p>
        ${this.kind === 'insecure' ? this.#secureSteps() : nothing}
        ${this.kind === 'insecure' ? nothing : html`<div class="actions">${this.#button()}</div>`}
      </main>`;
  }

  #button() {
    const { text } = this.#language;
    const isElsewhere = this.kind === 'elsewhere';
    return html`<button
      class="button primary large"
      @click=${() => this.#tell(isElsewhere ? 'ts-take' : 'ts-reload')}
    >
      ${isElsewhere ? text.elsewhere.take : text.outdated.reload}
    </button>`;
  }

  #secureSteps() {
    const { insecure } = this.#language.text;
    const secure = new URL(location.href);
    secure.protocol = 'https:';
    return html`<ol>
        ${insecure.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
      <div class="actions">
        <a class="button primary large" href=${secure.href}>${insecure.open}</a>
        <a class="button large" href="/tsudoi-ca.crt" download>${insecure.certificate}</a>
      </div>`;
  }

  #tell(name: 'ts-reload' | 'ts-take'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
customElements.define('ts-kiosk-notice', TsKioskNotice);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-notice': TsKioskNotice;
  }
}
