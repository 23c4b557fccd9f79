/** `<ts-form-dialog>`: one short form or one question, asked once, its faults beside their fields. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { formDialogStyles } from './form-dialog.css.ts';
import type { FieldFaults, FieldValues } from './form-fields.ts';
import { messages } from './languages/index.ts';
import { problemSentence } from './languages/problem-sentence.ts';

interface FieldBase {
  name: string;
  label: string;
  hint?: string;
  value?: string;
}
export type FormField =
  | (FieldBase & {
      kind: 'text';
      inputMode?: 'text' | 'numeric' | 'email';
      /** Said when the text is too long. */
      lengthMax?: number;
      optional?: boolean;
    })
  | (FieldBase & {
      kind: 'choice';
      options: readonly { value: string; label: string; detail?: string }[];
    });

/** What came of it. `done`: the dialog closes. */
export type FormOutcome =
  | { ok: true }
  | { ok: false; faults: FieldFaults }
  | { ok: false; problem: RequestProblem };

export interface DialogForm {
  heading: string;
  /** What will happen; text or a template. */
  lead?: unknown;
  fields: readonly FormField[];
  submit: string;
  /** Instead of "cancel". */
  keep?: string;
  /** The form cannot be sent; the lead says why. */
  blocked?: boolean;
  send: (values: FieldValues) => Promise<FormOutcome>;
}

/** @fires ts-close  after it was sent, or given up */
export class TsFormDialog extends LitElement {
  static override properties = {
    form: { attribute: false },
    values: { state: true },
    faults: { state: true },
    problem: { state: true },
    working: { state: true },
  };
  /** `null`: closed. */
  declare form: DialogForm | null;
  declare values: Record<string, string>;
  declare faults: FieldFaults;
  declare problem: RequestProblem | null;
  declare working: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    formDialogStyles,
  ];

  constructor() {
    super();
    this.form = null;
    this.values = {};
    this.faults = {};
    this.problem = null;
    this.working = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('form')) return;
    this.values = Object.fromEntries(
      (this.form?.fields ?? []).map(({ name, value }) => [name, value ?? '']),
    );
    this.faults = {};
    this.problem = null;
    this.working = false;
  }

  override render() {
    const { form } = this;
    return html`<ts-dialog .open=${form !== null} heading=${form?.heading ?? ''}>
      ${form === null ? nothing : this.#form(form)}
    </ts-dialog>`;
  }

  #form(form: DialogForm) {
    const text = this.#language.text;
    return html`${
        this.problem === null
          ? nothing
          : html`<ts-notice
              kind="error"
              heading=${problemSentence(text, this.#language.formats, this.problem)}
            ></ts-notice>`
      }
      ${form.lead === undefined ? nothing : html`<div class="lead">${form.lead}</div>`}
      <form novalidate @submit=${(event: SubmitEvent) => void this.#send(event, form)}>
        ${form.fields.map((field) => this.#field(field))}
        <div class="actions">
          <button type="button" class="button" @click=${() => this.#close()}>
            ${form.keep ?? text.cancel}
          </button>
          <button class="button primary" ?disabled=${this.working || form.blocked === true}>
            ${this.working ? text.asking.working : form.submit}
          </button>
        </div>
      </form>`;
  }

  #field(field: FormField) {
    const fault = this.faults[field.name];
    const error = fault === undefined ? undefined : this.#faultWords(field, fault);
    if (field.kind === 'choice') return this.#choice(field, error);
    return textField({
      name: field.name,
      label: field.optional ? `${field.label}${this.#language.text.asking.optional}` : field.label,
      value: this.values[field.name] ?? '',
      error,
      required: field.optional !== true,
      ...(field.hint === undefined ? {} : { hint: field.hint }),
      ...(field.inputMode === undefined ? {} : { inputMode: field.inputMode }),
      onInput: (value) => this.#take(field.name, value),
    });
  }

  #choice(field: Extract<FormField, { kind: 'choice' }>, error: string | undefined) {
    return html`<fieldset aria-invalid=${error === undefined ? 'false' : 'true'}>
      <legend>${field.label}</legend>
      ${error === undefined ? nothing : html`<p class="fault" role="alert">${error}</p>`}
      ${field.options.map(
        ({ value, label, detail }) =>
          html`<label class="option">
            <input
              type="radio"
              name=${field.name}
              value=${value}
              .checked=${this.values[field.name] === value}
              @change=${() => this.#take(field.name, value)}
            />
            <span
              ><b>${label}</b>${
                detail === undefined ? nothing : html`<span class="detail">${detail}</span>`
              }</span
            >
          </label>`,
      )}
    </fieldset>`;
  }

  #faultWords(field: FormField, fault: FieldFaults[string]): string {
    const words = this.#language.text.asking.fault;
    if (field.kind === 'choice') return words.choose;
    if (fault === 'too-long') {
      return words.tooLong(this.#language.formats.number(field.lengthMax ?? 0));
    }
    const others = {
      missing: words.missing,
      'not-plain': words.notPlain,
      'not-a-number': words.notANumber,
      'not-the-same': words.notTheSame,
      refused: words.refused,
    };
    return others[fault];
  }

  #take(name: string, value: string): void {
    this.values = { ...this.values, [name]: value };
  }

  async #send(event: SubmitEvent, form: DialogForm): Promise<void> {
    event.preventDefault();
    if (this.working || form.blocked === true) return;
    this.working = true;
    this.problem = null;
    const outcome = await form.send(this.values);
    this.working = false;
    // It was closed, or another form took its place, while the answer was on its way.
    if (this.form !== form) return;
    if (outcome.ok) return this.#close();
    this.faults = 'faults' in outcome ? outcome.faults : {};
    this.problem = 'problem' in outcome ? outcome.problem : null;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-form-dialog', TsFormDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-form-dialog': TsFormDialog;
  }
}
