/** `<ts-shop-desk>`: the tablet in a shop. Shows the screen that its session is at. */
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { Language } from '#ui/language/language.ts';
import type { CameraChoice, CameraState } from '../camera-controller.ts';
import { shopMessages } from '../languages/shop/index.ts';
import { SHOP_READY, type ShopAnswer, type ShopState } from '../shop-desk-state.ts';
import type { ShopSession } from '../shop-session.ts';
import { problemWords, spokenShopAnswer } from '../shop-words.ts';
import './refusal.ts';
import { screenStyles } from './screen-styles.ts';
import './shop-chooser.ts';
import './shop-menu.ts';
import './shop-ready.ts';
import './shop-taken.ts';

export interface ShopCamera {
  readonly video: HTMLVideoElement;
  readonly state: CameraState;
  readonly mirrored: boolean;
  readonly choices: readonly CameraChoice[];
  /** `null`: chosen by itself. */
  readonly chosen: string | null;
}

/**
 * @property desk    the session at work
 * @property state   its present state
 * @property camera
 * @fires ts-menu      the menu was opened
 * @fires ts-camera    detail: the camera's id, or `null`
 * @fires ts-language  detail: what the clerk chose; it stays
 * @fires ts-sound, ts-leave
 */
export class TsShopDesk extends LitElement {
  static override properties = {
    desk: { attribute: false },
    state: { attribute: false },
    camera: { attribute: false },
  };
  declare desk: ShopSession | null;
  declare state: ShopState;
  declare camera: ShopCamera | null;

  readonly #language = new LanguageController(this, shopMessages);
  #shownLanguage: Language | null = null;
  readonly #touched = () => this.desk?.touch();

  static override styles = [screenStyles];

  constructor() {
    super();
    this.desk = null;
    this.state = SHOP_READY;
    this.camera = null;
    this.addEventListener('pointerdown', this.#touched);
    this.addEventListener('keydown', this.#touched);
  }

  protected override updated(): void {
    const before = this.#shownLanguage;
    this.#shownLanguage = this.#language.current;
    if (before === null || before === this.#shownLanguage) return;
    this.dispatchEvent(new CustomEvent('ts-language', { detail: this.#shownLanguage }));
  }

  override render() {
    const { desk, camera, state } = this;
    if (desk === null || camera === null) return nothing;
    const isBehind = state.screen !== 'ready' && state.screen !== 'reading';
    return html`<ts-shop-ready
        ?inert=${isBehind}
        .view=${{
          shop: desk.shop,
          name: desk.name,
          line: desk.line,
          redeemedToday: desk.redeemedToday,
          hasNewest: desk.hasNewest,
          checking: state.screen === 'reading',
        }}
        .camera=${camera}
        @ts-held=${() => this.#openMenu(desk)}
      ></ts-shop-ready>
      ${this.#screen(desk, camera, state)}
      <p class="visually-hidden" role="status" aria-live="assertive">${this.#spoken(state)}</p>`;
  }

  #screen(desk: ShopSession, camera: ShopCamera, state: ShopState) {
    switch (state.screen) {
      case 'ready':
      case 'reading':
        return nothing;
      case 'choosing':
      case 'asking':
        return html`<ts-shop-chooser
          .state=${state}
          @ts-choose=${(event: CustomEvent<Parameters<ShopSession['choose']>[0]>) =>
            desk.choose(event.detail)}
          @ts-decline=${() => desk.dispatch({ type: 'declined' })}
          @ts-confirm=${() => void desk.confirm()}
          @ts-back=${() => desk.dispatch({ type: 'returned' })}
        ></ts-shop-chooser>`;
      case 'answer':
        return keyed(state.number, this.#answer(desk, state.answer, state.returnsAfterMs));
      case 'menu':
        return html`<ts-shop-menu
          .view=${{
            shop: desk.shop.name,
            name: desk.name,
            line: desk.line,
            cameras: camera.choices,
            cameraId: camera.chosen,
          }}
          @ts-back=${() => desk.dispatch({ type: 'returned' })}
        ></ts-shop-menu>`;
    }
  }

  /** A new element for each answer; with it goes everything that it knew (KS1). */
  #answer(desk: ShopSession, answer: ShopAnswer, returnsAfterMs: number) {
    const { text, formats } = this.#language;
    if (answer.kind === 'problem') {
      return html`<ts-kiosk-refusal
        .words=${problemWords(answer, text, formats)}
        place=${desk.shop.name}
        .at=${desk.now()}
        .returnsAfterMs=${returnsAfterMs}
      ></ts-kiosk-refusal>`;
    }
    return html`<ts-shop-taken
      .answer=${answer}
      shop=${desk.shop.name}
      .at=${desk.now()}
      .returnsAfterMs=${returnsAfterMs}
    ></ts-shop-taken>`;
  }

  #spoken(state: ShopState): string {
    if (state.screen !== 'answer') return '';
    const { text, formats, current } = this.#language;
    return spokenShopAnswer(state.answer, text, formats, current);
  }

  #openMenu(desk: ShopSession): void {
    desk.dispatch({ type: 'menu-asked' });
    this.dispatchEvent(new CustomEvent('ts-menu'));
  }
}
customElements.define('ts-shop-desk', TsShopDesk);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-desk': TsShopDesk;
  }
}
