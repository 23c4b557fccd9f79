/** A chance in words, its figure set large. */
import type { Formats } from '#ui/language/formats.ts';
import { chanceText, type LotteryMessages } from '../languages/lottery/index.ts';
import type { Chance } from '../lottery-odds.ts';
import { figureIn } from './figure-in.ts';

export function chanceWords(
  text: LotteryMessages['ticketChance'],
  formats: Formats,
  chance: Chance,
) {
  let figure = '';
  const sentence = (place: string) =>
    chanceText(text, chance, (value) => {
      figure = formats.number(value);
      return place;
    });
  // The sentence says which figure it has.
  sentence('');
  return figureIn(sentence, figure);
}
