/** LT1: every vector, byte for byte, there and back. */
import { readFileSync } from 'node:fs';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { QUICKNET, roundAfter, timeOfRound, verifyBeacon } from './beacon.ts';
import { commitmentOf, digestOfBytes, digestOfText, scoreOf, seedOf } from './digest.ts';
import {
  readBeacons,
  readFinal,
  readFreeze,
  readOpen,
  readReveal,
  writeBeacons,
  writeFinal,
  writeFreeze,
  writeOpen,
  writeReveal,
} from './files.ts';
import { MerkleLeaves, verifyConsistency, verifyInclusion } from './merkle.ts';
import { computeResult } from './result.ts';
import {
  EntryTable,
  readAudience,
  readResult,
  writeAudience,
  writeEntries,
  writeResult,
} from './tables.ts';
import { verifyBundle } from './verify.ts';

const json = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8'));

const Vd1Schema = v.object({
  cases: v.array(
    v.object({
      input: v.object({
        draw: v.string(),
        rulesTxt: v.string(),
        code: v.string(),
        key: v.string(),
        kHex: v.string(),
        chain: v.string(),
        gap: v.number(),
        lead: v.number(),
        limit: v.picklist(['none', 'owner-prize', 'owner-draw']),
        entries: v.array(v.tuple([v.string(), v.string(), v.string(), v.number()])),
        prizes: v.array(v.tuple([v.string(), v.number(), v.number(), v.number()])),
        audience: v.array(v.tuple([v.number(), v.string(), v.string()])),
        dice: v.string(),
        time: v.string(),
        sigs: v.record(v.string(), v.string()),
      }),
      files: v.record(v.string(), v.string()),
    }),
  ),
});
const MerkleSchema = v.object({
  leaves_hex: v.array(v.string()),
  roots_by_size: v.array(v.string()),
  inclusion: v.array(
    v.object({
      index: v.number(),
      size: v.number(),
      path: v.array(v.string()),
      root: v.string(),
    }),
  ),
});
const DrandSchema = v.object({
  info: v.object({ public_key: v.string(), hash: v.string() }),
  beacons: v.array(v.object({ round: v.number(), signature: v.string(), time_unix: v.number() })),
});

const { cases } = v.parse(Vd1Schema, json('vd1'));
const merkle = v.parse(MerkleSchema, json('merkle-rfc6962'));
const drand = v.parse(DrandSchema, json('drand-quicknet'));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe.each(cases.map((each) => [each.input.draw, each] as const))('LT1 %s', (_name, each) => {
  const { input, files } = each;
  const bytes = (name: string) => utf8ToBytes(files[name] ?? '');
  const isSealed = input.chain === 'none';

  test('its files are written to the byte', () => {
    const open = writeOpen({
      ...input,
      rules: digestOfText(input.rulesTxt),
      commit: commitmentOf(input.draw, input.kHex),
    });
    expect(text(open)).toBe(files['open.txt']);
    const next = new Map<string, number>();
    const entries = writeEntries(
      input.entries.map(([prizeId, entryId, ownerTag, count]) => {
        const first = next.get(prizeId) ?? 1;
        next.set(prizeId, first + count);
        return { prizeId, entryId, ownerTag, first, count };
      }),
    );
    expect(text(entries)).toBe(files['entries.tsv']);
    const audience = writeAudience(
      input.audience.map(([seq, ownerTag, hex]) => ({ seq, ownerTag, hex })),
    );
    expect(text(audience)).toBe(files['audience.tsv']);
    const entryTable = new EntryTable(entries);
    const audienceTable = readAudience(audience);
    const freeze = writeFreeze({
      open: digestOfBytes(open),
      entries: {
        file: digestOfBytes(entries),
        rows: entryTable.rows,
        root: entryTable.leaves.root(),
      },
      audience: {
        file: digestOfBytes(audience),
        rows: audienceTable.rows.length,
        root: audienceTable.leaves.root(),
      },
      k: isSealed ? 'sealed' : input.kHex,
      prizes: input.prizes.map(([prizeId, quantity, alternates, round]) => ({
        prizeId,
        quantity,
        alternates,
        serials: entryTable.prize(prizeId).serials,
        round,
      })),
      time: input.time,
    });
    expect(text(freeze)).toBe(files['freeze.txt']);
    const final = writeFinal({ freeze: digestOfBytes(freeze), dice: input.dice });
    expect(text(final)).toBe(files['final.txt']);
    const finalHash = digestOfBytes(final);
    if (isSealed) {
      expect(text(writeReveal({ final: finalHash, k: input.kHex }))).toBe(files['reveal.txt']);
    } else {
      const beacons = input.prizes.map(([, , , round]) => ({
        round,
        signature: input.sigs[round] ?? '',
      }));
      expect(text(writeBeacons(beacons))).toBe(files['beacons.tsv']);
    }
    const rows = computeResult({
      open: input,
      freeze: readFreeze(freeze),
      entries: entryTable,
      finalHash,
      xOf: ({ round }) => (isSealed ? input.kHex : (input.sigs[round] ?? '')),
    });
    expect(text(writeResult(rows))).toBe(files['result.tsv']);
  });

  test('its files are read, and written back the same', () => {
    expect(text(writeOpen(readOpen(bytes('open.txt'))))).toBe(files['open.txt']);
    expect(text(writeFreeze(readFreeze(bytes('freeze.txt'))))).toBe(files['freeze.txt']);
    expect(text(writeFinal(readFinal(bytes('final.txt'))))).toBe(files['final.txt']);
    expect(text(writeResult(readResult(bytes('result.tsv'))))).toBe(files['result.tsv']);
    expect(text(writeAudience(readAudience(bytes('audience.tsv')).rows))).toBe(
      files['audience.tsv'],
    );
    const table = new EntryTable(bytes('entries.tsv'));
    const rows = Array.from({ length: table.rows }, (_, index) => table.row(index));
    expect(text(writeEntries(rows))).toBe(files['entries.tsv']);
    if (isSealed) {
      expect(text(writeReveal(readReveal(bytes('reveal.txt'))))).toBe(files['reveal.txt']);
    } else {
      expect(text(writeBeacons(readBeacons(bytes('beacons.tsv'))))).toBe(files['beacons.tsv']);
    }
  });

  test('its bundle verifies, unsigned as it is', () => {
    const bundle = new Map(Object.keys(files).map((name) => [name, bytes(name)]));
    const verified = verifyBundle(bundle);
    expect(verified).toMatchObject({ ok: true, draw: input.draw, signed: false });
    const randomness = isSealed ? 'reveal' : 'beacon';
    expect(verified.passed.join(' ')).toBe(
      `open rules entries audience freeze commit final dice rounds ${randomness} result`,
    );
  });

  test('a winner’s score is what a shell computes', () => {
    const [first] = readResult(bytes('result.tsv'));
    const finalHash = digestOfBytes(bytes('final.txt'));
    const [prizeId, , , round] = input.prizes[0]!;
    const x = isSealed ? input.kHex : input.sigs[round]!;
    const seed = seedOf(finalHash, prizeId, round, x);
    expect(scoreOf(seed, first!.serial)).toBe(first!.score);
    expect(first!.score).toBe(digestOfText(`${seed},${first!.serial}`));
  });
});

describe('RFC 6962', () => {
  const leaves = merkle.leaves_hex.map((leaf) => hexToBytes(leaf));
  const tree = new MerkleLeaves(1);
  for (const leaf of leaves) tree.add(leaf);

  test('the roots at every size', () => {
    expect(merkle.roots_by_size.map((_, size) => tree.root(size))).toEqual(merkle.roots_by_size);
  });

  test.each(merkle.inclusion.map((proof) => [proof.index, proof.size, proof] as const))(
    'leaf %i of %i',
    (index, size, { path, root }) => {
      expect(tree.inclusionPath(index, size)).toEqual(path);
      expect(verifyInclusion(leaves[index]!, { index, size }, path, root)).toBe(true);
      expect(verifyInclusion(leaves[index]!, { index, size }, path, '0'.repeat(64))).toBe(false);
      const other = leaves[(index + 1) % leaves.length]!;
      expect(verifyInclusion(other, { index, size }, path, root)).toBe(false);
      expect(verifyInclusion(leaves[index]!, { index, size }, [...path, root], root)).toBe(false);
    },
  );

  test('every tree is the beginning of every larger one, and of no other', () => {
    for (let before = 1; before <= leaves.length; before += 1) {
      for (let size = before; size <= leaves.length; size += 1) {
        const path = tree.consistencyPath(before, size);
        const roots = { before: tree.root(before), root: tree.root(size) };
        expect(verifyConsistency({ before, size }, path, roots), `${before} of ${size}`).toBe(true);
        const wrong = { ...roots, before: '0'.repeat(64) };
        expect(verifyConsistency({ before, size }, path, wrong)).toBe(false);
      }
    }
  });
});

describe('drand quicknet', () => {
  test('its key is the one that is known here', () => {
    expect(drand.info).toMatchObject({ public_key: QUICKNET.publicKey, hash: QUICKNET.hash });
  });

  test.each(drand.beacons.map((beacon) => [beacon.round, beacon] as const))(
    'round %i verifies, at its time',
    (round, beacon) => {
      expect(verifyBeacon(QUICKNET, beacon)).toBe(true);
      expect(timeOfRound(QUICKNET, round)).toBe(beacon.time_unix * 1_000);
      expect(roundAfter(QUICKNET, beacon.time_unix * 1_000)).toBe(round);
      expect(roundAfter(QUICKNET, beacon.time_unix * 1_000 - 1)).toBe(round);
      expect(roundAfter(QUICKNET, beacon.time_unix * 1_000 + 1)).toBe(round + 1);
    },
  );

  test('another round’s signature, a changed one and no signature do not', () => {
    const [first, second] = drand.beacons;
    expect(verifyBeacon(QUICKNET, { round: first!.round, signature: second!.signature })).toBe(
      false,
    );
    const changed = `${first!.signature.slice(0, -1)}0`;
    expect(verifyBeacon(QUICKNET, { round: first!.round, signature: changed })).toBe(false);
    expect(verifyBeacon(QUICKNET, { round: first!.round, signature: '' })).toBe(false);
    expect(verifyBeacon(QUICKNET, { round: 0, signature: first!.signature })).toBe(false);
  });
});
