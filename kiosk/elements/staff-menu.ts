/** `<ts-kiosk-menu>`: what staff set on the tablet, and how it is doing. Counts only, no names. */
import { html, LitElement, nothing } from 'lit';
import type { Direction } from '#domain/check-in.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/icons/icon.ts';
import type { Formats } from '#ui/language/formats.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { LANGUAGE_NAMES, LANGUAGES, isLanguage } from '#ui/language/language.ts';
import type { CameraChoice, CameraState } from '../camera-controller.ts';
import type { DecoderEngine } from '../camera-decoder.ts';
import type { Preferences } from '../device-store.ts';
import { toggleFullscreen } from '../fullscreen.ts';
import type { LinkState } from '../kiosk-link.ts';
import { messages } from '../languages/index.ts';
import type { NfcState } from '../nfc-controller.ts';
import type { OutboxCounts } from '../outbox.ts';
import { screenStyles } from './screen-styles.ts';
import { menuStyles } from './staff-menu-styles.ts';

export interface MenuView {
  readonly activity: string;
  readonly kiosk: string;
  readonly preferences: Preferences;
  readonly cameras: readonly CameraChoice[];
  readonly camera: CameraState;
  readonly engine: DecoderEngine | null;
  readonly nfc: NfcState;
  readonly line: LinkState;
  readonly counts: OutboxCounts;
  readonly clockOffsetMs: number | null;
}

/**
 * @property view
 * @fires ts-prefer      detail: Preferences
 * @fires ts-leave       staff confirmed that the tablet leaves its activity
 * @fires ts-sound, ts-reload, ts-back
 */
export class TsKioskMenu extends LitElement {
  static override properties = { view: { attribute: false }, asking: { state: true } };
  declare view: MenuView | null;
  declare asking: boolean;

  readonly #language = new LanguageController(this, messages);
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
    const { staff } = this.#language.text;
    return html`<header>
        <h1>${staff.head}</h1>
        <p><span>${view.activity}</span><span>${view.kiosk}</span></p>
        <button type="button" class="button primary large" @click=${() => this.#tell('ts-back')}>
          ${staff.close}
        </button>
      </header>
      <main>
        <section>${this.#choices(view)}</section>
        <section>${this.#figures(view)} ${this.#leave(view)}</section>
      </main>
      <footer>
        <button type="button" class="button large" @click=${() => this.#tell('ts-sound')}>
          ${staff.sound}
        </button>
        <button type="button" class="button large" @click=${() => void toggleFullscreen()}>
          ${document.fullscreenElement === null ? staff.fullscreen : staff.fullscreenLeave}
        </button>
        <button type="button" class="button large" @click=${() => this.#tell('ts-reload')}>
          ${staff.reload}
        </button>
      </footer>`;
  }

  #choices(view: MenuView) {
    const { staff } = this.#language.text;
    const { preferences } = view;
    return html`<fieldset>
        <legend>${staff.mode}</legend>
        <div class="segments">
          ${this.#mode(preferences, 'in', staff.modeIn)}
          ${this.#mode(preferences, 'out', staff.modeOut)}
        </div>
      </fieldset>
      <label>
        ${staff.camera}
        <select
          name="camera"
          @change=${(event: Event) => {
            const cameraId = valueOf(event);
            this.#prefer({ ...preferences, cameraId: cameraId === '' ? null : cameraId });
          }}
        >
          <option value="" ?selected=${preferences.cameraId === null}>${staff.cameraAuto}</option>
          ${view.cameras.map(
            ({ cameraId, label }, index) =>
              html`<option value=${cameraId} ?selected=${preferences.cameraId === cameraId}>
                ${label === '' ? staff.cameraNumber(String(index + 1)) : label}
              </option>`,
          )}
        </select>
      </label>
      <label>
        ${staff.language}
        <select
          name="language"
          @change=${(event: Event) => {
            const language = valueOf(event);
            if (isLanguage(language)) this.#prefer({ ...preferences, language });
          }}
        >
          ${LANGUAGES.map(
            (language) =>
              html`<option value=${language} ?selected=${preferences.language === language}>
                ${LANGUAGE_NAMES[language]}
              </option>`,
          )}
        </select>
      </label>`;
  }

  #mode(preferences: Preferences, direction: Direction, words: string) {
    const isChosen = preferences.direction === direction;
    return html`<button
      type="button"
      data-mode=${direction}
      aria-pressed=${isChosen ? 'true' : 'false'}
      @click=${() => this.#prefer({ ...preferences, direction })}
    >
      <ts-icon name=${direction === 'in' ? 'arrow-in' : 'arrow-out'}></ts-icon>${words}
    </button>`;
  }

  #figures(view: MenuView) {
    const { text, formats } = this.#language;
    const { staff } = text;
    const { counts } = view;
    const offset = view.clockOffsetMs;
    const rows: readonly (readonly [string, string])[] = [
      [staff.connection, view.line === 'doubtful' ? staff.doubtful : text.line[view.line]],
      [staff.waiting, formats.number(counts.waiting)],
      [staff.booking, formats.number(counts.booking)],
      [staff.quarantined, formats.number(counts.quarantined)],
      [staff.elsewhere, formats.number(counts.elsewhere)],
      [
        staff.camera,
        staff.cameraBy(staff.cameraStates[view.camera], staff.decoder[view.engine ?? 'none']),
      ],
      [staff.nfc, staff.nfcStates[view.nfc]],
      [
        staff.clock,
        offset === null ? staff.clockUnknown : staff.clockOffset(signedSeconds(offset, formats)),
      ],
    ];
    return html`<dl>
        ${rows.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${counts.quarantined > 0 ? html`<p class="hint">${staff.quarantinedHint}</p>` : nothing}`;
  }

  /** Scans that the books do not have keep the tablet enrolled: only here they can be sent from. */
  #leave({ counts }: MenuView) {
    const { text, formats } = this.#language;
    const { staff } = text;
    const unsettled = counts.waiting + counts.booking;
    return html`<div class="leave">
      <button
        type="button"
        class="button large"
        ?disabled=${unsettled > 0}
        @click=${() => {
          this.asking = true;
        }}
      >
        ${staff.leave}
      </button>
      ${unsettled > 0 ? html`<p>${staff.leaveRefused(formats.number(unsettled))}</p>` : nothing}
      <ts-dialog
        heading=${staff.leave}
        ?open=${this.asking}
        @ts-close=${() => {
          this.asking = false;
        }}
      >
        <p>${staff.leaveSure}</p>
        <button
          slot="actions"
          class="button large"
          @click=${() => {
            this.asking = false;
          }}
        >
          ${staff.cancel}
        </button>
        <button
          slot="actions"
          class="button primary large"
          @click=${() => {
            this.asking = false;
            this.#tell('ts-leave');
          }}
        >
          ${staff.leaveYes}
        </button>
      </ts-dialog>
    </div>`;
  }

  #prefer(preferences: Preferences): void {
    this.dispatchEvent(new CustomEvent<Preferences>('ts-prefer', { detail: preferences }));
  }

  #tell(name: 'ts-back' | 'ts-leave' | 'ts-reload' | 'ts-sound'): void {
    this.dispatchEvent(new CustomEvent(name));
  }
}
customElements.define('ts-kiosk-menu', TsKioskMenu);

function signedSeconds(offsetMs: number, formats: Formats): string {
  const seconds = Math.round(offsetMs / 100) / 10;
  return seconds === 0 ? '0' : formats.signedNumber(seconds);
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-menu': TsKioskMenu;
  }
}
