/** How a certificate writes what it says: Japanese, as on any paper that a city gives out. */
import { fiscalYearBounds } from '#domain/fiscal-year.ts';

export const WORDS = {
  certified: 'に、次のとおり地域の活動に参加されたことを証明します。',
  issued: '発行日 ',
  asOf: '発行日現在の記録です。',
  participations: '参加',
  time: '活動時間',
  timeNote: '退出の記録がある活動の合計です。',
  rank: 'ランク',
  activities: '参加した活動',
  proofHead: '本物かどうかを確かめられます',
  proof:
    'QRコードを読みとると、集いの確認ページが開きます。同じ内容が表示されれば、集いが発行した証明書です。',
  number: '証明書番号',
} as const;

const MINUTES_PER_HOUR = 60;

const eraYear = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  timeZone: 'Asia/Tokyo',
});
const eraDate = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  era: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'Asia/Tokyo',
});
const date = new Intl.DateTimeFormat('ja-JP', {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  timeZone: 'Asia/Tokyo',
});

/** 「令和8年度」 */
export function writeFiscalYear(fiscalYear: number): string {
  return `${eraYear.format(fiscalYearBounds(fiscalYear).startMs)}度`;
}

/** 「2026年4月1日から2027年3月31日まで」 */
export function writeFiscalYearDays(fiscalYear: number): string {
  const { startMs, endMs } = fiscalYearBounds(fiscalYear);
  return `${date.format(startMs)}から${date.format(endMs - 1)}まで`;
}

/** 「令和8年11月22日」 of an instant, in Tokyo. */
export function writeDate(atMs: number): string {
  return eraDate.format(atMs);
}

/** 「2026年11月22日」 of a calendar date, `YYYY-MM-DD`. */
export function writeDay(day: string): string {
  return date.format(Date.parse(`${day}T00:00:00+09:00`));
}

/** 「18時間30分」「45分」「2時間」 */
export function writeMinutes(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  if (hours === 0) return `${rest}分`;
  return rest === 0 ? `${hours}時間` : `${hours}時間${rest}分`;
}
