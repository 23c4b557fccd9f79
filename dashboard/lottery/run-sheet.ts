/** The run sheet, on paper: steps with who does what, prizes, room for the throws, what to do when. */
import { html } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import { STEPS } from './next-step.ts';

/** Needs `runSheetStyles`; seen in print alone. @param address  of the audience's page */
export function runSheet(
  language: LanguageController<Messages>,
  lottery: Lottery,
  address: string,
) {
  const { leading, lotteries } = language.text;
  const { number, date, time } = language.formats;
  const { sheet, steps } = leading;
  const { mode, closesAt } = lottery;
  return html`<article class="sheet">
    ${lottery.rehearsal ? html`<p class="sheet-rehearsal">${leading.rehearsalStrip}</p>` : ''}
    <h1>${nameIn(language.current, lottery)}　${sheet.heading}</h1>
    <dl>
      <dt>${lotteries.draft.draw}</dt>
      <dd>${lottery.draw}</dd>
      <dt>${sheet.closes}</dt>
      <dd>${date(closesAt)} ${time(closesAt)}</dd>
      <dt>${sheet.mode}</dt>
      <dd>${lotteries.draft.modes[mode]}</dd>
      <dt>${sheet.address}</dt>
      <dd>${address}</dd>
    </dl>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>${sheet.step}</th>
          <th>${sheet.who}</th>
          <th>${sheet.check}</th>
        </tr>
      </thead>
      <tbody>
        ${STEPS.map((name, index) => {
          const step = name === 'drawing' ? steps.drawing[mode] : steps[name];
          const by = name === 'drawing' ? steps.by.drawing[mode] : steps.by[name];
          return html`<tr>
            <td>${number(index + 1)}</td>
            <td><b>${step}</b></td>
            <td>${by}</td>
            <td><span class="tick"></span></td>
          </tr>`;
        })}
      </tbody>
    </table>
    <h2>${sheet.dice}</h2>
    <p class="throws">${Array.from({ length: DICE_THROWS }, () => html`<span></span>`)}</p>
    <table>
      <thead>
        <tr>
          <th></th>
          <th>${sheet.prize}</th>
          <th>${sheet.wins}</th>
          <th>${sheet.alternates}</th>
          <th>${sheet.check}</th>
        </tr>
      </thead>
      <tbody>
        ${lottery.prizes.map(
          (prize, index) =>
            html`<tr>
              <td>${number(index + 1)}</td>
              <td><b>${nameIn(language.current, prize)}</b></td>
              <td>${number(prize.quantity)}</td>
              <td>${number(prize.alternates)}</td>
              <td><span class="tick"></span></td>
            </tr>`,
        )}
      </tbody>
    </table>
    <h2>${sheet.failures}</h2>
    <ul>
      <li>${sheet.failureLines.screen}</li>
      <li>${sheet.failureLines.desk}</li>
      <li>${sheet.failureLines.network}</li>
      ${mode === 'drand' ? html`<li>${sheet.failureLines.late}</li>` : ''}
    </ul>
  </article>`;
}
