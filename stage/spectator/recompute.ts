/** Everything again, on this phone: the files, all checks, and where its own tickets stand. */
import { digestOfBytes, seedOf } from '#domain/draw/digest.ts';
import {
  readBeacons,
  readFreeze,
  readOpen,
  readReveal,
  readSignatures,
  type FrozenPrize,
} from '#domain/draw/files.ts';
import { EntryTable, readResult, type ResultRow } from '#domain/draw/tables.ts';
import {
  verifyBundle,
  type Bundle,
  type CheckName,
  type Verification,
} from '#domain/draw/verify.ts';
import {
  BYTES_A_HASH,
  weightOf,
  type CrewDone,
  type CrewTask,
  type RangeTask,
} from './crew-tasks.ts';
import { noCrew, type Crew } from './crew.ts';
import { proveEntries, type EntryProof } from './entry-proofs.ts';
import type { HeldTickets } from './held-tickets.ts';
import { RankCounter, type RankedTicket } from './ticket-ranks.ts';

/** More of one person's tickets are not ranked one by one. */
const OWN_MAX = 10_000;
/** Of these, as many are shown at most. */
const SHOWN_MAX = 200;
/** A piece of work: a helper is done with it within a second, on a slow phone too. */
const RANGE_SERIALS = 65_536;
/** More serials are ranked by the verifier itself, after it has seen that they exist. */
const SERIALS_MAX = 20_000_000;
/** So many more of the lowest scores than places: one person may hold several of them. */
const KEEP_FACTOR = 8;
const KEEP_LEAST = 512;
/** Signatures over longer files are verified beside. */
const LONG_FILE_BYTES = 1_000_000;
/** Of entries.tsv: read, hashed as a file, and into the tree, beside one hash a serial. */
const READING_WEIGHT = 5;

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
  /** Of the tickets that are held; `null`: the files cannot be read. */
  readonly proofs: readonly EntryProof[] | null;
}

export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface Told {
  readonly onCheck?: (name: CheckName) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * @param crew who works beside: scores and long signatures, while the entries are read here
 * @param digests of files that were hashed already, by their bytes
 */
export async function recompute(
  bundle: Bundle,
  held: readonly HeldTickets[],
  told: Told = {},
  crew: Crew = noCrew(),
  digests: ReadonlyMap<Uint8Array, string> = new Map(),
): Promise<Recomputed> {
  const plans = plansOf(bundle, held);
  const tasks = [...longSignatures(bundle), ...plans.flatMap(rangesOf)];
  const entriesFile = bundle.get('entries.tsv') ?? new Uint8Array();
  const readingWeight = (entriesFile.length / BYTES_A_HASH) * READING_WEIGHT;
  const of = readingWeight + tasks.reduce((sum, task) => sum + weightOf(task), 0);
  let [read, done] = [0, 0];
  const tell = () => told.onProgress?.({ done: Math.min(of, read + done), of });
  crew.start(tasks, (weight) => {
    done += weight;
    tell();
  });
  const entries = reading(undefined, () => {
    const table = new EntryTable(entriesFile, (bytes) => {
      // The tree is what remains.
      read = readingWeight * 0.6 * (bytes / entriesFile.length);
      tell();
    });
    table.leaves.root();
    return table;
  });
  read = readingWeight;
  tell();
  const found = await crew.finish();
  const digestOf = (bytes: Uint8Array) => digests.get(bytes) ?? digestOfBytes(bytes);
  const verification = verifyBundle(bundle, {
    ...(told.onCheck === undefined ? {} : { onCheck: told.onCheck }),
    beside: {
      ...(entries === undefined ? {} : { entries }),
      digestOf,
      rangesOf: (seed) => found.filter(isRange).filter((range) => range.seed === seed),
      isSigned: (fileName, signature, key) => signedIn(found, fileName, signature, key),
    },
  });
  const proofs = held.length === 0 ? null : proveEntries(bundle, held, entries);
  if (!verification.ok) return { verification, resultSha256: null, standings: [], proofs };
  const { result } = verification;
  const standings = plans
    .filter(({ own }) => own.length > 0)
    .map((plan) => standingOf(plan, result, found));
  const resultFile = bundle.get('result.tsv') ?? new Uint8Array();
  return { verification, resultSha256: digestOf(resultFile), standings, proofs };
}

type RangeFound = Extract<CrewDone, { name: 'range' }>;
const isRange = (each: CrewDone): each is RangeFound => each.name === 'range';

function signedIn(found: readonly CrewDone[], fileName: string, signature: string, key: string) {
  const one = found.find(
    (each) =>
      each.name === 'signature' &&
      each.fileName === fileName &&
      each.signature === signature &&
      each.key === key,
  );
  return one?.name === 'signature' ? one.isRight : undefined;
}

/** A prize whose seed is known. */
interface PrizePlan {
  readonly prize: FrozenPrize;
  readonly seed: string;
  /** Serials that are held. */
  readonly own: readonly number[];
  /** These, and the last one that won as result.tsv says. */
  readonly asked: readonly number[];
}

/** Before the files are verified, nothing in them is sure to be readable, or to be of any size. */
function plansOf(bundle: Bundle, held: readonly HeldTickets[]): readonly PrizePlan[] {
  return reading([], () => {
    const final = digestOfBytes(fileOf(bundle, 'final.txt'));
    const xOf = randomnessOf(bundle);
    const { prizes } = readFreeze(fileOf(bundle, 'freeze.txt'));
    if (prizes.reduce((sum, { serials }) => sum + serials, 0) > SERIALS_MAX) return [];
    const result = readResult(fileOf(bundle, 'result.tsv'));
    return prizes.map((prize) => {
      const { prizeId, serials, round } = prize;
      const own = held
        .filter((tickets) => tickets.prizeId === prizeId)
        .flatMap(serialsOf)
        .filter((serial) => serial >= 1 && serial <= serials)
        .slice(0, OWN_MAX);
      const last = lastWinOf(result, prizeId);
      const asked = own.length === 0 || last === undefined ? own : [...own, last];
      return { prize, seed: seedOf(final, prizeId, round, xOf(round)), own, asked };
    });
  });
}

function lastWinOf(result: readonly ResultRow[], prizeId: string): number | undefined {
  return result.findLast((row) => row.prizeId === prizeId && row.kind === 'win')?.serial;
}

function rangesOf({ prize, seed, asked }: PrizePlan): RangeTask[] {
  const { serials, quantity, alternates } = prize;
  return Array.from({ length: Math.ceil(serials / RANGE_SERIALS) }, (_, index) => {
    const from = index * RANGE_SERIALS + 1;
    const to = Math.min(serials, from + RANGE_SERIALS - 1);
    const share = (quantity + alternates) * ((to - from + 1) / serials);
    const keep = Math.min(to - from + 1, Math.ceil(share * KEEP_FACTOR) + KEEP_LEAST);
    return { name: 'range', seed, from, to, keep, asked };
  });
}

function longSignatures(bundle: Bundle): CrewTask[] {
  return reading([], () => {
    const { key } = readOpen(fileOf(bundle, 'open.txt'));
    return readSignatures(fileOf(bundle, 'signatures.tsv')).flatMap(({ fileName, signature }) => {
      const bytes = bundle.get(fileName);
      if (bytes === undefined || bytes.length < LONG_FILE_BYTES) return [];
      return [{ name: 'signature', fileName, signature, key, bytes } as const];
    });
  });
}

function standingOf(
  { prize: { prizeId, serials }, seed, own, asked }: PrizePlan,
  result: readonly ResultRow[],
  found: readonly CrewDone[],
): PrizeStanding {
  const rows = result.filter((row) => row.prizeId === prizeId);
  const last = lastWinOf(rows, prizeId);
  const counts = found.filter(isRange).filter((range) => range.seed === seed);
  const ranked = new RankCounter(seed, asked).ranks(counts.map(({ before }) => before));
  const isOwn = new Set(own);
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
