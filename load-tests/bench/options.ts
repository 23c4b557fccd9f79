import { parseArgs } from 'node:util';

/**
 * The parts of the bench: a raw ceiling, b check-ins with the workers paused, c the whole way with
 * the workers on, d memory of idle kiosks, e histories in full books, f exchanges, g the books
 * verified, h the draw, i the stage of a full hall, j a lottery's last second, k a
 * draw recomputed in a browser.
 */
const BENCH_PARTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];

export interface BenchOptions {
  readonly people: number;
  readonly kiosks: number;
  readonly inFlight: number;
  readonly idleKiosks: number;
  /** Phones that watch the stage in part i. */
  readonly spectators: number;
  /** Tickets that are entered in part j, each by a phone of its own. */
  readonly lastSecond: number;
  readonly only: ReadonlySet<BenchPart>;
  /** Sizes of the books of parts e and g, ascending; g is measured at the first. */
  readonly entries: readonly number[];
  /** Databases to measure parts c and f on; e and g are for PostgreSQL alone. */
  readonly databases: ReadonlySet<'pglite' | 'postgres'>;
  /** A folder for CPU profiles of server and worker; `null`: none. */
  readonly profileFolder: string | null;
  /** A PostgreSQL server to make a database in, instead of a cluster of our own. */
  readonly databaseUrl: string | null;
}

export const BENCH_USAGE = `npm run bench -- [--people 100000] [--kiosks 50] [--in-flight 4] [--idle-kiosks 500]
                [--only a,b,c,d,e,f,g,h,i,j,k] [--entries 1000000,10000000]
                [--spectators 5000] [--last-second 10000]
                [--databases pglite,postgres] [--profile FOLDER]
BENCH_DATABASE_URL names a PostgreSQL server to use instead of a cluster of the bench's own.`;

/** @returns the options, or one line that says what is wrong */
export function readBenchOptions(
  words: readonly string[],
  environment: NodeJS.ProcessEnv,
): BenchOptions | string {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        people: { type: 'string', default: '100000' },
        kiosks: { type: 'string', default: '50' },
        'in-flight': { type: 'string', default: '4' },
        'idle-kiosks': { type: 'string', default: '500' },
        spectators: { type: 'string', default: '5000' },
        'last-second': { type: 'string', default: '10000' },
        only: { type: 'string', default: BENCH_PARTS.join(',') },
        entries: { type: 'string', default: '1000000,10000000' },
        databases: { type: 'string', default: 'pglite,postgres' },
        profile: { type: 'string' },
      },
    });
    return {
      people: countOf('people', values.people, 1_000_000),
      kiosks: countOf('kiosks', values.kiosks, 1_000),
      inFlight: countOf('in-flight', values['in-flight'], 64),
      idleKiosks: countOf('idle-kiosks', values['idle-kiosks'], 5_000),
      spectators: countOf('spectators', values.spectators, 20_000),
      lastSecond: countOf('last-second', values['last-second'], 100_000),
      only: setOf('only', values.only, BENCH_PARTS),
      entries: sizesOf('entries', values.entries),
      databases: setOf('databases', values.databases, ['pglite', 'postgres']),
      profileFolder: values.profile ?? null,
      databaseUrl: environment['BENCH_DATABASE_URL'] ?? null,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function countOf(name: string, text: string, max: number): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= max) return count;
  throw new Error(`--${name} must be a whole number from 1 to ${max}, not ${JSON.stringify(text)}`);
}

/** At least as many as those have whose history is read. */
const ENTRIES_MIN = 100_000;

function sizesOf(name: string, text: string): number[] {
  const sizes = text.split(',').map((word) => countOf(name, word.trim(), 20_000_000));
  const ascends = sizes.every((size, index) => size > (sizes[index - 1] ?? ENTRIES_MIN - 1));
  if (ascends && sizes.every((size) => size % 2 === 0)) return sizes;
  throw new Error(`--${name} takes even numbers from ${ENTRIES_MIN} that ascend, not ${text}`);
}

function setOf<const Word extends string>(
  name: string,
  text: string,
  known: readonly Word[],
): ReadonlySet<Word> {
  const chosen = text.split(',').map((word) => {
    const found = known.find((candidate) => candidate === word.trim());
    if (found !== undefined) return found;
    throw new Error(`--${name} takes ${known.join(',')}, not ${JSON.stringify(word)}`);
  });
  return new Set(chosen);
}
