/** What was done for the person at the counter, and what can be printed of it. */
import { html, nothing } from 'lit';
import '#ui/elements/notice.ts';
import type { Messages } from '../languages/index.ts';
import { languageChoice } from './language-choice.ts';
import { lastSerial } from './lottery-order.ts';
import { prizeName, type Slip } from './lottery-slip.ts';
import type { Done } from './person-forms.ts';

/** An earlier entry's slip, once more. @param slip in the language of `text` */
export function slipReady({ counter }: Messages, slip: Slip): Done {
  const { lottery, entry, language } = slip;
  const words = counter.lottery;
  const numbers = words.numbers(String(entry.first), String(lastSerial(entry)));
  return { heading: words.printable(prizeName(lottery, entry.prizeId, language), numbers), slip };
}

/** Needs `controlStyles` and `languageChoiceStyles`. @param change  the slip in another language */
export function doneNotice(text: Messages, done: Done, change: (done: Done) => void) {
  const { card, certificate, lottery } = text.counter;
  const { slip } = done;
  const paper =
    done.card !== undefined
      ? { hint: card.printHint, print: card.print }
      : slip === undefined
        ? null
        : { hint: lottery.printHint, print: lottery.print };
  return html`<ts-notice kind="done" heading=${done.heading}>
    ${
      slip === undefined
        ? nothing
        : languageChoice(lottery.slipLanguage, slip.language, (language) =>
            change({ ...done, slip: { ...slip, language } }),
          )
    }
    ${paper === null ? nothing : html`<p>${paper.hint}</p>`}
    ${
      paper === null
        ? nothing
        : html`<button slot="action" class="button primary" @click=${() => print()}>
            ${paper.print}
          </button>`
    }
    ${
      done.document === undefined
        ? nothing
        : html`<a slot="action" class="button primary" href=${done.document} target="_blank"
            >${certificate.print}</a
          >`
    }
  </ts-notice>`;
}
