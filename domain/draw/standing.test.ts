/** Where a ticket stands, against the slow way: everything scored, sorted, looked up. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scoreOf } from './digest.ts';
import { compareBytewise } from './lines.ts';
import { PlainRow, compareRows, isSamePrize } from './plain-row.ts';
import { rankSerials, resultRows } from './ranking.ts';
import { ticketStanding } from './standing.ts';

test('rank, last winner and best loser are those of the sorted list, limit or not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      fc.string(),
      (owners, quantity, onePerOwner, seed) => {
        const ownerOf = (serial: number) => String(owners[serial - 1]);
        const prize = { prizeId: 'a', quantity };
        const serials = owners.length;
        const rowOf = (serial: number) => ({
          prizeId: 'a',
          entryId: `e${serial}`,
          ownerTag: ownerOf(serial),
          first: serial,
          count: 1,
        });
        const rows = resultRows(
          prize,
          { prizeId: 'a', serials, rowOf },
          rankSerials(seed, { from: 1, to: serials }, ownerOf, {
            places: quantity + 2,
            onePerOwner,
            excluded: new Set(),
          }),
        );
        const sorted = owners
          .map((_, index) => ({ serial: index + 1, score: scoreOf(seed, index + 1) }))
          .toSorted((a, b) => (a.score < b.score ? -1 : 1));
        const won = (serial: number) =>
          rows.some((row) => row.kind === 'win' && row.serial === serial);
        for (const [index, each] of sorted.entries()) {
          const { serial } = each;
          const standing = ticketStanding({ seed, serial, serials }, rows);
          expect(standing).toMatchObject({ ...each, rank: index + 1, serials });
          expect(standing.row?.kind === 'win').toBe(won(serial));
          expect(standing.lastWinning).toEqual(sorted.findLast((other) => won(other.serial)));
          expect(standing.lastWinningRank).toBe(
            sorted.findLastIndex((other) => won(other.serial)) + 1,
          );
          const best = sorted.find((other) => !won(other.serial)) ?? null;
          expect(standing.bestLosing).toEqual(best);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test.each([0, 4, 1.5, Number.NaN])('serial %d is none of three', (serial) => {
  expect(() => ticketStanding({ seed: 's', serial, serials: 3 }, [])).toThrow(RangeError);
});

const ids = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .filter((id) => /^[^\p{C}\p{Z},]+$/u.test(id));

test('rows and ids sort as their bytes do, beyond the first plane too', () => {
  fc.assert(
    fc.property(fc.tuple(ids, ids), fc.tuple(ids, ids), (a, b) => {
      const byPrize = orderOf(a[0], b[0]);
      expect(Math.sign(compareBytewise(a[0], b[0]))).toBe(byPrize);
      const bySides = byPrize || orderOf(a[1], b[1]);
      expect(Math.sign(compareRows(rowOfIds(a), rowOfIds(b)))).toBe(bySides);
      const prizeEnd = utf8ToBytes(b[0]).length;
      expect(isSamePrize(rowOfIds(a), rowOfIds(b), prizeEnd)).toBe(a[0] === b[0]);
    }),
    { numRuns: 2_000 },
  );
});

test('a plain row is read without text, and whatever is odd is left to the strict reader', () => {
  const plain = new PlainRow();
  const tag = 'ab'.repeat(16);
  expect(plain.read(utf8ToBytes(`a-b\te1\t${tag}\t17\t200`))).toBe(true);
  expect(plain).toMatchObject({ first: 17, count: 200, prizeEnd: 3 });
  for (const odd of [
    `a\te\t${tag}\t0\t1`,
    `a\te\t${tag}\t1\t0`,
    `a\te\t${tag}\t01\t1`,
    `a\te\t${tag}\t1\t1x`,
    `a\te\t${tag}\t1\t`,
    `a\te\t${tag}\t\t1`,
    `a\te\t${tag}\t1`,
    `a\te\t${tag}\t1\t1\t`,
    `a\te\t${tag}0\t1\t1`,
    `a\te\t${tag.slice(1)}\t1\t1`,
    `a\te\t${tag.toUpperCase()}\t1\t1`,
    `\te\t${tag}\t1\t1`,
    `a\t\t${tag}\t1\t1`,
    `a,\te\t${tag}\t1\t1`,
    `a \te\t${tag}\t1\t1`,
    `賞\te\t${tag}\t1\t1`,
    `a\te\t${tag}\t1\t1234567890123456`,
    'a\te',
    'a',
  ]) {
    expect(plain.read(utf8ToBytes(odd)), JSON.stringify(odd)).toBe(false);
  }
});

function orderOf(a: string, b: string): number {
  return Math.sign(Buffer.compare(utf8ToBytes(a), utf8ToBytes(b)));
}

function rowOfIds([prizeId, entryId]: readonly [string, string]): Uint8Array {
  return utf8ToBytes(`${prizeId}\t${entryId}\t1`);
}
