/** `<ts-certificate-form>`: the name that is printed, and what happens with it. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import * as v from 'valibot';
import {
  CertificateInListSchema,
  NewCertificateSchema,
  type CertificateList,
} from '#domain/contract/certificates.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import { textField } from '#ui/elements/text-field.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages, problemText, type UsesMessages } from '../languages/uses/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { usesStyles } from './uses-styles.ts';

export type CertificateYear = CertificateList['years'][number];

/**
 * @property session
 * @property year    for which; `null`: shut
 * @fires ts-made    detail: one of CertificateInList
 * @fires ts-close
 */
export class TsCertificateForm extends LitElement {
  static override properties = {
    session: { attribute: false },
    year: { attribute: false },
    name: { state: true },
    fault: { state: true },
    working: { state: true },
    trouble: { state: true },
  };
  declare session: PhoneSession;
  declare year: CertificateYear | null;
  declare name: string;
  declare fault: NameFault | null;
  declare working: boolean;
  declare trouble: RequestProblem | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    fieldStyles,
    usesStyles,
    css`
      :host {
        display: contents;
      }
      form {
        margin-block-start: 8px;
      }
    `,
  ];

  constructor() {
    super();
    this.year = null;
    this.name = '';
    this.fault = null;
    this.working = false;
    this.trouble = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('year')) return;
    this.name = this.session.me?.nickname ?? '';
    this.fault = null;
    this.trouble = null;
  }

  override render() {
    const { text, formats } = this.#language;
    const { year, fault } = this;
    const yearName = year === null ? '' : formats.fiscalYear(year.fiscalYear);
    return html`<ts-dialog
      .open=${year !== null}
      .required=${this.working}
      heading=${text.certificates.makeHeading(yearName)}
    >
      <form id="certificate" @submit=${(event: Event) => void this.#make(event)}>
        ${textField({
          name: 'name',
          label: text.certificates.name,
          hint: text.certificates.nameHint,
          value: this.name,
          autocomplete: 'name',
          error: fault === null ? undefined : faultText(text, fault),
          onInput: (name) => {
            this.name = name;
            this.fault = null;
          },
        })}
      </form>
      ${
        this.trouble === null
          ? nothing
          : html`<p class="trouble" role="alert">
              <ts-icon name="stop"></ts-icon>${problemText(text, formats, this.trouble)}
            </p>`
      }
      <button slot="actions" class="button" ?disabled=${this.working} @click=${() => this.#close()}>
        ${text.cancel}
      </button>
      <button
        slot="actions"
        class="button primary"
        ?disabled=${this.working}
        @click=${(event: Event) => void this.#make(event)}
      >
        ${this.working ? text.certificates.working : text.certificates.submit}
      </button>
    </ts-dialog>`;
  }

  async #make(event: Event): Promise<void> {
    event.preventDefault();
    if (this.year === null || this.working) return;
    this.fault = nameFault(this.name);
    if (this.fault !== null) return;
    this.working = true;
    this.trouble = null;
    const answer = await this.session.request(CertificateInListSchema, '/api/me/certificates', {
      method: 'POST',
      body: { fiscalYear: this.year.fiscalYear, name: this.name },
    });
    this.working = false;
    if (answer.ok) this.dispatchEvent(new CustomEvent('ts-made', { detail: answer.value }));
    else this.trouble = answer;
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-certificate-form', TsCertificateForm);

export type NameFault = 'nameEmpty' | 'nameTooLong' | 'nameNotPlain';

/** What is wrong with a name before it is sent; the server has the last word. */
export function nameFault(name: string): NameFault | null {
  if (name.trim() === '') return 'nameEmpty';
  if (v.safeParse(NewCertificateSchema.entries.name, name).success) return null;
  const letters = [...new Intl.Segmenter().segment(name.trim())].length;
  return letters > LIMITS.certificateNameLengthMax ? 'nameTooLong' : 'nameNotPlain';
}

function faultText(text: UsesMessages, fault: NameFault): string {
  return text.certificates[fault];
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-certificate-form': TsCertificateForm;
  }
}
