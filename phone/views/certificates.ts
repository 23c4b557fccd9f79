/** `<ts-phone-certificates>`: certificates of one's activities, made and carried away as a PDF. */
import { css, html, LitElement, nothing } from 'lit';
import { CertificateListSchema, type CertificateInList } from '#domain/contract/certificates.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import {
  canShareDocuments,
  fetchDocument,
  saveDocument,
  shareDocument,
} from '../certificate-document.ts';
import '../elements/certificate-form.ts';
import type { CertificateYear } from '../elements/certificate-form.ts';
import { emptyState, listState } from '../elements/list-states.ts';
import { usesStyles } from '../elements/uses-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages } from '../languages/uses/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ME_PATH } from '../routes.ts';
import { SessionController } from '../session-controller.ts';

export class TsPhoneCertificates extends LitElement {
  static override properties = {
    session: { attribute: false },
    making: { state: true },
    made: { state: true },
    opening: { state: true },
    failed: { state: true },
  };
  declare session: PhoneSession;
  /** The year that one is being made for; `null`: the form is shut. */
  declare making: CertificateYear | null;
  /** The one that has just come. */
  declare made: string | null;
  /** The one whose PDF is on its way, and the one whose PDF did not come. */
  declare opening: string | null;
  declare failed: string | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #list: KeptList<typeof CertificateListSchema>;

  static override styles = [
    resetStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        padding-block-start: 8px;
      }
      h1 {
        font-size: var(--ts-text-28);
      }
      section {
        margin-block-start: 24px;
      }
      h2 {
        margin-block-end: 12px;
      }
      .certificate {
        display: grid;
        gap: 12px;
        padding-block: 16px;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
      }
      .actions .button {
        flex: 1 1 40%;
      }
      .off {
        display: flex;
        align-items: baseline;
        gap: 8px;
        color: var(--ts-refused-mark);
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.making = null;
    this.made = null;
    this.opening = null;
    this.failed = null;
    this.#list = new KeptList(this, CertificateListSchema, '/api/me/certificates');
  }

  override render() {
    const { text } = this.#language;
    return html`<a class="back" href=${ME_PATH}><ts-icon name="right"></ts-icon>${text.back}</a>
      <h1>${text.certificates.heading}</h1>
      <p class="quiet">${text.certificates.lead}</p>
      ${listState(this.#language, this.#list)} ${this.#made()} ${this.#years()}
      <ts-certificate-form
        .session=${this.session}
        .year=${this.making}
        @ts-made=${(event: CustomEvent<CertificateInList>) => void this.#take(event.detail)}
        @ts-close=${() => (this.making = null)}
      ></ts-certificate-form>`;
  }

  #years() {
    const { text, formats } = this.#language;
    const list = this.#list.value;
    if (list === null) return nothing;
    if (list.years.length === 0) {
      return emptyState(text.certificates.yearsNone, text.certificates.yearsNoneHint);
    }
    return html`<section>
      <h2>${text.certificates.years}</h2>
      <ul class="rows">
        ${list.years.map(
          (year) =>
            html`<li class="row">
              <div>
                <p class="name year">${formats.fiscalYear(year.fiscalYear)}</p>
                <p class="quiet">${this.#sum(year)}</p>
              </div>
              <button class="button primary" @click=${() => (this.making = year)}>
                ${text.certificates.make}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #made() {
    const { text } = this.#language;
    const certificates = this.#list.value?.certificates ?? [];
    if (certificates.length === 0) return nothing;
    return html`<section>
      <h2>${text.certificates.list}</h2>
      <p role="status">
        ${
          this.made === null
            ? nothing
            : html`<span class="done"
                ><ts-icon name="check"></ts-icon>${text.certificates.made}</span
              >`
        }
      </p>
      <ul class="rows">
        ${certificates.map((certificate) => this.#certificate(certificate))}
      </ul>
    </section>`;
  }

  #certificate(certificate: CertificateInList) {
    const { text, formats } = this.#language;
    const { certificateId, revokedAt } = certificate;
    return html`<li class="certificate ${certificateId === this.made ? 'arriving' : ''}">
      <div>
        <p class="name"><b>${certificate.name}</b></p>
        <p class="year">${formats.fiscalYear(certificate.fiscalYear)} ${this.#sum(certificate)}</p>
        <p class="quiet">${text.certificates.issued(formats.dateWithYear(certificate.issuedAt))}</p>
        ${
          revokedAt === null
            ? nothing
            : html`<p class="off"><ts-icon name="stop"></ts-icon>${text.certificates.revoked}</p>`
        }
      </div>
      ${revokedAt === null ? this.#actions(certificate) : nothing}
    </li>`;
  }

  #actions(certificate: CertificateInList) {
    const { text } = this.#language;
    const isOpening = this.opening === certificate.certificateId;
    const button = (words: string, use: (file: File) => Promise<boolean> | void) =>
      html`<button
        class="button"
        ?disabled=${this.opening !== null}
        @click=${() => void this.#open(certificate, use)}
      >
        ${words}
      </button>`;
    return html`<div class="actions">
        ${button(isOpening ? text.certificates.opening : text.certificates.open, saveDocument)}
        ${canShareDocuments() ? button(text.certificates.share, shareDocument) : nothing}
      </div>
      ${
        this.failed === certificate.certificateId
          ? html`<p class="trouble" role="alert">
              <ts-icon name="stop"></ts-icon>${text.certificates.openFailed}
            </p>`
          : nothing
      }`;
  }

  #sum({ participations, minutes }: { participations: number; minutes: number }): string {
    const { text, formats } = this.#language;
    const times = text.certificates.participations(formats.number(participations));
    if (minutes === 0) return times;
    return `${times}・${text.certificates.duration(Math.floor(minutes / 60), minutes % 60)}`;
  }

  async #take(certificate: CertificateInList): Promise<void> {
    this.making = null;
    this.made = certificate.certificateId;
    await this.#list.load();
    scrollTo({ top: 0 });
  }

  async #open(
    certificate: CertificateInList,
    use: (file: File) => Promise<boolean> | void,
  ): Promise<void> {
    const { text, formats } = this.#language;
    const { certificateId } = certificate;
    this.opening = certificateId;
    this.failed = null;
    const fileName = text.certificates.file(formats.fiscalYear(certificate.fiscalYear));
    const { session } = this;
    const file = await fetchDocument({ session, certificateId, fileName });
    const isDone = file !== null && (await use(file)) !== false;
    this.opening = null;
    if (!isDone) this.failed = certificateId;
  }
}
customElements.define('ts-phone-certificates', TsPhoneCertificates);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-certificates': TsPhoneCertificates;
  }
}
