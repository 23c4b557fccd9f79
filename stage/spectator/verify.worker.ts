/** Fetches a draw's files and computes everything again, away from the page. */
import { digestOfBytes } from '#domain/draw/digest.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { HeldTickets } from './held-tickets.ts';
import { proveEntries, type EntryProof } from './entry-proofs.ts';
import { hireCrew, noCrew } from './crew.ts';
import { recompute, type Progress, type Recomputed } from './recompute.ts';

export interface VerifyTask {
  /** Comes back with each report: those of a task that was replaced are dropped. */
  readonly task: number;
  /** `entries`: were my tickets in? `everything`: the whole draw, and where they stand. */
  readonly what: 'entries' | 'everything';
  readonly lotteryId: string;
  readonly files: readonly { name: DrawFileName; sha256: string; bytes: number }[];
  readonly held: readonly HeldTickets[];
}

export type VerifyReport =
  | { readonly name: 'fetched'; readonly progress: Progress }
  | { readonly name: 'checked'; readonly check: string }
  | { readonly name: 'scored'; readonly progress: Progress }
  | { readonly name: 'entries'; readonly proofs: readonly EntryProof[] | null }
  | { readonly name: 'recomputed'; readonly recomputed: Recomputed }
  | { readonly name: 'unreachable' }
  /** What came is not what the list of files says. */
  | { readonly name: 'altered'; readonly file: string };

/** Too many at once, or a server that starts again. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);
const TRIES_MAX = 5;
const AGAIN_MS = 500;
/** Less is computed sooner than a helper is called. */
const LONG_BYTES = 2_000_000;
const ENTRY_FILES: ReadonlySet<string> = new Set(['open.txt', 'entries.tsv', 'freeze.txt']);
/** Files of earlier runs, by their hashes; they never change. */
const fetched = new Map<string, Uint8Array>();
/** The hashes, by the files' bytes. */
const digests = new Map<Uint8Array, string>();

/** A report on a task. */
export interface Told {
  readonly task: number;
  readonly report: VerifyReport;
}

self.addEventListener('message', (event: MessageEvent<VerifyTask>) => void run(event.data));

async function run(task: VerifyTask): Promise<void> {
  const tell = (report: VerifyReport) => {
    const told: Told = { task: task.task, report };
    self.postMessage(told, {});
  };
  const wanted = task.files.filter(
    ({ name }) => task.what === 'everything' || ENTRY_FILES.has(name),
  );
  const of = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const bundle = new Map<string, Uint8Array>();
  let done = 0;
  for (const file of wanted) {
    const bytes = await read(task.lotteryId, file);
    if (bytes === null) return tell({ name: 'unreachable' });
    if (!digests.has(bytes)) digests.set(bytes, digestOfBytes(bytes));
    if (digests.get(bytes) !== file.sha256) return tell({ name: 'altered', file: file.name });
    fetched.set(file.sha256, bytes);
    bundle.set(file.name, bytes);
    done += file.bytes;
    tell({ name: 'fetched', progress: { done, of } });
  }
  if (task.what === 'entries') {
    tell({ name: 'entries', proofs: proveEntries(bundle, task.held) });
    return;
  }
  const isLong = of > LONG_BYTES;
  const crew = isLong ? hireCrew(navigator.hardwareConcurrency) : noCrew();
  try {
    const told = {
      onCheck: (check: string) => tell({ name: 'checked', check }),
      onProgress: (progress: Progress) => tell({ name: 'scored', progress }),
    };
    const recomputed = await recompute(bundle, task.held, told, crew, digests);
    if (task.held.length > 0) tell({ name: 'entries', proofs: recomputed.proofs });
    tell({ name: 'recomputed', recomputed });
  } finally {
    crew.close();
  }
}

async function read(
  lotteryId: string,
  { name, sha256 }: VerifyTask['files'][number],
): Promise<Uint8Array | null> {
  const had = fetched.get(sha256);
  if (had !== undefined) return had;
  for (let tries = 1; ; tries += 1) {
    try {
      const answer = await fetch(`/api/lotteries/${lotteryId}/files/${name}`);
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      if (!BUSY.has(answer.status) || tries === TRIES_MAX) return null;
    } catch {
      return null;
    }
    // A whole hall asks in the same moment: not all come back at once.
    const waitMs = AGAIN_MS * tries * (1 + Math.random());
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}
