/** `<ts-shop-code-finder>`: reads the code that a shop has put up, with this phone's camera. */
import { css, html, LitElement } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/uses/index.ts';
import { ShopCodeCamera } from '../shop-code-camera.ts';
import { counterCodeIn } from '../shop-visits.ts';

/** @fires ts-shop-code  detail: the counter code; the camera is closed by then */
export class TsShopCodeFinder extends LitElement {
  static override properties = { wrong: { state: true } };
  /** The last code was another kind of code. */
  declare wrong: boolean;

  readonly #language = new LanguageController(this, messages);
  readonly #camera = new ShopCodeCamera(this, (text) => this.#read(text));

  static override styles = [
    resetStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: 12px;
      }
      .finder {
        position: relative;
        overflow: hidden;
        aspect-ratio: 1;
        background: var(--ts-night);
      }
      video {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
      }
      .corners {
        position: absolute;
        inset: 14%;
        border: 4px solid #ffffff;
        border-radius: var(--ts-radius-pass);
      }
    `,
  ];

  constructor() {
    super();
    this.wrong = false;
  }

  override render() {
    const text = this.#language.text.use;
    const { state } = this.#camera;
    if (state === 'blocked') {
      return html`<ts-notice kind="error" heading=${text.cameraBlocked}>
          ${text.cameraBlockedHint}
        </ts-notice>
        ${this.#button(text.scan)}`;
    }
    if (state === 'off') return this.#button(text.scan);
    return html`<p role="status">${this.wrong ? text.wrongCode : text.scanning}</p>
      <div class="finder">
        ${this.#camera.video}
        <div class="corners"></div>
      </div>
      <button class="button wide" @click=${() => this.#camera.stop()}>${text.stopScan}</button>`;
  }

  #button(words: string) {
    return html`<button class="button wide" @click=${() => this.#start()}>${words}</button>`;
  }

  #start(): void {
    this.wrong = false;
    void this.#camera.start();
  }

  #read(text: string): void {
    const counterCode = counterCodeIn(text);
    this.wrong = counterCode === null;
    if (counterCode === null) return;
    this.#camera.stop();
    this.dispatchEvent(new CustomEvent('ts-shop-code', { detail: counterCode }));
  }
}
customElements.define('ts-shop-code-finder', TsShopCodeFinder);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-code-finder': TsShopCodeFinder;
  }
}
