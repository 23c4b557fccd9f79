/** Verifies beside the page, so that the page stays awake: reads, checks, ranks. */
import { digestOfBytes, seedOf } from '#domain/draw/digest.ts';
import { readBeacons, readFreeze, readOpen, readReveal, SEALED } from '#domain/draw/files.ts';
import { ticketStanding } from '#domain/draw/standing.ts';
import { verifyBundle } from '#domain/draw/verify.ts';
import type { Bundle, Verification } from '#domain/draw/verify.ts';
import { BUNDLE_LIMITS, UnreadableBundle, chooseFiles } from './bundle-files.ts';
import { isZip, readZip } from './bundle-zip.ts';
import type { ReadBundle } from './bundle-zip.ts';
import type { FromWorker, GivenFile, Report, ToWorker } from './conversation.ts';

let report: Report | null = null;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'verify') void verify(data.files).catch(tellBroken);
  else tellTicket(data.prizeId, data.serial);
});

async function verify(given: readonly GivenFile[]): Promise<void> {
  try {
    const { files, ignored } = await readBundle(given);
    const verified = verifyBundle(files, {
      onCheck: (name) => tell({ type: 'check', name }),
      onReading: (read, total) => tell({ type: 'reading', read, total }),
      onProgress: ({ scored, total }) => tell({ type: 'progress', scored, total }),
    });
    if (!verified.ok) {
      tell({ type: 'wrong', failed: verified.failed, reason: verified.reason });
      return;
    }
    report = reportOf(files, verified, ignored);
    tell({ type: 'right', report });
  } catch (error) {
    if (!(error instanceof UnreadableBundle)) throw error;
    tell({ type: 'unreadable', fault: error.fault, reason: error.message });
  }
}

async function readBundle(given: readonly GivenFile[]): Promise<ReadBundle> {
  const [only] = given;
  if (only !== undefined && given.length === 1) {
    const bytes = await bytesOf(only.content);
    if (isZip(bytes) || only.path.toLowerCase().endsWith('.zip')) return readZip(bytes);
  }
  const { own, ignored } = chooseFiles(given.map(({ path }) => path));
  const byPath = new Map(given.map(({ path, content }) => [path, content]));
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const [name, path] of own) {
    const content = byPath.get(path) ?? new Blob();
    total += content.size;
    if (total > BUNDLE_LIMITS.bundleBytesMax) throw new UnreadableBundle('too-large', path);
    files.set(name, await bytesOf(content));
  }
  return { files, ignored };
}

async function bytesOf(content: Blob): Promise<Uint8Array> {
  if (content.size > BUNDLE_LIMITS.bundleBytesMax) {
    throw new UnreadableBundle('too-large', String(content.size));
  }
  return new Uint8Array(await content.arrayBuffer());
}

/** Of files that were verified: they are all there, and as they must be. */
function reportOf(
  files: Bundle,
  verified: Extract<Verification, { ok: true }>,
  ignored: readonly string[],
): Report {
  const file = (name: string) => files.get(name) ?? new Uint8Array();
  const open = readOpen(file('open.txt'));
  const freeze = readFreeze(file('freeze.txt'));
  const sealed = open.chain === SEALED;
  const k = sealed ? readReveal(file('reveal.txt')).k : '';
  const beacons = new Map(
    (sealed ? [] : readBeacons(file('beacons.tsv'))).map(({ round, signature }) => [
      round,
      signature,
    ]),
  );
  return {
    draw: verified.draw,
    final: digestOfBytes(file('final.txt')),
    signed: verified.signed,
    sealed,
    limit: open.limit,
    prizes: freeze.prizes.map(({ prizeId, quantity, serials, round }) => ({
      prizeId,
      quantity,
      serials,
      seed: seedOf(verified.final, prizeId, round, sealed ? k : (beacons.get(round) ?? '')),
      rows: verified.result.filter((row) => row.prizeId === prizeId),
    })),
    ignored,
  };
}

function tellTicket(prizeId: string, serial: number): void {
  const prize = report?.prizes.find((each) => each.prizeId === prizeId);
  // The page asks only for what the report names.
  if (prize === undefined) return;
  const { seed, serials, rows } = prize;
  const standing = ticketStanding({ seed, serial, serials }, rows, (scored) => {
    tell({ type: 'ticket-progress', scored, total: serials });
  });
  tell({ type: 'ticket', answer: { prizeId, seed, standing } });
}

function tellBroken(error: unknown): void {
  tell({ type: 'broken', reason: error instanceof Error ? error.message : String(error) });
}

function tell(message: FromWorker): void {
  self.postMessage(message, {});
}
