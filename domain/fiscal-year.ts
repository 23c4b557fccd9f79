/**
 * The Japanese fiscal year: 1 April to 31 March, Asia/Tokyo. Tokyo keeps UTC+9 all year, so the
 * border is always 31 March 15:00:00Z, and no time-zone data is needed to know it.
 */
const TOKYO_OFFSET_MS = 9 * 60 * 60 * 1000;
const APRIL = 3;

/** The fiscal year of an instant (milliseconds since the epoch), named by the year it begins in. */
export function fiscalYearOf(atMs: number): number {
  const tokyo = new Date(atMs + TOKYO_OFFSET_MS);
  return tokyo.getUTCMonth() >= APRIL ? tokyo.getUTCFullYear() : tokyo.getUTCFullYear() - 1;
}

/** First and last-but-one instant of a fiscal year: `[startMs, endMs)` since the epoch. */
export function fiscalYearBounds(fiscalYear: number): { startMs: number; endMs: number } {
  return {
    startMs: Date.UTC(fiscalYear, APRIL, 1) - TOKYO_OFFSET_MS,
    endMs: Date.UTC(fiscalYear + 1, APRIL, 1) - TOKYO_OFFSET_MS,
  };
}

/** The calendar date in Tokyo, `YYYY-MM-DD`. */
export function tokyoDateOf(atMs: number): string {
  return new Date(atMs + TOKYO_OFFSET_MS).toISOString().slice(0, 10);
}

/** Midnight in Tokyo at the start of the day that holds `atMs`, and of the day after. */
export function tokyoDayBounds(atMs: number): { startMs: number; endMs: number } {
  const dayMs = 24 * 60 * 60 * 1000;
  const startMs = Math.floor((atMs + TOKYO_OFFSET_MS) / dayMs) * dayMs - TOKYO_OFFSET_MS;
  return { startMs, endMs: startMs + dayMs };
}
