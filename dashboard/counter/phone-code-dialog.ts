/** `<ts-phone-code-dialog>`: the one-time code by which somebody comes to a phone. */
import { css, html, LitElement, nothing } from 'lit';
import type { TransferCode } from '#domain/contract/people.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { enrollDialogStyles } from '../enroll-dialog.css.ts';
import { phoneAddress, timeLeft } from '../enrollment.ts';
import { messages } from '../languages/index.ts';

/**
 * @property shown     the code; `null`: closed
 * @property nickname  of whom it brings
 * @fires ts-renew     another code
 * @fires ts-close
 */
export class TsPhoneCodeDialog extends LitElement {
  static override properties = { shown: { attribute: false }, nickname: { type: String } };
  declare shown: TransferCode | null;
  declare nickname: string;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second');

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    enrollDialogStyles,
    css`
      /* No line of its own: a card is printed from this page, alone on its sheet. */
      :host {
        display: contents;
      }
      .ends {
        margin-block-start: 16px;
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.shown = null;
    this.nickname = '';
  }

  override render() {
    const text = this.#language.text.counter.toPhone;
    return html`<ts-dialog .open=${this.shown !== null} heading=${text.heading}>
      ${this.shown === null ? nothing : this.#code(this.shown)}
    </ts-dialog>`;
  }

  #code({ code, expiresAt }: TransferCode) {
    const { counter, kiosks, close } = this.#language.text;
    const text = counter.toPhone;
    const left = timeLeft(expiresAt, this.#clock.nowMs);
    return html`<p>${text.lead(this.nickname)}</p>
      <div class="shown" ?data-expired=${left === null}>
        <p class="code figure">${code}</p>
        ${qrTemplate(qrCode(phoneAddress(location.origin, code), 'M'), text.qr)}
      </div>
      <p class="address">${text.typed} <b>${location.origin}/phone/move</b></p>
      <p class="ends">${text.ends}</p>
      <div class="actions">
        <p class="left" role="status">
          ${left === null ? kiosks.codeExpired : kiosks.codeLeft(left)}
        </p>
        <button
          class=${left === null ? 'button primary' : 'button'}
          @click=${() => this.dispatchEvent(new CustomEvent('ts-renew'))}
        >
          ${kiosks.codeNew}
        </button>
        <button class="button" @click=${() => this.dispatchEvent(new CustomEvent('ts-close'))}>
          ${close}
        </button>
      </div>`;
  }
}
customElements.define('ts-phone-code-dialog', TsPhoneCodeDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-code-dialog': TsPhoneCodeDialog;
  }
}
