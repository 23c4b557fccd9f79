/** `<ts-enroll-dialog>`: a kiosk gets a name and a code; the dialog sees by itself when it is used. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import * as v from 'valibot';
import { NewKioskSchema, type CreatedKiosk, type Kiosk } from '#domain/contract/kiosks.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestAnswer, RequestProblemCode } from '#ui/problem.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { enrollDialogStyles } from './enroll-dialog.css.ts';
import { kioskAddress, timeLeft } from './enrollment.ts';
import { messages, problemText } from './languages/index.ts';
import { createKiosk, newEnrollmentCode } from './staff-api.ts';

type Step =
  | { name: 'closed' }
  | { name: 'naming' }
  /** `enrolledBefore`: when the tablet before it was enrolled; another time means that it worked. */
  | { name: 'code'; kioskName: string; created: CreatedKiosk; enrolledBefore: string | null }
  | { name: 'enrolled'; kioskName: string };

/** @fires ts-close */
export class TsEnrollDialog extends LitElement {
  static override properties = {
    activityId: { attribute: false },
    enrolling: { attribute: false },
    kiosks: { attribute: false },
    nowMs: { attribute: false },
    step: { state: true },
    error: { state: true },
    failure: { state: true },
  };
  declare activityId: string;
  /** `'new'`, a kiosk's id to enroll it again, or `null`: closed. */
  declare enrolling: string | null;
  declare kiosks: Kiosk[];
  declare nowMs: number;
  declare step: Step;
  declare error: 'missing' | 'long' | null;
  declare failure: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);
  #name = '';

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    enrollDialogStyles,
  ];

  constructor() {
    super();
    this.activityId = '';
    this.enrolling = null;
    this.kiosks = [];
    this.nowMs = Date.now();
    this.step = { name: 'closed' };
    this.error = null;
    this.failure = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('enrolling')) this.#begin();
    const { step } = this;
    if (step.name !== 'code') return;
    const kiosk = this.kiosks.find(({ kioskId }) => kioskId === step.created.kioskId);
    if (kiosk?.state === 'enrolled' && kiosk.enrolledAt !== step.enrolledBefore) {
      this.step = { name: 'enrolled', kioskName: kiosk.name };
    }
  }

  override render() {
    const text = this.#language.text.kiosks;
    const { step } = this;
    const heading =
      step.name === 'code'
        ? text.codeHeading(step.kioskName)
        : step.name === 'enrolled'
          ? text.enrolled(step.kioskName)
          : text.newHeading;
    return html`<ts-dialog .open=${step.name !== 'closed'} heading=${heading}>
      ${
        this.failure === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemText(this.#language.text, this.failure)}
            ></ts-notice>`
      }
      ${this.#content()}
    </ts-dialog>`;
  }

  #content() {
    const { step } = this;
    switch (step.name) {
      case 'closed':
        return nothing;
      case 'naming':
        return this.#naming();
      case 'code':
        return this.#code(step);
      case 'enrolled':
      default:
        return html`<div class="enrolled" role="status">
          <ts-ring state="admitted"></ts-ring>
          <p>${this.#language.text.kiosks.enrolledHint}</p>
          <button class="button primary" @click=${() => this.#close()}>
            ${this.#language.text.kiosks.done}
          </button>
        </div>`;
    }
  }

  #naming() {
    const text = this.#language.text.kiosks;
    const errors = { missing: text.nameMissing, long: text.nameLong };
    return html`<form novalidate @submit=${(event: SubmitEvent) => void this.#create(event)}>
      ${textField({
        name: 'kiosk-name',
        label: text.name,
        hint: text.nameHint,
        value: this.#name,
        error: this.error === null ? undefined : errors[this.error],
        required: true,
        onInput: (value) => (this.#name = value),
      })}
      <div class="actions">
        <button type="button" class="button" @click=${() => this.#close()}>
          ${this.#language.text.cancel}
        </button>
        <button class="button primary">${text.create}</button>
      </div>
    </form>`;
  }

  #code(step: Extract<Step, { name: 'code' }>) {
    const text = this.#language.text.kiosks;
    const { enrollmentCode, expiresAt, kioskId } = step.created;
    const left = timeLeft(expiresAt, this.nowMs);
    const code = qrCode(kioskAddress(location.origin, enrollmentCode), 'M');
    return html`<div class="code-step">
      <p>${text.codeLead}</p>
      <div class="shown" ?data-expired=${left === null}>
        <p class="code figure">${enrollmentCode}</p>
        ${qrTemplate(code, text.codeQr)}
      </div>
      <p class="address">${text.codeAddress} <b>${location.origin}/kiosk/</b></p>
      <div class="actions">
        <p class="left" role="status">${left === null ? text.codeExpired : text.codeLeft(left)}</p>
        <button
          class=${left === null ? 'button primary' : 'button'}
          @click=${() => void this.#renew(kioskId, step.kioskName)}
        >
          ${text.codeNew}
        </button>
        <button class="button" @click=${() => this.#close()}>${this.#language.text.close}</button>
      </div>
    </div>`;
  }

  #begin(): void {
    this.error = null;
    this.failure = null;
    this.#name = '';
    if (this.enrolling === null) {
      this.step = { name: 'closed' };
      return;
    }
    this.step = { name: 'naming' };
    const kiosk = this.kiosks.find(({ kioskId }) => kioskId === this.enrolling);
    if (kiosk !== undefined) {
      this.step = { name: 'closed' };
      void this.#renew(kiosk.kioskId, kiosk.name);
    }
  }

  async #create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const parsed = v.safeParse(NewKioskSchema.entries.name, this.#name);
    this.error = parsed.success ? null : this.#name.trim() === '' ? 'missing' : 'long';
    if (!parsed.success) {
      this.renderRoot.querySelector('input')?.focus();
      return;
    }
    const { activityId } = this;
    this.#show(await createKiosk({ activityId, name: parsed.output }), parsed.output);
  }

  async #renew(kioskId: string, kioskName: string): Promise<void> {
    this.#show(await newEnrollmentCode(kioskId), kioskName);
  }

  #show(answer: RequestAnswer<CreatedKiosk>, kioskName: string): void {
    if (this.enrolling === null) return;
    this.failure = answer.ok ? null : answer.code;
    if (!answer.ok) {
      if (this.step.name === 'closed') this.step = { name: 'naming' };
      return;
    }
    const created = answer.value;
    const before = this.kiosks.find(({ kioskId }) => kioskId === created.kioskId);
    const enrolledBefore = before?.enrolledAt ?? null;
    this.step = { name: 'code', kioskName, created, enrolledBefore };
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-enroll-dialog', TsEnrollDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-enroll-dialog': TsEnrollDialog;
  }
}
