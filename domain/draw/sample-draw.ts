/** Whole draws for tests, made of chance with a seed: every file, signed. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { commitmentOf, digestOfBytes, digestOfText, ownerTagOf } from './digest.ts';
import type { LimitRule } from './files.ts';
import { writeFinal, writeFreeze, writeOpen, writeReveal, writeSignatures } from './files.ts';
import { computeResult } from './result.ts';
import {
  EntryTable,
  compareEntries,
  readAudience,
  writeAudience,
  writeEntries,
  writeResult,
} from './tables.ts';
import type { EntryRow } from './tables.ts';

export interface SampleDraw {
  /** Decides everything that is not given. */
  readonly seed: string;
  readonly limit?: LimitRule;
  /** Tickets of each entry, by prize in draw order. */
  readonly prizes: readonly {
    readonly prizeId: string;
    readonly quantity: number;
    readonly alternates: number;
    readonly entries: readonly { readonly owner: number; readonly count: number }[];
  }[];
}

/** A sealed draw's bundle, from open.txt to signatures.tsv. */
export function makeSampleBundle(sample: SampleDraw): Map<string, Uint8Array> {
  const { seed, limit = 'none', prizes } = sample;
  const draw = `sample-${digestOfText(seed).slice(0, 8)}`;
  const kHex = digestOfText(`k ${seed}`);
  const sign = sampleSigner(seed);
  const ownerTag = (owner: number) => ownerTagOf(draw, digestOfText(`nonce ${owner}`));
  const bundle = new Map<string, Uint8Array>();
  const rules = utf8ToBytes('The rules of a sample.\n');
  bundle.set('rules.txt', rules);
  const open = {
    draw,
    rules: digestOfBytes(rules),
    code: digestOfText('code'),
    key: bytesToHex(ed25519.getPublicKey(secretKeyOf(seed))),
    commit: commitmentOf(draw, kHex),
    chain: 'none',
    gap: 0,
    lead: 0,
    limit,
  };
  bundle.set('open.txt', writeOpen(open));
  const rows: EntryRow[] = prizes.flatMap(({ prizeId, entries }) => {
    let first = 1;
    return entries.map(({ owner, count }, index) => {
      const entryId = `e${String(index).padStart(6, '0')}`;
      const row = { prizeId, entryId, ownerTag: ownerTag(owner), first, count };
      first += count;
      return row;
    });
  });
  const entries = writeEntries(rows.toSorted(compareEntries));
  bundle.set('entries.tsv', entries);
  const audience = writeAudience(
    [1, 2].map((seq) => ({
      seq,
      ownerTag: ownerTag(seq),
      hex: digestOfText(`${seq}`).slice(0, 32),
    })),
  );
  bundle.set('audience.tsv', audience);
  const table = new EntryTable(entries);
  const freeze = {
    open: digestOfBytes(writeOpen(open)),
    entries: { file: digestOfBytes(entries), rows: table.rows, root: table.leaves.root() },
    audience: {
      file: digestOfBytes(audience),
      rows: 2,
      root: readAudience(audience).leaves.root(),
    },
    k: 'sealed',
    prizes: prizes.map(({ prizeId, quantity, alternates }) => ({
      prizeId,
      quantity,
      alternates,
      serials: table.prize(prizeId).serials,
      round: 0,
    })),
    time: '2027-03-20T05:00:00Z',
  };
  bundle.set('freeze.txt', writeFreeze(freeze));
  const final = writeFinal({
    freeze: digestOfBytes(writeFreeze(freeze)),
    dice: '27182818284590452353',
  });
  bundle.set('final.txt', final);
  const finalHash = digestOfBytes(final);
  bundle.set('reveal.txt', writeReveal({ final: finalHash, k: kHex }));
  const result = computeResult({ open, freeze, entries: table, finalHash, xOf: () => kHex });
  bundle.set('result.tsv', writeResult(result));
  bundle.set(
    'signatures.tsv',
    writeSignatures(
      Array.from(bundle, ([fileName, bytes]) => ({
        fileName,
        signature: sign(bytes),
      })),
    ),
  );
  return bundle;
}

/** Signs under the draw's key. @returns hex */
export function sampleSigner(seed: string): (bytes: Uint8Array) => string {
  return (bytes) => bytesToHex(ed25519.sign(bytes, secretKeyOf(seed)));
}

function secretKeyOf(seed: string): Uint8Array {
  return utf8ToBytes(digestOfText(`key ${seed}`).slice(0, 32));
}
