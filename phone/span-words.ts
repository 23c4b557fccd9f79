/** A length of time in the unit that says it best: 「1時間」. */
import type { Formats } from '#ui/language/formats.ts';
import type { Messages } from './languages/core/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export function spanWords(text: Messages, formats: Formats, spanMs: number): string {
  const { days, hours, minutes, seconds } = text.pass;
  const count = (unitMs: number) => formats.number(Math.round(spanMs / unitMs));
  if (spanMs >= 1.5 * DAY_MS) return days(count(DAY_MS));
  if (spanMs >= 59.5 * MINUTE_MS) return hours(count(HOUR_MS));
  if (spanMs >= 59.5 * 1_000) return minutes(count(MINUTE_MS));
  return seconds(count(1_000));
}
