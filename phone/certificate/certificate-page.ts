/** `<ts-certificate-page>`: is this certificate what was issued? It shows what the paper says, no more. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { ConfirmedCertificate } from '#domain/contract/certificates.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../elements/finding.ts';
import type { FindingKind } from '../elements/finding.ts';
import '../elements/public-frame.ts';
import { publicStyles } from '../elements/public-styles.ts';
import { messages } from '../languages/public/index.ts';
import { confirmCertificate, readCertificateAddress, type Confirmation } from './confirmation.ts';

type Content = ConfirmedCertificate['content'];

const KINDS: Readonly<Record<Exclude<Confirmation['state'], 'confirmed'>, FindingKind>> = {
  forged: 'wrong',
  unknown: 'wrong',
  revoked: 'wrong',
  offline: 'unknown',
  busy: 'unknown',
  incomplete: 'unknown',
};

export class TsCertificatePage extends LitElement {
  static override properties = { confirmation: { state: true } };
  /** `null`: it is being found out. */
  declare confirmation: Confirmation | null;

  readonly #language = new LanguageController(this, messages);
  readonly #readAgain = () => void this.#confirm();

  static override styles = [resetStyles, figureStyles, controlStyles, publicStyles];

  constructor() {
    super();
    this.confirmation = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Another code that is opened in the same tab may differ in its fragment alone.
    globalThis.addEventListener('hashchange', this.#readAgain);
    void this.#confirm();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('hashchange', this.#readAgain);
  }

  protected override updated(_changed: PropertyValues): void {
    document.title = this.#language.text.certificate.title;
  }

  override render() {
    const text = this.#language.text;
    return html`<ts-public-frame>
      <h1>${text.certificate.heading}</h1>
      ${
        this.confirmation === null
          ? html`<div class="waiting" role="status">
              <ts-ring state="loading" label=${text.waiting}></ts-ring>
            </div>`
          : this.#finding(this.confirmation)
      }
    </ts-public-frame>`;
  }

  #finding(confirmation: Confirmation) {
    const text = this.#language.text.certificate;
    if (confirmation.state !== 'confirmed') return this.#notConfirmed(confirmation.state);
    const { certificate, checkedHere } = confirmation;
    return html`<ts-finding kind="right" heading=${text.confirmed}>
        ${text.confirmedHint}
      </ts-finding>
      ${this.#facts(certificate.content)} ${this.#activities(certificate.content)}
      <section class="quiet">
        <p>${checkedHere ? text.checkedHere : text.checkedThere}</p>
        <p>${text.private}</p>
      </section>
      <div class="actions">
        <button class="button" @click=${() => globalThis.print()}>
          ${this.#language.text.print}
        </button>
      </div>`;
  }

  #notConfirmed(state: keyof typeof KINDS) {
    const text = this.#language.text.certificate;
    const canTryAgain = state === 'offline' || state === 'busy';
    return html`<ts-finding
        kind=${KINDS[state]}
        .icon=${state === 'offline' ? 'cloud-off' : undefined}
        heading=${text[state]}
      >
        ${text[`${state}Hint`]}
      </ts-finding>
      ${
        canTryAgain
          ? html`<div class="actions">
              <button class="button primary" @click=${this.#readAgain}>
                ${this.#language.text.tryAgain}
              </button>
            </div>`
          : nothing
      }`;
  }

  #facts(content: Content) {
    const text = this.#language.text.certificate;
    const { formats } = this.#language;
    return html`<dl class="facts">
      ${fact(text.name, content.name, 'name')}
      ${fact(text.year, formats.fiscalYear(content.fiscalYear))}
      ${fact(text.participations, text.times(formats.number(content.participations)))}
      ${fact(
        text.hours,
        content.minutes === 0 ? text.hoursUnknown : this.#duration(content.minutes),
      )}
      ${fact(text.rank, content.rankName)}
      ${fact(text.issued, formats.dateWithEra(content.issuedAt))}
      ${fact(text.number, content.certificateId, 'hash')}
    </dl>`;
  }

  #activities({ activities }: Content) {
    const text = this.#language.text.certificate;
    if (activities.length === 0) return nothing;
    return html`<section>
      <h2>${text.activities}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">${text.date}</th>
            <th scope="col">${text.activity}</th>
            <th scope="col">${text.organizer}</th>
            <th scope="col">${text.venue}</th>
            <th scope="col" class="end">${text.time}</th>
          </tr>
        </thead>
        <tbody>
          ${activities.map((activity) => this.#activity(activity))}
        </tbody>
      </table>
      <p class="quiet">${text.hoursNote}</p>
    </section>`;
  }

  #activity(activity: Content['activities'][number]) {
    // Noon in Tokyo: the same day everywhere that the formats can be read.
    const day = this.#language.formats.dateWithYear(`${activity.date}T12:00:00+09:00`);
    return html`<tr>
      <td class="nowrap">${day}</td>
      <td class="whole"><strong>${activity.name}</strong></td>
      <td class="whole">${activity.organizer}</td>
      <td class="whole">${activity.venue}</td>
      <td class="end corner">
        ${activity.minutes === null ? '–' : this.#duration(activity.minutes)}
      </td>
    </tr>`;
  }

  #duration(minutes: number): string {
    const { duration } = this.#language.text.certificate;
    return duration(Math.floor(minutes / 60), minutes % 60);
  }

  async #confirm(): Promise<void> {
    this.confirmation = null;
    // Pages without encryption have no WebCrypto.
    const subtle = isSecureContext ? crypto.subtle : null;
    this.confirmation = await confirmCertificate(readCertificateAddress(location), subtle);
  }
}
function fact(term: string, value: unknown, className = '') {
  return html`<div>
    <dt>${term}</dt>
    <dd class=${className}>${value}</dd>
  </div>`;
}

customElements.define('ts-certificate-page', TsCertificatePage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-certificate-page': TsCertificatePage;
  }
}
