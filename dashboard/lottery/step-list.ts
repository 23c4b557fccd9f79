/** The seven steps of a draw in a row: what is done, what is now, who does it, and its figure. */
import { html, nothing } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import '#ui/icons/icon.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { Messages } from '../languages/index.ts';
import { stepStates, type NextStep, type StepName } from './next-step.ts';

/** Needs `stepListStyles`. */
export function stepList(
  language: LanguageController<Messages>,
  now: { lottery: Lottery; snapshot: StageSnapshot | null; next: NextStep },
) {
  const text = language.text.leading.steps;
  const { mode } = now.lottery;
  const nameOf = (name: StepName) => (name === 'drawing' ? text.drawing[mode] : text[name]);
  const byOf = (name: StepName) => (name === 'drawing' ? text.by.drawing[mode] : text.by[name]);
  return html`<ol class="steps" aria-label=${text.heading}>
    ${stepStates(now.lottery, now.next, now.snapshot?.dice).map(({ name, state }) => {
      const fact = factOf(language, now, name);
      return html`<li data-state=${state} aria-current=${state === 'now' ? 'step' : nothing}>
        <span class="dot"
          >${state === 'done' ? html`<ts-icon name="check"></ts-icon>` : nothing}</span
        >
        <b class="step-name">${nameOf(name)}</b>
        <span class="by">${state === 'unused' ? text.unused : byOf(name)}</span>
        ${fact === '' ? nothing : html`<span class="fact">${fact}</span>`}
        ${state === 'unused' ? nothing : html`<span class="visually-hidden">${text[state]}</span>`}
      </li>`;
    })}
  </ol>`;
}

function factOf(
  { text, formats: { number, time } }: LanguageController<Messages>,
  { lottery, snapshot }: { lottery: Lottery; snapshot: StageSnapshot | null },
  name: StepName,
): string {
  const { units, figures } = text.leading;
  const tickets = lottery.prizes.reduce((sum, prize) => sum + prize.tickets, 0);
  switch (name) {
    case 'entries':
      return `${number(tickets)} ${units.tickets(tickets)}`;
    case 'closing':
      // Who closes by hand closes before.
      return lottery.state === 'open' ? time(lottery.closesAt) : fileTime('entries.tsv');
    case 'audience': {
      const people = snapshot?.voices.people ?? 0;
      return people === 0 ? '' : `${number(people)} ${units.people(people)}`;
    }
    case 'freeze':
      return lottery.ordered?.to === 'frozen' ? time(lottery.ordered.at) : fileTime('freeze.txt');
    case 'dice': {
      const thrown = snapshot?.dice.length ?? 0;
      return thrown === 0 ? '' : `${number(thrown)} / ${DICE_THROWS}`;
    }
    case 'drawing':
      return fileTime('result.tsv');
    case 'showing': {
      const agreeing = snapshot?.agreeing ?? 0;
      return agreeing === 0 ? '' : `${figures.agreeing} ${number(agreeing)}`;
    }
  }
  function fileTime(file: string): string {
    const made = lottery.files.find((each) => each.name === file);
    return made === undefined ? '' : time(made.at);
  }
}
