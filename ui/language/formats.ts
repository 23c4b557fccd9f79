/** Numbers, times and dates, always in the city's own time zone. */
import type { Language } from './language.ts';

export const TIME_ZONE = 'Asia/Tokyo';

/** An ISO 8601 text with a zone, epoch milliseconds, or a Date. */
export type Instant = string | number | Date;

export interface Formats {
  /** 1,842 */
  number: (value: number) => string;
  /** +100, −20 */
  signedNumber: (value: number) => string;
  /** 13:42 */
  time: (at: Instant) => string;
  /** 13:42:07 */
  timeWithSeconds: (at: Instant) => string;
  /** 13:30–15:30 */
  timeRange: (from: Instant, to: Instant) => string;
  /** 11/22 */
  dayOfYear: (at: Instant) => string;
  /** 土, Sat, 土よう日 */
  weekday: (at: Instant) => string;
  /** 11月22日（土）, Sun 22 Nov, 11月22日（土よう日） */
  date: (at: Instant) => string;
  /** 2026年11月22日（日）, Sun 22 Nov 2026 */
  dateWithYear: (at: Instant) => string;
  /** 令和8年11月22日; in English the common year. */
  dateWithEra: (at: Instant) => string;
  /** 令和8年度; in English `fiscal year 2026`. @param year in which it begins, on 1 April */
  fiscalYear: (year: number) => string;
}

const instant = (at: Instant) => (at instanceof Date ? at : new Date(at));

const hours = {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: TIME_ZONE,
} as const;
const timeFormat = new Intl.DateTimeFormat('en-GB', hours);
const secondsFormat = new Intl.DateTimeFormat('en-GB', { ...hours, second: '2-digit' });
const numberFormat = new Intl.NumberFormat('en-GB');
const dayFormat = new Intl.DateTimeFormat('ja-JP', {
  month: 'numeric',
  day: 'numeric',
  timeZone: TIME_ZONE,
});

/** Clock times and figures are written the same in all three languages. */
const shared = {
  number: (value: number) => numberFormat.format(value),
  signedNumber: (value: number) =>
    `${value < 0 ? '−' : '+'}${numberFormat.format(Math.abs(value))}`,
  time: (at: Instant) => timeFormat.format(instant(at)),
  timeWithSeconds: (at: Instant) => secondsFormat.format(instant(at)),
  timeRange: (from: Instant, to: Instant) =>
    `${timeFormat.format(instant(from))}–${timeFormat.format(instant(to))}`,
  dayOfYear: (at: Instant) => dayFormat.format(instant(at)),
};

function formatter(locale: string, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: TIME_ZONE });
  return (at: Instant) => format.format(instant(at));
}

const day = { month: 'long', day: 'numeric' } as const;
const jaDay = formatter('ja-JP', day);
const jaDayYear = formatter('ja-JP', { ...day, year: 'numeric' });
const jaWeekday = formatter('ja-JP', { weekday: 'short' });
const jaEra = formatter('ja-JP-u-ca-japanese', { ...day, year: 'numeric', era: 'long' });
const jaEraYear = formatter('ja-JP-u-ca-japanese', { year: 'numeric', era: 'long' });
// The end of its first calendar year decides the name: 令和元年度 began in 平成.
const jaFiscalYear = (year: number) => `${jaEraYear(Date.UTC(year, 11, 31))}度`;
const enDay = formatter('en-GB', { day: 'numeric', month: 'short' });
const enDayYear = formatter('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const enWeekday = formatter('en-GB', { weekday: 'short' });
const easyWeekday = (at: Instant) => `${jaWeekday(at)}よう日`;

const FORMATS: Readonly<Record<Language, Formats>> = {
  ja: {
    ...shared,
    weekday: jaWeekday,
    date: (at) => `${jaDay(at)}（${jaWeekday(at)}）`,
    dateWithYear: (at) => `${jaDayYear(at)}（${jaWeekday(at)}）`,
    dateWithEra: jaEra,
    fiscalYear: jaFiscalYear,
  },
  en: {
    ...shared,
    weekday: enWeekday,
    date: (at) => `${enWeekday(at)} ${enDay(at)}`,
    dateWithYear: (at) => `${enWeekday(at)} ${enDayYear(at)}`,
    dateWithEra: enDayYear,
    fiscalYear: (year) => `fiscal year ${year}`,
  },
  'ja-easy': {
    ...shared,
    weekday: easyWeekday,
    date: (at) => `${jaDay(at)}（${easyWeekday(at)}）`,
    dateWithYear: (at) => `${jaDayYear(at)}（${easyWeekday(at)}）`,
    dateWithEra: jaEra,
    fiscalYear: jaFiscalYear,
  },
};

export function formatsFor(language: Language): Formats {
  return FORMATS[language];
}
