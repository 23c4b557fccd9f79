/** `<ts-kiosk-enroll>`: binds the tablet to an activity or a shop by eight signs, typed, tapped or held up. */
import { html, LitElement, nothing } from 'lit';
import { CODE_ALPHABET } from '#domain/contract/values.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import '#ui/mark.ts';
import type { CameraState } from '../camera-controller.ts';
import type { Enrollment } from '../device-store.ts';
import {
  ENROLLMENT_CODE_LENGTH,
  strangeSignIn,
  tidyEnrollmentCode,
  writtenEnrollmentCode,
} from '../enrollment-code.ts';
import { enrollKiosk, type EnrollmentProblem } from '../enrolling.ts';
import type { EnrollmentNotice } from '../kiosk-state.ts';
import { messages, type Messages } from '../languages/index.ts';
import './code-keys.ts';
import { enrollStyles } from './enroll-styles.ts';
import { screenStyles } from './screen-styles.ts';
import './viewfinder.ts';

/**
 * @property notice  why the tablet is without an activity, if it had one
 * @property kept    scans that wait on this tablet for the activity to come back
 * @property video, camera  as on the attract screen; the camera runs while `looking`
 * @fires ts-enrolled  detail: Enrollment
 * @fires ts-look      detail: whether the camera is wanted
 */
export class TsKioskEnroll extends LitElement {
  static override properties = {
    notice: { type: String },
    kept: { type: Number },
    video: { attribute: false },
    camera: { type: String },
    mirrored: { type: Boolean },
    code: { state: true },
    problem: { state: true },
    sending: { state: true },
    looking: { state: true },
  };
  declare notice: EnrollmentNotice;
  declare kept: number;
  declare video: HTMLVideoElement | null;
  declare camera: CameraState;
  declare mirrored: boolean;
  declare code: string;
  declare problem: EnrollmentProblem | 'incomplete' | null;
  declare sending: boolean;
  declare looking: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [screenStyles, controlStyles, enrollStyles];

  constructor() {
    super();
    this.notice = null;
    this.kept = 0;
    this.video = null;
    this.camera = 'off';
    this.mirrored = true;
    this.code = '';
    this.problem = null;
    this.sending = false;
    this.looking = false;
  }

  /** A whole code that was read by a camera, a scanner or from the address bar. */
  async enrollWith(code: string): Promise<void> {
    this.#take(code);
    await this.#send();
  }

  override render() {
    const { text } = this.#language;
    const { enroll } = text;
    return html`<div class="top">
        <span class="brand"><ts-mark></ts-mark>${text.product}</span>
        <ts-language-switch></ts-language-switch>
      </div>
      ${this.#notices()}
      <main>
        <section class="what">
          <h1 class="by-hand">${enroll.head}</h1>
          <p class="lead">${enroll.lead}</p>
          ${
            this.looking
              ? html`<div class="finder">
                  <ts-kiosk-viewfinder
                    .video=${this.video}
                    ?live=${this.camera === 'running'}
                    ?mirrored=${this.mirrored}
                  ></ts-kiosk-viewfinder>
                  <p>${cameraWords(this.camera, text)}</p>
                </div>`
              : nothing
          }
          <button type="button" class="button large" @click=${() => this.#look(!this.looking)}>
            ${this.looking ? enroll.cameraStop : enroll.camera}
          </button>
        </section>
        ${this.#form()}
      </main>`;
  }

  #notices() {
    const { enroll } = this.#language.text;
    if (this.notice === null && this.kept === 0) return nothing;
    const scans = this.#language.formats.number(this.kept);
    return html`<div class="notices" role="status">
      ${this.notice === null ? nothing : html`<p>${enroll.notices[this.notice]}</p>`}
      ${this.kept === 0 ? nothing : html`<p>${enroll.kept(scans)}</p>`}
    </div>`;
  }

  #form() {
    const { enroll } = this.#language.text;
    const error = this.#error();
    return html`<form
      novalidate
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#send();
      }}
    >
      <label for="code">${enroll.code}</label>
      <p class="hint" id="hint">${enroll.codeHint}</p>
      <input
        id="code"
        class="figure"
        .value=${writtenEnrollmentCode(this.code)}
        placeholder="XXXX-XXXX"
        autocomplete="off"
        autocapitalize="characters"
        spellcheck="false"
        enterkeyhint="go"
        inputmode="text"
        aria-describedby="hint error"
        aria-invalid=${error === null ? 'false' : 'true'}
        @input=${(event: InputEvent) => {
          if (event.target instanceof HTMLInputElement) this.#type(event.target);
        }}
      />
      <p class="error" id="error" role="alert">
        ${error === null ? nothing : html`<ts-icon name="stop"></ts-icon><span>${error}</span>`}
      </p>
      <ts-code-keys
        signs=${CODE_ALPHABET}
        columns="10"
        label=${enroll.keys}
        eraseLabel=${enroll.erase}
        @ts-key=${(event: CustomEvent<string>) => {
          this.#take(event.detail === '' ? this.code.slice(0, -1) : this.code + event.detail);
        }}
      ></ts-code-keys>
      <button class="button primary large wide" ?disabled=${this.sending}>
        ${this.sending ? enroll.submitting : enroll.submit}
      </button>
    </form>`;
  }

  #error(): string | null {
    const { enroll } = this.#language.text;
    const strange = strangeSignIn(this.code);
    if (strange !== null) return enroll.strange(strange);
    if (this.problem === null) return null;
    return this.problem === 'incomplete' ? enroll.incomplete : enroll.problems[this.problem];
  }

  /** While an input method composes, its field is left alone. */
  #type(field: HTMLInputElement): void {
    this.#take(field.value);
    field.value = writtenEnrollmentCode(this.code);
  }

  #take(typed: string): void {
    this.code = tidyEnrollmentCode(typed);
    this.problem = null;
  }

  #look(looking: boolean): void {
    this.looking = looking;
    this.dispatchEvent(new CustomEvent('ts-look', { detail: looking }));
  }

  async #send(): Promise<void> {
    if (this.sending) return;
    if (this.code.length !== ENROLLMENT_CODE_LENGTH) {
      this.problem = 'incomplete';
      return;
    }
    this.sending = true;
    const answer = await enrollKiosk(this.code);
    this.sending = false;
    if (!answer.ok) {
      this.problem = answer.problem;
      return;
    }
    this.code = '';
    this.#look(false);
    this.dispatchEvent(new CustomEvent<Enrollment>('ts-enrolled', { detail: answer.enrollment }));
  }
}
customElements.define('ts-kiosk-enroll', TsKioskEnroll);

function cameraWords(camera: CameraState, text: Messages): string {
  return camera === 'running' ? text.enroll.cameraHint : text.camera[camera];
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-enroll': TsKioskEnroll;
  }
}
