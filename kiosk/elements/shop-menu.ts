/** `<ts-shop-menu>`: how the shop's tablet is doing, and the way to take it out of the shop. */
import { html, LitElement, nothing } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { CameraChoice } from '../camera-controller.ts';
import { toggleFullscreen } from '../fullscreen.ts';
import { messages } from '../languages/index.ts';
import { shopMessages } from '../languages/shop/index.ts';
import type { ShopLine } from '../shop-session.ts';
import { screenStyles } from './screen-styles.ts';
import { menuStyles } from './staff-menu-styles.ts';

export interface ShopMenuView {
  readonly shop: string;
  /** The tablet's own. */
  readonly name: string;
  readonly line: ShopLine;
  readonly cameras: readonly CameraChoice[];
  /** `null`: chosen by itself. */
  readonly cameraId: string | null;
}

/**
 * @property view
 * @fires ts-camera  detail: the camera's id, or `null`; it goes up to the page, as these do:
 * @fires ts-sound
 * @fires ts-leave   they confirmed that the tablet leaves the shop
 * @fires ts-back
 */
export class TsShopMenu extends LitElement {
  static override properties = { view: { attribute: false }, asking: { state: true } };
  declare view: ShopMenuView | null;
  declare asking: boolean;

  readonly #language = new LanguageController(this, shopMessages);
  readonly #shared = new LanguageController(this, messages);
  readonly #redraw = () => this.requestUpdate();

  static override styles = [screenStyles, controlStyles, menuStyles];

  constructor() {
    super();
    this.view = null;
    this.asking = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('fullscreenchange', this.#redraw);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('fullscreenchange', this.#redraw);
  }

  override render() {
    const { view } = this;
    if (view === null) return nothing;
    const { menu } = this.#language.text;
    return html`<header>
        <h1>${menu.head}</h1>
        <p><span>${view.shop}</span><span>${view.name}</span></p>
        <button type="button" class="button primary large" @click=${() => this.#tell('ts-back')}>
          ${menu.close}
        </button>
      </header>
      <main>
        <section>${this.#cameras(view)}</section>
        <section>
          <dl>
            <div>
              <dt>${menu.connection}</dt>
              <dd>${this.#shared.text.line[view.line]}</dd>
            </div>
          </dl>
          ${this.#leave()}
        </section>
      </main>
      <footer>
        <button type="button" class="button large" @click=${() => this.#tell('ts-sound')}>
          ${menu.sound}
        </button>
        <button type="button" class="button large" @click=${() => void toggleFullscreen()}>
          ${document.fullscreenElement === null ? menu.fullscreen : menu.fullscreenLeave}
        </button>
        <button type="button" class="button large" @click=${() => location.reload()}>
          ${menu.reload}
        </button>
      </footer>`;
  }

  #cameras({ cameras, cameraId }: ShopMenuView) {
    const { menu } = this.#language.text;
    return html`<label>
      ${menu.camera}
      <select name="camera" @change=${(event: Event) => this.#chooseCamera(event)}>
        <option value="" ?selected=${cameraId === null}>${menu.cameraAuto}</option>
        ${cameras.map(
          (choice, index) =>
            html`<option value=${choice.cameraId} ?selected=${cameraId === choice.cameraId}>
              ${choice.label === '' ? menu.cameraNumber(String(index + 1)) : choice.label}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #leave() {
    const { menu } = this.#language.text;
    return html`<div class="leave">
      <button type="button" class="button large" @click=${() => this.#ask(true)}>
        ${menu.leave}
      </button>
      <ts-dialog heading=${menu.leave} ?open=${this.asking} @ts-close=${() => this.#ask(false)}>
        <p>${menu.leaveSure}</p>
        <button slot="actions" class="button large" @click=${() => this.#ask(false)}>
          ${menu.cancel}
        </button>
        <button
          slot="actions"
          class="button primary large"
          @click=${() => {
            this.#ask(false);
            this.#tell('ts-leave');
          }}
        >
          ${menu.leaveYes}
        </button>
      </ts-dialog>
    </div>`;
  }

  #ask(asking: boolean): void {
    this.asking = asking;
  }

  #chooseCamera(event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const detail = event.target.value === '' ? null : event.target.value;
    this.dispatchEvent(
      new CustomEvent<string | null>('ts-camera', { detail, bubbles: true, composed: true }),
    );
  }

  #tell(name: 'ts-back' | 'ts-leave' | 'ts-sound'): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
customElements.define('ts-shop-menu', TsShopMenu);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-menu': TsShopMenu;
  }
}
