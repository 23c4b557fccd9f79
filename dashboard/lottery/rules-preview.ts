/** What rules.txt will say, in short, while it is written. */
import { html, nothing } from 'lit';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import type { DraftForm } from './draft-form.ts';
import { wholeNumber } from '../form-fields.ts';

/** Needs `panelStyles` and `draftPageStyles`. */
export function rulesPreview(language: LanguageController<Messages>, form: DraftForm) {
  const text = language.text.lotteries.draft;
  const { number, date, time } = language.formats;
  const closesMs = Date.parse(`${form.closes}:00+09:00`);
  const freezesMs = Date.parse(`${form.freezes}:00+09:00`);
  const count = (typed: string) => {
    const value = wholeNumber(typed);
    return Number.isFinite(value) && value >= 0 ? number(value) : '—';
  };
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.preview}</h2></div>
    <p class="quiet-text">${text.previewLead}</p>
    <ul class="preview">
      <li>
        <ul class="prizes">
          ${form.prizes.map(
            (prize) =>
              html`<li>
                ${text.previewPrize(
                  nameIn(language.current, namesOf(prize)) || text.nameless,
                  count(prize.quantity),
                  prize.alternates.trim() === '' ? '0' : count(prize.alternates),
                )}
              </li>`,
          )}
        </ul>
      </li>
      ${
        Number.isFinite(closesMs)
          ? html`<li>${text.previewCloses(`${date(closesMs)} ${time(closesMs)}`)}</li>`
          : nothing
      }
      ${
        Number.isFinite(freezesMs)
          ? html`<li>${text.previewFreezes(`${date(freezesMs)} ${time(freezesMs)}`)}</li>`
          : nothing
      }
      <li>${text.previewLimit(text.limits[form.limit])}</li>
      <li>${text.modeHints[form.mode]}</li>
      <li>${text.previewBuy}</li>
      <li>${text.previewVoid[form.mode]}</li>
      ${form.mode === 'drand' ? html`<li>${text.previewLate}</li>` : nothing}
    </ul>
  </section>`;
}

function namesOf({ name, nameEn, nameEasy }: DraftForm['prizes'][number]) {
  return { name, nameEn: nameEn || null, nameEasy: nameEasy || null };
}
