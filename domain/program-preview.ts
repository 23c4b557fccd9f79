/**
 * What a date will change before it comes: new criteria that begin to hold, and the turn of the
 * fiscal year, when everybody begins at 0 participations again (RK1, PG1).
 */
import { lastExpiredYear } from './expiry.ts';
import { fiscalYearOf } from './fiscal-year.ts';
import type { ProgramRank, ProgramVersion } from './program.ts';
import { programOn } from './program.ts';
import { rankAt } from './rank.ts';

/** One value of the criteria that is another on the date. Values are JSON text. */
export interface CriterionChange {
  /** Its place, `points.volunteering`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

export interface RankMove {
  readonly from: ProgramRank;
  readonly to: ProgramRank;
  readonly people: number;
}

export interface ProgramPreview {
  readonly fiscalYearNow: number;
  readonly fiscalYearThen: number;
  /** What is left of points up to this fiscal year has run out by then; `null`: points stay. */
  readonly expiredYear: number | null;
  /** The version that holds on the date begins after today. */
  readonly newVersion: boolean;
  readonly changes: readonly CriterionChange[];
  /** People by rank, by the criteria and the year of each side. */
  readonly ranksNow: readonly { readonly rank: ProgramRank; readonly people: number }[];
  readonly ranksThen: readonly { readonly rank: ProgramRank; readonly people: number }[];
  /** Those whose rank is another one then. */
  readonly moves: readonly RankMove[];
}

/**
 * @param days in Tokyo, `YYYY-MM-DD`; `date` is not before `today`
 * @param people of the fiscal year of today: participations → how many people have so many
 * @returns `null` when no version holds on one of the days
 */
export function previewProgram(
  versions: readonly ProgramVersion[],
  days: { readonly today: string; readonly date: string },
  people: ReadonlyMap<number, number>,
): ProgramPreview | null {
  const now = programOn(versions, days.today);
  const then = programOn(versions, days.date);
  if (now === null || then === null) return null;
  const fiscalYearNow = fiscalYearOf(noonOf(days.today));
  const fiscalYearThen = fiscalYearOf(noonOf(days.date));
  const turns = fiscalYearNow !== fiscalYearThen;
  const moves = new Map<string, { from: ProgramRank; to: ProgramRank; people: number }>();
  const countsNow = new Map<string, number>();
  const countsThen = new Map<string, number>();
  for (const [participations, count] of people) {
    const from = rankAt(now.ranks, participations).rank;
    const to = rankAt(then.ranks, turns ? 0 : participations).rank;
    add(countsNow, from.rankId, count);
    add(countsThen, to.rankId, count);
    if (from.rankId === to.rankId) continue;
    const key = `${from.rankId} ${to.rankId}`;
    const move = moves.get(key) ?? { from, to, people: 0 };
    move.people += count;
    moves.set(key, move);
  }
  return {
    fiscalYearNow,
    fiscalYearThen,
    expiredYear:
      then.expiry === null ? null : lastExpiredYear(fiscalYearThen, then.expiry.yearsKept),
    newVersion: now.validFrom !== then.validFrom,
    changes: changesBetween(now, then),
    ranksNow: listed(now.ranks, countsNow),
    ranksThen: listed(then.ranks, countsThen),
    moves: [...moves.values()],
  };
}

function listed(ranks: readonly ProgramRank[], counts: ReadonlyMap<string, number>) {
  return ranks.map((rank) => ({ rank, people: counts.get(rank.rankId) ?? 0 }));
}

function changesBetween(now: ProgramVersion, then: ProgramVersion): CriterionChange[] {
  const before = new Map(valuesOf('', withoutRanks(now)));
  const after = new Map(valuesOf('', withoutRanks(then)));
  for (const rank of now.ranks) before.set(`ranks.${rank.rankId}`, `${rank.fromParticipations}`);
  for (const rank of then.ranks) after.set(`ranks.${rank.rankId}`, `${rank.fromParticipations}`);
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => {
    const change = { name, from: before.get(name) ?? '-', to: after.get(name) ?? '-' };
    return change.from === change.to ? [] : [change];
  });
}

function withoutRanks({ points, coupon, ticket, grant, expiry }: ProgramVersion): object {
  return { points, coupon, ticket, grant, expiry };
}

/** Every value that is not itself made of values, by its place. */
function valuesOf(place: string, value: object): [string, string][] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    const path = place === '' ? name : `${place}.${name}`;
    if (typeof inner === 'object' && inner !== null) return valuesOf(path, inner);
    return [[path, JSON.stringify(inner)] satisfies [string, string]];
  });
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function noonOf(day: string): number {
  return Date.parse(`${day}T12:00:00+09:00`);
}
