/** A prize in figures, and what more tickets do to one's own chance. */
import { html, nothing } from 'lit';
import type { Lottery, Prize } from '#domain/contract/lotteries.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { LotteryMessages } from '../languages/lottery/index.ts';
import { ownChance, ticketChance, withTickets, type PrizeFigures } from '../lottery-odds.ts';
import { chanceWords } from './lottery-chance.ts';

export function prizeFacts({ text, formats }: LanguageController<LotteryMessages>, prize: Prize) {
  return html`<dl class="sum">
    ${row(text.prize.winners, text.prize.winnersCount(formats.number(prize.quantity)))}
    ${row(text.prize.tickets, text.ask.tickets(formats.number(prize.tickets)))}
    ${row(text.prize.people, text.people(formats.number(prize.people)))}
    ${row(text.prize.perTicket, chanceWords(text.ticketChance, formats, ticketChance(prize)))}
  </dl>`;
}

function row(word: string, value: unknown) {
  return html`<div>
    <dt>${word}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** Before and after `count` more tickets of somebody who has `own` there. */
export function ownChances(
  { text, formats }: LanguageController<LotteryMessages>,
  given: {
    readonly prize: Prize;
    readonly limit: Lottery['limit'];
    readonly own: number;
    readonly count: number;
  },
) {
  const { prize, limit, own, count } = given;
  const chance = (figures: PrizeFigures, tickets: number) =>
    html`<span class="chance"
        >${chanceWords(text.ownChance, formats, ownChance(figures, tickets, limit))}</span
      >
      ${
        tickets === 0
          ? nothing
          : html`<span class="quiet"
              >${text.prize.share(formats.number(tickets), formats.number(figures.tickets))}</span
            >`
      }`;
  const after = withTickets(prize, own, count);
  return html`<h2>${text.prize.chance}</h2>
    <dl class="sum" aria-live="polite">
      ${row(text.prize.before, chance(prize, own))}
      ${row(text.prize.after, chance(after, own + count))}
    </dl>
    <p class="quiet">${text.prize.chanceHint}</p>`;
}
