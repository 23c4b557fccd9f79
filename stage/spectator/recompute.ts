/** Everything again, on this phone: the files, all checks, and where its own tickets stand. */
import { digestOfBytes, seedOf } from '#domain/draw/digest.ts';
import { readBeacons, readFreeze, readReveal } from '#domain/draw/files.ts';
import {
  verifyBundle,
  type Bundle,
  type CheckName,
  type Verification,
} from '#domain/draw/verify.ts';
import type { HeldTickets } from './held-tickets.ts';
import { ticketRanks, type RankedTicket } from './ticket-ranks.ts';

/** More of one person's tickets are not ranked one by one. */
const OWN_MAX = 10_000;
/** Of these, as many are shown at most. */
const SHOWN_MAX = 200;

export interface OwnTicket extends RankedTicket {
  /** Its own place in the result; `null`: none. */
  readonly place: { readonly kind: 'win' | 'alt'; readonly place: number } | null;
}

export interface PrizeStanding {
  readonly prizeId: string;
  /** What every score of the prize is made from, hex. */
  readonly seed: string;
  readonly serials: number;
  /** The rank of the last one that won; `null`: nobody did. */
  readonly cutRank: number | null;
  /** The best first. */
  readonly own: readonly OwnTicket[];
}

export interface Recomputed {
  readonly verification: Verification;
  /** Over the file's bytes: what phones agree on. */
  readonly resultSha256: string | null;
  /** Of each prize that tickets are held for. */
  readonly standings: readonly PrizeStanding[];
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export function recompute(
  bundle: Bundle,
  held: readonly HeldTickets[],
  told: {
    readonly onCheck?: (name: CheckName) => void;
    readonly onProgress?: (progress: Progress) => void;
  } = {},
): Recomputed {
  const serialsAll = serialsIn(bundle);
  const own = prizesOf(bundle, held);
  // Every serial once, and those of one's own prizes once more.
  const of = serialsAll + own.reduce((sum, { serials }) => sum + serials, 0);
  const verification = verifyBundle(bundle, {
    ...(told.onCheck === undefined ? {} : { onCheck: told.onCheck }),
    onProgress: ({ scored }) => told.onProgress?.({ done: scored, of }),
  });
  if (!verification.ok) return { verification, resultSha256: null, standings: [] };
  let before = serialsAll;
  const standings = own.map((prize) => {
    const done = before;
    before += prize.serials;
    return standingOf(prize, verification.result, (scored) =>
      told.onProgress?.({ done: done + scored, of }),
    );
  });
  const result = bundle.get('result.tsv') ?? new Uint8Array();
  return { verification, resultSha256: digestOfBytes(result), standings };
}

interface OwnPrize {
  readonly prizeId: string;
  readonly seed: string;
  readonly serials: number;
  readonly held: readonly number[];
}

type Rows = Extract<Verification, { ok: true }>['result'];

function standingOf(
  { prizeId, seed, serials, held }: OwnPrize,
  result: Rows,
  onProgress: (scored: number) => void,
): PrizeStanding {
  const rows = result.filter((row) => row.prizeId === prizeId);
  const last = rows.findLast(({ kind }) => kind === 'win')?.serial;
  const asked = last === undefined ? held : [...held, last];
  const ranked = ticketRanks(seed, serials, asked, onProgress);
  const isOwn = new Set(held);
  return {
    prizeId,
    seed,
    serials,
    cutRank: ranked.find(({ serial }) => serial === last)?.rank ?? null,
    own: ranked
      .filter(({ serial }) => isOwn.has(serial))
      .slice(0, SHOWN_MAX)
      .map((ticket) => {
        const row = rows.find(({ serial }) => serial === ticket.serial);
        return {
          ...ticket,
          place: row === undefined ? null : { kind: row.kind, place: row.place },
        };
      }),
  };
}

/** Before the files are verified, nothing in them is sure to be readable. */
function serialsIn(bundle: Bundle): number {
  return reading(0, () =>
    readFreeze(fileOf(bundle, 'freeze.txt')).prizes.reduce((sum, { serials }) => sum + serials, 0),
  );
}

function prizesOf(bundle: Bundle, held: readonly HeldTickets[]): OwnPrize[] {
  return reading([], () => {
    const final = digestOfBytes(fileOf(bundle, 'final.txt'));
    const xOf = randomnessOf(bundle);
    return readFreeze(fileOf(bundle, 'freeze.txt')).prizes.flatMap(
      ({ prizeId, serials, round }) => {
        const own = held.filter((tickets) => tickets.prizeId === prizeId).flatMap(serialsOf);
        if (own.length === 0) return [];
        const seed = seedOf(final, prizeId, round, xOf(round));
        return [{ prizeId, seed, serials, held: own.slice(0, OWN_MAX) }];
      },
    );
  });
}

function serialsOf({ first, count }: HeldTickets): number[] {
  return Array.from({ length: Math.min(count, OWN_MAX) }, (_, index) => first + index);
}

function randomnessOf(bundle: Bundle): (round: number) => string {
  if (!bundle.has('beacons.tsv')) {
    const { k } = readReveal(fileOf(bundle, 'reveal.txt'));
    return () => k;
  }
  const beacons = readBeacons(fileOf(bundle, 'beacons.tsv'));
  return (wanted) => beacons.find(({ round }) => round === wanted)?.signature ?? '';
}

function fileOf(bundle: Bundle, name: string): Uint8Array {
  return bundle.get(name) ?? new Uint8Array();
}

/** A file that cannot be read is told by the verifier, by its name. */
function reading<Value>(otherwise: Value, read: () => Value): Value {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
