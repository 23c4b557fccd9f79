/** `<ts-activity-dialog>`: an activity is made, changed, cancelled, or taken up again. */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Activity } from '#domain/contract/activities.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/elements/notice.ts';
import { textField, type TextField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestAnswer, RequestProblemCode } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { activityDialogStyles } from './activity-dialog.css.ts';
import {
  changeOf,
  defaultOpensTime,
  emptyForm,
  formOf,
  parseForm,
  serverErrors,
  type ActivityField,
  type ActivityForm,
  type FieldErrors,
} from './activity-form.ts';
import { messages, problemText } from './languages/index.ts';
import { changeActivity, createActivity } from './staff-api.ts';

/**
 * @fires ts-saved  detail: Activity
 * @fires ts-close
 */
export class TsActivityDialog extends LitElement {
  static override properties = {
    editing: { attribute: false },
    form: { state: true },
    errors: { state: true },
    failure: { state: true },
    working: { state: true },
    confirming: { state: true },
  };
  /** `null`: closed. */
  declare editing: 'new' | Activity | null;
  declare form: ActivityForm;
  declare errors: FieldErrors;
  declare failure: RequestProblemCode | null;
  declare working: boolean;
  /** The question whether to cancel (or to take that back) is open. */
  declare confirming: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    activityDialogStyles,
  ];

  constructor() {
    super();
    this.editing = null;
    this.form = emptyForm(Date.now());
    this.errors = {};
    this.failure = null;
    this.working = false;
    this.confirming = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('editing') || this.editing === null) return;
    this.form = this.editing === 'new' ? emptyForm(Date.now()) : formOf(this.editing);
    this.errors = {};
    this.failure = null;
    this.confirming = false;
  }

  override render() {
    const text = this.#language.text.form;
    const cancelled = (this.#existing?.cancelledAt ?? null) !== null;
    const heading = this.confirming
      ? cancelled
        ? text.uncancelHeading
        : text.cancelHeading
      : this.editing === 'new'
        ? text.newHeading
        : text.editHeading;
    return html`<ts-dialog .open=${this.editing !== null} heading=${heading}>
      ${this.#notice()} ${this.confirming ? this.#confirmation(cancelled) : this.#fields()}
    </ts-dialog>`;
  }

  get #existing(): Activity | null {
    return this.editing === 'new' ? null : this.editing;
  }

  #notice() {
    const text = this.#language.text;
    const wrong = Object.keys(this.errors).length;
    const heading =
      this.failure !== null
        ? problemText(text, this.failure)
        : wrong > 0
          ? text.form.check(this.#language.formats.number(wrong))
          : null;
    return heading === null
      ? nothing
      : html`<ts-notice kind="error" heading=${heading}></ts-notice>`;
  }

  #fields() {
    const text = this.#language.text.form;
    const opens = defaultOpensTime(this.form.startTime);
    const existing = this.#existing;
    return html`<form novalidate @submit=${(event: SubmitEvent) => void this.#save(event)}>
      ${this.#field('name', text.name, { required: true })}
      ${this.#field('venue', text.venue, { required: true })}
      <div class="three">
        ${this.#field('date', text.date, { type: 'date', required: true })}
        ${this.#field('startTime', text.start, { type: 'time', required: true })}
        ${this.#field('endTime', text.end, { type: 'time', required: true })}
      </div>
      <div class="two">
        ${this.#field('expected', `${text.expected}${text.optional}`, { inputMode: 'numeric' })}
        ${this.#field('capacity', `${text.capacity}${text.optional}`, { inputMode: 'numeric' })}
      </div>
      <details ?open=${this.#touched(['opensTime', 'closesTime'])}>
        <summary>${text.door}</summary>
        <div class="two">
          ${this.#field('opensTime', text.opens, {
            type: 'time',
            hint: opens === '' ? text.opensDefault : text.opensHint(opens),
          })}
          ${this.#field('closesTime', text.closes, { type: 'time', hint: text.closesDefault })}
        </div>
      </details>
      <label class="switch">
        <input
          type="checkbox"
          name="takesCards"
          .checked=${this.form.takesCards}
          @change=${(event: Event) => {
            if (!(event.target instanceof HTMLInputElement)) return;
            this.form = { ...this.form, takesCards: event.target.checked };
          }}
        />
        <span><b>${text.takesCards}</b><small>${text.takesCardsHint}</small></span>
      </label>
      <details ?open=${this.#touched(['nameEn', 'nameEasy'])}>
        <summary>${text.moreNames}${text.optional}</summary>
        ${this.#field('nameEn', text.nameEn)} ${this.#field('nameEasy', text.nameEasy)}
      </details>
      <div class="actions">
        ${
          existing === null
            ? nothing
            : html`<button type="button" class="link" @click=${() => (this.confirming = true)}>
                ${existing.cancelledAt === null ? text.cancelActivity : text.uncancel}
              </button>`
        }
        <button type="button" class="button" @click=${() => this.#close()}>
          ${this.#language.text.cancel}
        </button>
        <button class="button primary" ?disabled=${this.working}>
          ${this.working ? text.saving : existing === null ? text.create : text.save}
        </button>
      </div>
    </form>`;
  }

  #field(name: ActivityField, label: string, more: Partial<TextField> = {}) {
    const error = this.errors[name];
    return textField({
      name,
      label,
      value: this.form[name],
      error: error === undefined ? undefined : this.#language.text.form.error[error],
      onInput: (value) => {
        this.form = { ...this.form, [name]: value };
      },
      ...more,
    });
  }

  #touched(fields: ActivityField[]): boolean {
    return fields.some((field) => this.form[field] !== '' || this.errors[field] !== undefined);
  }

  #confirmation(cancelled: boolean) {
    const text = this.#language.text.form;
    return html`<p>${cancelled ? text.uncancelLead : text.cancelLead}</p>
      <div class="actions">
        <button class="button" @click=${() => (this.confirming = false)}>${text.keep}</button>
        <button
          class="button primary"
          ?disabled=${this.working}
          @click=${() => void this.#cancel(!cancelled)}
        >
          ${cancelled ? text.uncancelYes : text.cancelYes}
        </button>
      </div>`;
  }

  async #save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.working) return;
    const parsed = parseForm(this.form);
    this.errors = parsed.ok ? {} : parsed.errors;
    this.failure = null;
    if (!parsed.ok) return this.#focusWrong();
    const existing = this.#existing;
    await this.#send(
      existing === null
        ? createActivity(parsed.value)
        : changeActivity(existing.activityId, changeOf(parsed.value)),
    );
  }

  async #cancel(cancelled: boolean): Promise<void> {
    const existing = this.#existing;
    if (existing !== null) await this.#send(changeActivity(existing.activityId, { cancelled }));
  }

  async #send(request: Promise<RequestAnswer<Activity>>): Promise<void> {
    this.working = true;
    const answer = await request;
    this.working = false;
    if (answer.ok) {
      this.dispatchEvent(new CustomEvent<Activity>('ts-saved', { detail: answer.value }));
      return;
    }
    this.errors = serverErrors(answer.issues ?? []);
    this.failure = answer.code;
    this.#focusWrong();
  }

  #focusWrong(): void {
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus(),
    );
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('ts-close'));
  }
}
customElements.define('ts-activity-dialog', TsActivityDialog);

declare global {
  interface HTMLElementTagNameMap {
    'ts-activity-dialog': TsActivityDialog;
  }
}
