/** What a prize is and how likely a ticket wins it, in figures. */
import { html } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import type { ScreenMessages } from '../languages/screen/ja.ts';
import { oddsOf } from '../stage-state.ts';

type Named = StageSnapshot['lottery'] | StageSnapshot['lottery']['prizes'][number];

/** In the language that is shown, or in the one that there is. */
export function nameIn(language: Language, named: Named): string {
  if (language === 'en') return named.nameEn ?? named.name;
  if (language === 'ja-easy') return named.nameEasy ?? named.name;
  return named.name;
}

/** `label 1,842 unit`. */
export function fact(
  formats: Formats,
  text: { readonly label: string; readonly unit: string },
  count: number,
) {
  return html`<span class="fact"
    >${text.label} <span class="figure">${formats.number(count)}</span> ${text.unit}</span
  >`;
}

export function counted(text: { label: string; unit: (count: number) => string }, count: number) {
  return { label: text.label, unit: text.unit(count) };
}

/** Tickets, people and odds of one prize. */
export function entryFacts(
  text: ScreenMessages,
  formats: Formats,
  lottery: StageSnapshot['lottery'],
  prize: StageSnapshot['lottery']['prizes'][number],
) {
  const odds = oddsOf(prize, lottery);
  const chance =
    odds === null
      ? html`<span class="fact">${text.oddsNobody}</span>`
      : odds === 1
        ? html`<span class="fact">${text.oddsEverybody}</span>`
        : fact(formats, text.odds, odds);
  return html`${fact(formats, counted(text.tickets, prize.tickets), prize.tickets)}
  ${fact(formats, counted(text.people, prize.people), prize.people)} ${chance}`;
}

/** The same, and how many win. */
export function prizeFacts(...facts: Parameters<typeof entryFacts>) {
  const [text, formats, , { quantity }] = facts;
  return html`${fact(formats, counted(text.wins, quantity), quantity)} ${entryFacts(...facts)}`;
}
