/** The fields of a draft but its prizes: names, how it is drawn, times. */
import { html } from 'lit';
import type { LimitRule } from '#domain/draw/files.ts';
import { LOTTERY_MODES } from '#domain/lottery.ts';
import { textField } from '#ui/elements/text-field.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { Messages } from '../languages/index.ts';
import { proposedDraw, type DraftFaults, type DraftForm, type TextField } from './draft-form.ts';

export interface DraftFields {
  readonly form: DraftForm;
  readonly faults: DraftFaults;
  readonly changed: (form: DraftForm) => void;
}
type Language = LanguageController<Messages>;

/** The most usual first. */
const LIMITS: readonly LimitRule[] = ['owner-prize', 'owner-draw', 'none'];

/** Needs `fieldStyles`, `panelStyles`, `draftPageStyles`. */
export function draftFields(language: Language, fields: DraftFields) {
  return html`${names(language, fields)} ${how(language, fields)} ${times(language, fields)}`;
}

function names(language: Language, fields: DraftFields) {
  const text = language.text.lotteries.draft;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.names}</h2></div>
    <div class="fields">
      ${field(language, fields, 'name', { label: text.name })}
      <div class="two">
        ${field(language, fields, 'nameEn', { label: `${text.nameEn}${text.optional}` })}
        ${field(language, fields, 'nameEasy', { label: `${text.nameEasy}${text.optional}` })}
      </div>
      ${field(language, fields, 'draw', {
        label: `${text.draw}${text.optional}`,
        hint: text.drawHint(proposedDraw(fields.form)),
      })}
    </div>
  </section>`;
}

function how(language: Language, { form, changed }: DraftFields) {
  const text = language.text.lotteries.draft;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.how}</h2></div>
    <div class="fields">
      <fieldset>
        <legend>${text.mode}</legend>
        ${LOTTERY_MODES.map((mode) =>
          option({
            name: 'mode',
            label: text.modes[mode],
            hint: text.modeHints[mode],
            isChosen: form.mode === mode,
            choose: () => changed({ ...form, mode }),
          }),
        )}
      </fieldset>
      <fieldset>
        <legend>${text.limit}</legend>
        ${LIMITS.map((limit) =>
          option({
            name: 'limit',
            label: text.limits[limit],
            hint: text.limitHints[limit],
            isChosen: form.limit === limit,
            choose: () => changed({ ...form, limit }),
          }),
        )}
      </fieldset>
    </div>
  </section>`;
}

function option(choice: {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isChosen: boolean;
  readonly choose: () => void;
}) {
  return html`<label class="option">
    <input type="radio" name=${choice.name} .checked=${choice.isChosen} @change=${choice.choose} />
    <span><b>${choice.label}</b><span class="detail">${choice.hint}</span></span>
  </label>`;
}

function times(language: Language, fields: DraftFields) {
  const text = language.text.lotteries.draft;
  const type = 'datetime-local';
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.times}</h2></div>
    <div class="fields two">
      ${field(language, fields, 'closes', { label: text.closes, hint: text.closesHint, type })}
      ${field(language, fields, 'freezes', {
        label: `${text.freezes}${text.optional}`,
        hint: text.freezesHint,
        type,
      })}
    </div>
  </section>`;
}

function field(
  { text }: Language,
  { form, faults, changed }: DraftFields,
  name: TextField,
  more: { readonly label: string; readonly hint?: string; readonly type?: 'datetime-local' },
) {
  const fault = faults[name];
  return textField({
    name,
    value: form[name],
    error: fault === undefined ? undefined : text.lotteries.draft.fault[fault],
    onInput: (value) => changed({ ...form, [name]: value }),
    ...more,
  });
}
