/**
 * Part h: the draw. A million tickets ranked, beside a bare loop that only computes the same hashes;
 * the same in two shards; a million entries read, with their tree.
 */
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { mergeRankings, rankSerials } from '#domain/draw/ranking.ts';
import type { RankedSerial } from '#domain/draw/ranking.ts';
import { EntryTable, writeEntries } from '#domain/draw/tables.ts';
import { DRAW_OPTIONS, drawOwnerOf } from './draw-plan.ts';
import type { DrawShard, RankedShard } from './draw-plan.ts';

const TICKETS = 1_000_000;
const SHARDS = 2;
/** Each is measured so often, in turns; the quickest counts, for others use this machine too. */
const ROUNDS = 3;
const SEED = hash('sha256', 'bench');

export interface DrawResult {
  readonly tickets: number;
  readonly bareMs: number;
  readonly rankMs: number;
  readonly shardsMs: number;
  /** The most that the heap grew while it ranked, garbage included. */
  readonly heapGrowthBytes: number;
  readonly readMs: number;
  readonly treeMs: number;
  readonly faults: readonly string[];
}

export async function measureDraw(): Promise<DrawResult> {
  const times = { bareMs: Infinity, rankMs: Infinity, shardsMs: Infinity };
  const faults = new Set<string>();
  let heapGrowthBytes = 0;
  const shards = Array.from({ length: SHARDS }, () => new Shard());
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bareMs = Math.min(times.bareMs, await timed(bareLoop));
      let whole: RankedSerial[] = [];
      const rank = () => {
        const before = process.memoryUsage().heapUsed;
        whole = rankSerials(SEED, { from: 1, to: TICKETS }, drawOwnerOf, {
          ...DRAW_OPTIONS,
          onProgress: () => {
            const growth = process.memoryUsage().heapUsed - before;
            heapGrowthBytes = Math.max(heapGrowthBytes, growth);
          },
        });
      };
      times.rankMs = Math.min(times.rankMs, await timed(rank));
      let merged: RankedSerial[] = [];
      const inShards = async () => {
        const each = TICKETS / SHARDS;
        const ranked = await Promise.all(
          shards.map((shard, index) => shard.rank(index * each + 1, (index + 1) * each)),
        );
        merged = mergeRankings(ranked, DRAW_OPTIONS);
      };
      times.shardsMs = Math.min(times.shardsMs, await timed(inShards));
      if (JSON.stringify(merged) !== JSON.stringify(whole)) faults.add('h: shards differ');
      if (whole.length !== DRAW_OPTIONS.places) faults.add(`h: ${whole.length} places`);
    }
  } finally {
    await Promise.all(shards.map((shard) => shard.end()));
  }
  const { readMs, treeMs, rows } = await readEntries();
  if (rows !== TICKETS) faults.add(`h: ${rows} rows read`);
  return { tickets: TICKETS, ...times, heapGrowthBytes, readMs, treeMs, faults: [...faults] };
}

/** What nobody can be quicker than who hashes each ticket on its own. */
function bareLoop(): void {
  for (let serial = 1; serial <= TICKETS; serial += 1)
    hash('sha256', `${SEED},${serial}`, 'buffer');
}

/** A worker thread that ranks one range after the other; it is there before it is measured. */
class Shard {
  readonly #worker = new Worker(new URL('draw-shard.ts', import.meta.url));

  async rank(from: number, to: number): Promise<readonly RankedSerial[]> {
    const shard: DrawShard = { seed: SEED, from, to };
    const answered = once(this.#worker, 'message');
    this.#worker.postMessage(shard, []);
    const [answer]: RankedShard[] = await answered;
    return answer?.ranked ?? [];
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function readEntries(): Promise<{ readMs: number; treeMs: number; rows: number }> {
  const bytes = writeEntries(entryRows());
  let [readMs, treeMs, rows] = [Infinity, Infinity, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    let table: EntryTable | null = null;
    readMs = Math.min(readMs, await timed(() => void (table = new EntryTable(bytes))));
    const { leaves } = table ?? new EntryTable(new Uint8Array());
    treeMs = Math.min(treeMs, await timed(() => void leaves.root()));
    rows = leaves.count;
  }
  return { readMs, treeMs, rows };
}

function* entryRows() {
  for (let row = 1; row <= TICKETS; row += 1) {
    const entryId = `e${String(row).padStart(7, '0')}`;
    yield { prizeId: 'grand', entryId, ownerTag: drawOwnerOf(row), first: row, count: 1 };
  }
}

async function timed(work: () => void | Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
