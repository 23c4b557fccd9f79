/** The board beside the ring: a row a place, in pages where there are many. */
import type { RevealedPlace, StageSnapshot } from '#domain/contract/stage-channel.ts';
import { digitsOf, placesOf, serialText, stageAt } from './stage-state.ts';

export interface BoardRow {
  readonly kind: RevealedPlace['kind'];
  readonly place: number;
  /** As many digits as stand; `null`: not begun. */
  readonly serial: string | null;
  /** Digits that are still to come. */
  readonly open: number;
  readonly nickname: string | null;
  readonly state: 'shown' | 'now' | 'open';
}

/** Rows of a prize at a moment: places that came, the one that is coming, and those that are open. */
export function boardRows(
  snapshot: StageSnapshot,
  prizeIndex: number,
  nowMs: number,
): readonly BoardRow[] {
  const prize = snapshot.lottery.prizes[prizeIndex];
  if (prize === undefined) return [];
  const digits = digitsOf(prize);
  const { moment } = stageAt(snapshot, nowMs);
  const running = moment.name === 'reveal' && moment.prizeIndex === prizeIndex ? moment : null;
  const begun = snapshot.revealed.filter(
    ({ prizeId, startsAt }) => prizeId === prize.prizeId && Date.parse(startsAt) <= nowMs,
  );
  const rows = begun.map((place): BoardRow => {
    const isNow = running?.place === place && running.digitsOut < digits;
    const out = isNow ? running.digitsOut : digits;
    return {
      kind: place.kind,
      place: place.place,
      serial: serialText(place.serial, digits).slice(0, out),
      open: digits - out,
      nickname: isNow ? null : place.nickname,
      state: isNow ? 'now' : 'shown',
    };
  });
  const expected = placesOf(snapshot, prizeIndex);
  const missing = (kind: BoardRow['kind'], count: number): BoardRow[] => {
    const had = rows.filter((row) => row.kind === kind).length;
    return Array.from({ length: Math.max(0, count - had) }, (_, index) => ({
      kind,
      place: had + index + 1,
      serial: null,
      open: digits,
      nickname: null,
      state: 'open' as const,
    }));
  };
  const of = (kind: BoardRow['kind']) => rows.filter((row) => row.kind === kind);
  return [
    ...of('win'),
    ...missing('win', expected.wins),
    ...of('alt'),
    // Alternates are announced in a line until the first of them comes.
    ...(of('alt').length > 0 ? missing('alt', expected.alternates) : []),
  ];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** From 0. */
  readonly index: number;
  readonly count: number;
}

/** The page that holds a row. */
export function pageWith<Row>(rows: readonly Row[], size: number, at: number): Page<Row> {
  const count = Math.max(1, Math.ceil(rows.length / size));
  const index = Math.min(count - 1, Math.max(0, Math.floor(at / size)));
  return { rows: rows.slice(index * size, (index + 1) * size), index, count };
}

/** Long enough to read ten rows. */
export const PAGE_MS = 8_000;

/** Pages one after another, by the server's clock: ten screens turn them together. */
export function pageAt<Row>(rows: readonly Row[], size: number, nowMs: number): Page<Row> {
  const count = Math.max(1, Math.ceil(rows.length / size));
  return pageWith(rows, size, (Math.floor(nowMs / PAGE_MS) % count) * size);
}
