/** `<ts-staff-view>`: who may log in. Administrators alone come here. */
import { css, html, LitElement, nothing } from 'lit';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Session } from '#domain/contract/people.ts';
import {
  NewStaffMemberSchema,
  type CreatedStaffMember,
  type StaffMember,
} from '#domain/contract/staff.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { copyText } from '../copy-text.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { parseFields } from '../form-fields.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { listLoading } from '../list-loading.ts';
import { listStyles } from '../list-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import * as api from './staff-members-api.ts';

export class TsStaffView extends LitElement {
  static override properties = {
    session: { attribute: false },
    members: { state: true },
    problem: { state: true },
    form: { state: true },
    made: { state: true },
    copied: { state: true },
  };
  declare session: Session;
  declare members: StaffMember[] | null;
  declare problem: RequestProblem | null;
  declare form: DialogForm | null;
  /** Their password is shown once, and gone with the dialog. */
  declare made: CreatedStaffMember | null;
  declare copied: boolean | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    listStyles,
    css`
      @media (min-width: 761px) {
        .row {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1fr) 100px;
        }
      }
      .acts {
        text-align: end;
      }
      .acts .link {
        padding-block: 12px;
        margin-block: -12px;
      }
      .password {
        margin-block: 16px;
        color: var(--ts-water-1200);
        font-size: 32px;
        overflow-wrap: anywhere;
        user-select: all;
      }
      @media (max-width: 760px) {
        .row > .email {
          grid-column: 1 / -1;
        }
        .row > .role {
          grid-column: 1;
        }
        .row > .acts {
          grid-area: 1 / 2;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.members = null;
    this.problem = null;
    this.form = null;
    this.made = null;
    this.copied = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const text = this.#language.text.staff;
    if (this.session.role !== 'administrator') {
      return html`<ts-notice heading=${text.onlyAdministrators} icon="lock"></ts-notice>`;
    }
    return html`<header>
        <div>
          <h1>${text.heading}</h1>
          <p class="quiet-text">${text.lead}</p>
        </div>
        <button class="button primary" @click=${() => this.#add()}>
          <ts-icon name="plus"></ts-icon>${text.add}
        </button>
      </header>
      ${
        this.problem === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemSentence(this.#language.text, this.#language.formats, this.problem)}
            ></ts-notice>`
      }
      ${listLoading(this.members === null && this.problem === null, this.#language.text.loading)}
      <section class="panel rows">
        ${(this.members ?? []).map((member) => this.#member(member))}
      </section>
      <ts-form-dialog .form=${this.form} @ts-close=${() => (this.form = null)}></ts-form-dialog>
      ${this.#password()}`;
  }

  #member(member: StaffMember) {
    const text = this.#language.text.staff;
    const own = member.staffId === this.session.staffId;
    return html`<div class="row">
      <span class="name">${member.displayName}</span>
      <span class="email">${member.email}</span>
      <span class="role sub"
        ><b>${text.role[member.role]}</b>
        ${text.since(this.#language.formats.dateWithYear(member.createdAt))}</span
      >
      <span class="acts"
        >${
          own
            ? text.you
            : html`<button
                class="link"
                aria-label=${text.removeFor(member.displayName)}
                @click=${() => this.#remove(member)}
              >
                ${text.remove}
              </button>`
        }</span
      >
    </div>`;
  }

  #password() {
    const text = this.#language.text.staff;
    const { made } = this;
    return html`<ts-dialog
      .open=${made !== null}
      heading=${made === null ? '' : text.made(made.displayName)}
      required
      @ts-close=${() => this.#forget()}
    >
      ${
        made === null
          ? nothing
          : html`<p>${text.passwordOnce}</p>
              <p class="sub">${made.email}</p>
              <p class="password figure" aria-label=${text.password}>${made.password}</p>
              <p role="status">
                ${this.copied === null ? '' : this.copied ? text.copied : text.notCopied}
              </p>
              <button slot="actions" class="button" @click=${() => void this.#copy(made.password)}>
                ${text.copy}
              </button>
              <button slot="actions" class="button primary" @click=${() => this.#forget()}>
                ${this.#language.text.close}
              </button>`
      }
    </ts-dialog>`;
  }

  #add(): void {
    const text = this.#language.text.staff;
    this.form = {
      heading: text.newHeading,
      lead: text.newLead,
      fields: [
        {
          kind: 'text',
          name: 'displayName',
          label: text.name,
          hint: text.nameHint,
          lengthMax: LIMITS.displayNameLengthMax,
        },
        {
          kind: 'text',
          name: 'email',
          label: text.email,
          inputMode: 'email',
          lengthMax: LIMITS.emailLengthMax,
        },
      ],
      submit: text.create,
      send: async (typed) => {
        const given = { email: typed['email'] ?? '', displayName: typed['displayName'] ?? '' };
        const parsed = parseFields(NewStaffMemberSchema, given, typed);
        if (!parsed.ok) return parsed;
        const answer = await api.addStaffMember(parsed.value);
        if (!answer.ok) return { ok: false, problem: answer };
        await this.#read();
        this.copied = null;
        this.made = answer.value;
        return { ok: true };
      },
    };
  }

  #remove(member: StaffMember): void {
    const { staff: text, form } = this.#language.text;
    this.form = {
      heading: text.removeHeading(member.displayName),
      lead: text.removeLead,
      fields: [],
      submit: text.removeYes,
      keep: form.keep,
      send: async () => {
        const answer = await api.removeStaffMember(member.staffId);
        if (!answer.ok) return { ok: false, problem: answer };
        await this.#read();
        return { ok: true };
      },
    };
  }

  #forget(): void {
    this.made = null;
    this.copied = null;
  }

  async #copy(password: string): Promise<void> {
    this.copied = await copyText(password);
  }

  async #read(): Promise<void> {
    if (this.session.role !== 'administrator') return;
    const answer = await api.listStaff();
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.members = answer.value.staff;
  }
}
customElements.define('ts-staff-view', TsStaffView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-staff-view': TsStaffView;
  }
}
