/** `<ts-kiosk-details>`: everything about one kiosk, its exit PIN on demand, and its end. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Kiosk } from '#domain/contract/kiosks.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { healthWord, kioskHealth } from './kiosk-health.ts';
import { messages, problemText } from './languages/index.ts';
import { revokeKiosk } from './staff-api.ts';

const fact = (name: string, value: unknown) =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

/**
 * @fires ts-close
 * @fires ts-enroll  the kiosk is to be enrolled again; detail: its id
 */
export class TsKioskDetails extends LitElement {
  static override properties = {
    kiosk: { attribute: false },
    pinShown: { state: true },
    revoking: { state: true },
    failure: { state: true },
  };
  /** `null`: closed. */
  declare kiosk: Kiosk | null;
  declare pinShown: boolean;
  declare revoking: boolean;
  declare failure: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      dl > div {
        display: grid;
        grid-template-columns: 10em minmax(0, 1fr);
        gap: 4px 16px;
        align-items: baseline;
        padding-block: 8px;
        border-block-start: var(--ts-border);
      }
      dt {
        color: var(--ts-ink-2);
      }
      .pin {
        margin-inline-end: 16px;
        font-size: 22px;
        letter-spacing: 0.06em;
      }
      ts-notice {
        margin-block: 16px;
      }
    `,
  ];

  constructor() {
    super();
    this.kiosk = null;
    this.pinShown = false;
    this.revoking = false;
    this.failure = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('kiosk');
    if (!changed.has('kiosk') || before?.kioskId === this.kiosk?.kioskId) return;
    this.pinShown = false;
    this.revoking = false;
    this.failure = null;
  }

  override render() {
    const { kiosk } = this;
    const text = this.#language.text.kiosks;
    const heading =
      kiosk === null ? '' : this.revoking ? text.revokeHeading(kiosk.name) : kiosk.name;
    return html`<ts-dialog .open=${kiosk !== null} heading=${heading}>
      ${
        this.failure === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemText(this.#language.text, this.failure)}
            ></ts-notice>`
      }
      ${kiosk === null ? nothing : this.revoking ? this.#revocation(kiosk) : this.#facts(kiosk)}
    </ts-dialog>`;
  }

  #facts(kiosk: Kiosk) {
    const text = this.#language.text.kiosks;
    const { number, timeWithSeconds, date } = this.#language.formats;
    const { status } = kiosk;
    const offsetMs = status?.clockOffsetMs ?? null;
    const seconds = ((offsetMs ?? 0) / 1000).toFixed(1).replace('-', '−');
    return html`<dl>
        ${fact(text.state, healthWord(kioskHealth(kiosk), text))}
        ${
          kiosk.lastSeenAt === null
            ? nothing
            : fact(text.lastSeen, `${date(kiosk.lastSeenAt)} ${timeWithSeconds(kiosk.lastSeenAt)}`)
        }
        ${
          status === null
            ? nothing
            : html`${fact(text.waiting, text.countUnit(number(status.waiting)))}
              ${fact(text.booking, text.countUnit(number(status.booking)))}
              ${fact(text.camera, text.cameraState[status.camera])}
              ${fact(text.clock, offsetMs === null ? text.notMeasured : text.clockValue(seconds))}`
        }
        ${fact(
          text.pin,
          html`<span class="pin figure">${this.pinShown ? kiosk.exitPin : '••••••'}</span
            ><button class="link" @click=${() => (this.pinShown = !this.pinShown)}>
              ${this.pinShown ? text.pinHide : text.pinShow}
            </button>`,
        )}
      </dl>
      ${
        kiosk.state === 'revoked'
          ? nothing
          : html`<button slot="actions" class="button" @click=${() => (this.revoking = true)}>
                ${text.revoke}
              </button>
              <button
                slot="actions"
                class="button"
                @click=${() =>
                  this.dispatchEvent(new CustomEvent('ts-enroll', { detail: kiosk.kioskId }))}
              >
                ${text.reenroll}
              </button>`
      }
      <button slot="actions" class="button primary" @click=${() => this.#close()}>
        ${this.#language.text.close}
      </button>`;
  }

  #revocation(kiosk: Kiosk) {
    const text = this.#language.text.kiosks;
    const waiting = kiosk.status?.waiting ?? 0;
    return html`<p>${text.revokeLead}</p>
      ${
        waiting === 0
          ? nothing
          : html`<ts-notice
              kind="stale"
              icon="stored"
              heading=${text.revokeUnsent(this.#language.formats.number(waiting))}
            ></ts-notice>`
      }
      <button slot="actions" class="button" @click=${() => (this.revoking = false)}>
        ${this.#language.text.back}
      </button>
      <button slot="actions" class="button primary" @click=${() => void this.#revoke(kiosk)}>
        ${text.revokeYes}
      </button>`;
  }

  async #revoke(kiosk: Kiosk): Promise<void> {
    const answer = await revokeKiosk(kiosk.kioskId);
    if (answer.ok) this.#close();
    else this.failure = answer.code;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-kiosk-details', TsKioskDetails);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-details': TsKioskDetails;
  }
}
