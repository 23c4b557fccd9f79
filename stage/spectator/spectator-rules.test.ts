/** What a phone computes for itself, against the plain rules and a real bundle. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { scoreOf } from '#domain/draw/digest.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import { ticketStanding } from '#domain/draw/standing.ts';
import { EntryTable, type EntryRow } from '#domain/draw/tables.ts';
import { memory, receiptIn, typed } from '../../tests/held-samples.ts';
import { START_MS, instant, sampleHall, snapshotOf } from '../../tests/stage-samples.ts';
import { proveEntries } from './entry-proofs.ts';
import type { HeldTickets } from './held-tickets.ts';
import { messages } from '../languages/spectator/index.ts';
import { commandFor, neighbourText } from './proof-section.ts';
import { rankShare, rankTicks } from './rank-chart.ts';
import { recompute } from './recompute.ts';
import { ticketRanks } from './ticket-ranks.ts';
import { secondsBefore, witness } from './witness.ts';

const hall = sampleHall();
const entries = new EntryTable(hall.bundle.get('entries.tsv') ?? new Uint8Array());
const receiptOf = (serial: number) => receiptIn(entries, serial);

describe('ranks', () => {
  test('all at once are what each is alone', () => {
    const seed = 'ab'.repeat(32);
    const all = ticketRanks(seed, 300, [7, 1, 299, 300, 7, 301, 0]);
    expect(all.map(({ serial }) => serial).toSorted((a, b) => a - b)).toEqual([1, 7, 299, 300]);
    for (const { serial, rank, score } of all) {
      const alone = ticketStanding({ seed, serial, serials: 300 }, []);
      expect({ rank, score }).toEqual({ rank: alone.rank, score: alone.score });
    }
    expect(all.map(({ rank }) => rank)).toEqual(
      all.map(({ rank }) => rank).toSorted((a, b) => a - b),
    );
  });

  test('the logarithmic line begins with 1 and ends with the last', () => {
    expect([1, 10, 100, 1_000].map((rank) => rankShare(rank, 1_000))).toEqual([
      0,
      expect.closeTo(1 / 3),
      expect.closeTo(2 / 3),
      1,
    ]);
    expect(rankTicks(1_842)).toEqual([1, 10, 100]);
    expect(rankTicks(1)).toEqual([1]);
    expect(rankShare(1, 1)).toBe(0);
  });
});

describe('everything again', () => {
  test('LT1 a winner, and where the cut is', async () => {
    const winner = hall.result.find(({ prizeId }) => prizeId === 'fireworks');
    const { verification, standings, resultSha256 } = await recompute(hall.bundle, [
      typed(winner?.serial ?? 0),
      typed(1, 3, 'keep'),
    ]);
    expect(verification).toMatchObject({ ok: true, signed: true });
    expect(resultSha256).toBe(hall.lottery.files.find(({ name }) => name === 'result.tsv')?.sha256);
    const fireworks = standings.find(({ prizeId }) => prizeId === 'fireworks');
    expect(fireworks?.own[0]).toMatchObject({ rank: 1, place: { kind: 'win', place: 1 } });
    expect(fireworks?.cutRank).toBeGreaterThanOrEqual(10);
    expect(standings.map(({ prizeId }) => prizeId)).toEqual(['fireworks', 'keep']);
  });

  test('a byte that was changed is found, and nothing is claimed', async () => {
    const bundle = new Map(hall.bundle);
    const bytes = Uint8Array.from(bundle.get('result.tsv') ?? []);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    bundle.set('result.tsv', bytes);
    const { verification, standings, resultSha256 } = await recompute(bundle, [typed(1)]);
    expect(verification).toMatchObject({ ok: false, failed: 'result' });
    expect([standings, resultSha256]).toEqual([[], null]);
    expect((await recompute(new Map(), [typed(1)])).verification).toMatchObject({ failed: 'open' });
  });

  test('progress goes forwards to the end', async () => {
    const seen: number[] = [];
    await recompute(hall.bundle, [typed(1)], {
      onProgress: ({ done, of }) => seen.push(done / of),
    });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  test('the line for a shell computes the score that is shown', async () => {
    const [standing] = (await recompute(hall.bundle, [typed(17)])).standings;
    const [, quoted = ''] = /"([^"]+)"/.exec(commandFor(standing?.seed ?? '', 17)) ?? [];
    const [seed = '', serial] = quoted.split(',');
    expect(scoreOf(seed, Number(serial))).toBe(standing?.own[0]?.score);
  });
});

const proofOf = (held: HeldTickets, bundle = hall.bundle) => proveEntries(bundle, [held])?.[0];

const rowAt = (first: number, count: number): EntryRow => ({
  prizeId: 'fireworks',
  entryId: 'e',
  ownerTag: 'o',
  first,
  count,
});

describe('the proof that I was in', () => {
  test('receipt, row, root and both neighbours', () => {
    const held = receiptOf(840);
    const proof = proofOf(held);
    expect(proof).toMatchObject({ receipt: 'right', row: 'included', isFrozen: true });
    expect((proof?.before?.first ?? 0) + (proof?.before?.count ?? 0)).toBe(held.first);
    expect(proof?.after?.first).toBe(held.first + held.count);
    expect(proof?.steps).toBeGreaterThan(5);
    expect(proofOf(typed(1))?.before).toBeNull();
    expect(proofOf(typed(1_842))?.after).toBeNull();
  });

  test.each<[string, (held: HeldTickets) => HeldTickets, object]>([
    ['more tickets than the row', (held) => ({ ...held, count: 9 }), { row: 'missing' }],
    ['numbers beyond the last', () => typed(1_842, 2), { row: 'missing', receipt: 'none' }],
    ['a prize that is none', () => typed(1, 1, 'nothing'), { row: 'missing' }],
    [
      "another key's signature",
      (held) => ({
        ...held,
        receipt: { ...held.receipt!, signature: strangersSignature(held) },
      }),
      { row: 'included', receipt: 'wrong' },
    ],
  ])('%s', (_name, change, expected) => {
    expect(proofOf(change(receiptOf(840)))).toMatchObject(expected);
  });

  test.each([
    ['ja', 'この賞で最初の番号です。次は2–3です'],
    ['en', 'First number for this prize. Next: 2–3'],
    ['ja-easy', 'はじめの ばんごうです。つぎは 2–3 です'],
  ] as const)('tells of no neighbour that is not there: %s', (language, first) => {
    const text = messages[language].proofs;
    const told = (before: EntryRow | null, after: EntryRow | null) =>
      neighbourText(
        { before, after },
        text,
        (each) => `${each.first}–${each.first + each.count - 1}`,
      );
    expect(told(null, rowAt(2, 2))).toBe(first);
    expect(told(rowAt(1, 5), null)).toBe(text.last('1–5'));
    expect(told(rowAt(1, 5), rowAt(8, 2))).toBe(text.between('1–5', '8–9'));
    expect(told(null, null)).toBe(text.alone);
    expect(new Set([told(null, rowAt(2, 2)), told(rowAt(2, 2), null), told(null, null)]).size).toBe(
      3,
    );
  });

  test('before the freeze the root is not frozen; without entries nothing is said', () => {
    const early = new Map(hall.bundle);
    early.delete('freeze.txt');
    expect(proofOf(receiptOf(840), early)).toMatchObject({ row: 'included', isFrozen: null });
    early.delete('entries.tsv');
    expect(proveEntries(early, [typed(1)])).toBeNull();
    early.set('entries.tsv', Uint8Array.of(1, 2, 3));
    expect(proveEntries(early, [typed(1)])).toBeNull();
  });
});

function strangersSignature({ prizeId, first, count, receipt }: HeldTickets): string {
  const bytes = receiptBytes({ prizeId, first, count, entryId: '', ownerTag: '', ...receipt });
  const signature = ed25519.sign(bytes, new Uint8Array(32).fill(7));
  return Buffer.from(signature).toString('hex');
}

describe('the witness', () => {
  const finalHash = 'ef'.repeat(32);
  const beacons = [
    { prizeId: 'tram', round: 7, at: instant(41_900), signature: null },
    { prizeId: 'hose', round: 9, at: instant(60_000), signature: null },
  ];
  const snapshot = snapshotOf(hall, { finalHash, beacons, lottery: { files: [] } });

  test('knows how long before the first round it had the hash, and keeps its first sight', () => {
    const keeper = memory();
    const seen = witness(keeper, snapshot, START_MS);
    expect(secondsBefore(seen!, snapshot)).toBe(41);
    expect(witness(keeper, { ...snapshot, finalHash: '00' }, START_MS + 9_000)).toEqual(seen);
    expect(secondsBefore({ finalHash, atMs: START_MS + 41_900 }, snapshot)).toBeNull();
  });

  test('claims nothing without the hash, or without a time', () => {
    expect(witness(memory(), { ...snapshot, finalHash: null }, START_MS)).toBeNull();
    const seen = { finalHash, atMs: START_MS };
    expect(secondsBefore(seen, { ...snapshot, beacons: [] })).toBeNull();
  });
});
