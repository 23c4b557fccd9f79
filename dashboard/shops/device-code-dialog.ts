/** `<ts-device-code-dialog>`: the one-time code of a shop's device; it sees by itself when it is used. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { CreatedShopDevice, ShopInList } from '#domain/contract/shops.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { enrollDialogStyles } from '../enroll-dialog.css.ts';
import { kioskAddress, timeLeft } from '../enrollment.ts';
import { messages } from '../languages/index.ts';

const LOOK_EVERY_MS = 3_000;

export interface ShownCode {
  created: CreatedShopDevice;
  name: string;
  /** When the tablet before it was enrolled; another time means that the code was used. */
  enrolledBefore: string | null;
}

/**
 * @fires ts-look   read the shops again
 * @fires ts-renew  another code; detail: deviceId
 * @fires ts-close
 */
export class TsDeviceCodeDialog extends LitElement {
  static override properties = { shown: { attribute: false }, devices: { attribute: false } };
  /** `null`: closed. */
  declare shown: ShownCode | null;
  declare devices: ShopInList['devices'];

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second');
  #timer: ReturnType<typeof setInterval> | undefined;

  static override styles = [resetStyles, figureStyles, controlStyles, enrollDialogStyles];

  constructor() {
    super();
    this.shown = null;
    this.devices = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('shown')) return;
    clearInterval(this.#timer);
    if (this.shown === null) return;
    this.#timer = setInterval(() => this.dispatchEvent(new CustomEvent('ts-look')), LOOK_EVERY_MS);
  }

  override render() {
    const text = this.#language.text.kiosks;
    const { shown } = this;
    const enrolled = shown !== null && this.#isEnrolled(shown);
    const heading =
      shown === null ? '' : enrolled ? text.enrolled(shown.name) : text.codeHeading(shown.name);
    return html`<ts-dialog .open=${shown !== null} heading=${heading}>
      ${shown === null ? nothing : enrolled ? this.#enrolled() : this.#code(shown)}
    </ts-dialog>`;
  }

  #isEnrolled({ created, enrolledBefore }: ShownCode): boolean {
    const device = this.devices.find(({ deviceId }) => deviceId === created.deviceId);
    return device?.state === 'enrolled' && device.enrolledAt !== enrolledBefore;
  }

  #enrolled() {
    const text = this.#language.text;
    return html`<div class="enrolled" role="status">
      <ts-ring state="admitted"></ts-ring>
      <p>${text.shops.deviceReady}</p>
      <button class="button primary" @click=${() => this.#close()}>${text.kiosks.done}</button>
    </div>`;
  }

  #code({ created }: ShownCode) {
    const text = this.#language.text.kiosks;
    const left = timeLeft(created.expiresAt, this.#clock.nowMs);
    const code = qrCode(kioskAddress(location.origin, created.enrollmentCode), 'M');
    return html`<p>${text.codeLead}</p>
      <div class="shown" ?data-expired=${left === null}>
        <p class="code figure">${created.enrollmentCode}</p>
        ${qrTemplate(code, text.codeQr)}
      </div>
      <p class="address">${text.codeAddress} <b>${location.origin}/kiosk/</b></p>
      <div class="actions">
        <p class="left" role="status">${left === null ? text.codeExpired : text.codeLeft(left)}</p>
        <button
          class=${left === null ? 'button primary' : 'button'}
          @click=${() =>
            this.dispatchEvent(new CustomEvent('ts-renew', { detail: created.deviceId }))}
        >
          ${text.codeNew}
        </button>
        <button class="button" @click=${() => this.#close()}>${this.#language.text.close}</button>
      </div>`;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-device-code-dialog', TsDeviceCodeDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-device-code-dialog': TsDeviceCodeDialog;
  }
}
