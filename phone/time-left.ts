/** How long there is until something closes: in days, hours, minutes, and at last as a clock. */
import type { Formats } from '#ui/language/formats.ts';
import { minutesAndSeconds } from './coupon-standing.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on each second counts. */
const CLOCK_MS = 10 * MINUTE_MS;

type Words = Readonly<Record<'days' | 'hours' | 'minutes' | 'clock', (count: string) => string>>;

/** Never more than there is. */
export function timeLeft(words: Words, formats: Formats, leftMs: number): string {
  const whole = (unitMs: number) => formats.number(Math.floor(leftMs / unitMs));
  if (leftMs >= 2 * DAY_MS) return words.days(whole(DAY_MS));
  if (leftMs >= 2 * HOUR_MS) return words.hours(whole(HOUR_MS));
  if (leftMs >= CLOCK_MS) return words.minutes(whole(MINUTE_MS));
  return words.clock(minutesAndSeconds(leftMs));
}
