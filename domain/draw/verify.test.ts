/** LT1: what is not as it must be is found, and named. */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FileFault } from './lines.ts';
import type { LineFault } from './lines.ts';
import {
  readBeacons,
  readFinal,
  readFreeze,
  readOpen,
  readSignatures,
  timeOfFreeze,
} from './files.ts';
import { mergeRankings, rankSerials } from './ranking.ts';
import { receiptBytes, verifyReceipt } from './receipt.ts';
import { makeSampleBundle, sampleSigner } from './sample-draw.ts';
import type { SampleDraw } from './sample-draw.ts';
import { computeResult } from './result.ts';
import { EntryTable, readAudience, readResult, writeEntries } from './tables.ts';
import { CHECKS, verifyBundle } from './verify.ts';
import type { Bundle } from './verify.ts';

const sample: SampleDraw = {
  seed: 'verify',
  limit: 'owner-draw',
  prizes: [
    {
      prizeId: 'a-towel',
      quantity: 3,
      alternates: 2,
      entries: [1, 2, 3, 4, 5, 6, 7].map((owner) => ({ owner, count: owner })),
    },
    {
      prizeId: 'b-castle',
      quantity: 1,
      alternates: 1,
      entries: [7, 3, 1].map((owner) => ({ owner, count: 2 })),
    },
    // Fewer people than prizes, and nobody at all.
    { prizeId: 'c-tram', quantity: 5, alternates: 1, entries: [{ owner: 2, count: 1 }] },
    { prizeId: 'd-cake', quantity: 1, alternates: 0, entries: [] },
  ],
};
const bundle = makeSampleBundle(sample);
const textOf = (name: string) => new TextDecoder().decode(bundle.get(name));

function withFile(name: string, text: string | null): Bundle {
  const changed = new Map(bundle);
  if (text === null) changed.delete(name);
  else changed.set(name, utf8ToBytes(text));
  return changed;
}

describe('a whole bundle', () => {
  test('holds, with all its checks in their order', () => {
    const verified = verifyBundle(bundle);
    expect(verified).toMatchObject({ ok: true, signed: true });
    expect(verified.passed).toEqual(CHECKS.filter((name) => name !== 'beacon'));
  });

  test('one win a person in the whole draw; who stands by may still win later', () => {
    const verified = verifyBundle(bundle);
    if (!verified.ok) throw new Error(verified.reason);
    const winners = verified.result.filter(({ kind }) => kind === 'win');
    expect(new Set(winners.map(({ ownerTag }) => ownerTag)).size).toBe(winners.length);
    expect(winners.filter(({ prizeId }) => prizeId === 'd-cake')).toEqual([]);
  });

  test('without signatures it says that it is unsigned', () => {
    expect(verifyBundle(withFile('signatures.tsv', null))).toMatchObject({
      ok: true,
      signed: false,
    });
  });

  test.each([
    ['open.txt', 'open'],
    ['rules.txt', 'rules'],
    ['entries.tsv', 'entries'],
    ['audience.tsv', 'audience'],
    ['freeze.txt', 'freeze'],
    ['final.txt', 'final'],
    ['reveal.txt', 'reveal'],
    ['result.tsv', 'result'],
  ])('without %s it fails at %s', (name, failed) => {
    expect(verifyBundle(withFile(name, null))).toMatchObject({
      ok: false,
      failed,
      reason: `${name} is missing`,
    });
  });

  test('LT1 any tampering of one byte is found: thousands of them', () => {
    const names = [...bundle.keys()];
    const lengths = names.map((name) => bundle.get(name)!.length);
    const place = fc
      .integer({ min: 0, max: names.length - 1 })
      .chain((file) =>
        fc.tuple(fc.constant(file), fc.integer({ min: 0, max: lengths[file]! - 1 })),
      );
    const change = fc.oneof(
      fc.record({ kind: fc.constant('replace' as const), byte: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ kind: fc.constant('insert' as const), byte: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ kind: fc.constant('remove' as const), byte: fc.constant(0) }),
    );
    fc.assert(
      fc.property(place, change, ([file, at], { kind, byte }) => {
        const name = names[file]!;
        const bytes = bundle.get(name)!;
        fc.pre(kind !== 'replace' || bytes[at] !== byte);
        const middle = kind === 'remove' ? [] : [byte];
        const rest = bytes.subarray(kind === 'insert' ? at : at + 1);
        const changed = Uint8Array.from([...bytes.subarray(0, at), ...middle, ...rest]);
        const verified = verifyBundle(new Map(bundle).set(name, changed));
        expect(verified.ok, `${name} at ${at}: ${kind} ${byte}`).toBe(false);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('strict parsing refuses by name', () => {
  const entries = textOf('entries.tsv');
  const cases: [string, string, LineFault][] = [
    ['CRLF', entries.replaceAll('\n', '\r\n'), 'carriage-return'],
    ['a BOM', `\uFEFF${entries}`, 'byte-order-mark'],
    ['a missing last line feed', entries.slice(0, -1), 'last-line-feed-missing'],
    ['an empty line', `${entries}\n`, 'empty-line'],
    ['upper-case hex', row('1\t1').replace('0000', 'AB00'), 'not-lower-case-hex'],
    ['a short tag', row('1\t1').replace('0000', '00'), 'not-lower-case-hex'],
    ['leading zeros', row('01\t1'), 'not-a-decimal'],
    ['a count of 0', row('1\t0'), 'not-a-decimal'],
    ['a negative count', row('1\t-1'), 'not-a-decimal'],
    ['a sign', row('1\t+1'), 'not-a-decimal'],
    ['an exponent', row('1\t1e3'), 'not-a-decimal'],
    ['a count beyond all numbers', row('1\t99999999999999999999'), 'not-a-decimal'],
    ['a field too few', row('1'), 'wrong-number-of-fields'],
    ['a field too many', row('1\t1\t1'), 'wrong-number-of-fields'],
    ['an id with a space before it', row('1\t1').replace('e1', ' e1'), 'not-an-id'],
    ['an id with a space after it', row('1\t1').replace('e1', 'e1 '), 'not-an-id'],
    [
      'an id with an ideographic space after it',
      row('1\t1').replace('e1', '一\u3000'),
      'not-an-id',
    ],
    ['an id that is a space', row('1\t1').replace('e1', ' '), 'not-an-id'],
    ['an id with a zero byte', row('1\t1').replace('e1', 'e\u0000'), 'not-an-id'],
    ['an id that turns the line around', row('1\t1').replace('e1', 'e\u202E1'), 'not-an-id'],
    ['a prize id with a comma', row('1\t1').replace('a', 'a,b'), 'not-an-id'],
    ['an empty id', row('1\t1').replace('e1', ''), 'not-an-id'],
    ['a row twice', row('1\t1') + row('2\t1'), 'duplicate'],
    ['rows out of order', row('2\t1').replace('e1', 'e2') + row('1\t1'), 'out-of-order'],
    ['overlapping serials', row('1\t2') + row('2\t1').replace('e1', 'e2'), 'overlapping-serials'],
    ['missing serials', row('1\t1') + row('3\t1').replace('e1', 'e2'), 'missing-serials'],
    ['serials from 2', row('2\t1'), 'missing-serials'],
  ];
  test.each(cases)('entries with %s', (_name, text, fault) => {
    expect(() => new EntryTable(utf8ToBytes(text))).toThrow(faultNamed(fault));
  });

  test.each(['e 1', 'e,1', '景品\u3000一等', 'é', '\uE000', '\u{1F381}', '#(~)', '__proto__'])(
    'entries with the id %s are taken',
    (entryId) => {
      const table = new EntryTable(utf8ToBytes(row('1\t1').replace('e1', entryId)));
      expect(table.row(0).entryId).toBe(entryId);
    },
  );

  test.each([
    ['00:00Z', 0],
    ['00:00+00:00', 0],
    ['00:00.250Z', 250],
    ['00:00.000000001Z', 1],
    ['00:00.123456Z', 124],
    ['00:00+09:00', -9 * 3_600_000],
    ['00:00.5-00:30', 1_800_500],
  ])('a freeze whose time ends with %s is never taken for an earlier one', (end, afterMs) => {
    const text = textOf('freeze.txt').replace('00:00Z', end);
    expect(timeOfFreeze(readFreeze(utf8ToBytes(text)))).toBe(
      Date.parse('2027-03-20T05:00:00Z') + afterMs,
    );
  });

  test('bytes that are no UTF-8', () => {
    const bytes = utf8ToBytes(row('1\t1'));
    bytes[2] = 0xff;
    expect(() => new EntryTable(bytes)).toThrow(faultNamed('not-utf8'));
  });

  test('serials that tile in another order than the rows are taken', () => {
    const table = new EntryTable(utf8ToBytes(row('2\t3') + row('1\t1').replace('e1', 'e2')));
    expect(table.prize('a').serials).toBe(4);
    expect([1, 2, 4].map((serial) => table.prize('a').rowOf(serial).entryId)).toEqual([
      'e2',
      'e1',
      'e1',
    ]);
  });

  const others: [string, (text: string) => unknown, string, LineFault][] = [
    [
      'open: duplicate keys',
      of(readOpen),
      textOf('open.txt').replace('\ngap=0', '\ngap=0\ngap=0'),
      'not-as-written',
    ],
    ['open: a line more', of(readOpen), `${textOf('open.txt')}x=1\n`, 'unexpected-line'],
    [
      'open: a line less',
      of(readOpen),
      textOf('open.txt').replace(/limit=.*\n/, ''),
      'missing-line',
    ],
    [
      'open: an unknown limit',
      of(readOpen),
      textOf('open.txt').replace('owner-draw', 'owner'),
      'not-as-written',
    ],
    [
      'open: another heading',
      of(readOpen),
      textOf('open.txt').replace('vd1', 'vd2'),
      'not-as-written',
    ],
    [
      'freeze: a prize twice',
      of(readFreeze),
      textOf('freeze.txt').replace('prize=b-castle', 'prize=a-towel'),
      'duplicate',
    ],
    [
      'freeze: a day that is none',
      of(readFreeze),
      textOf('freeze.txt').replace('2027-03-20', '2027-02-30'),
      'not-a-time',
    ],
    [
      'freeze: a zone that is none',
      of(readFreeze),
      textOf('freeze.txt').replace('00:00Z', '00:00+24:00'),
      'not-a-time',
    ],
    [
      'freeze: no zone',
      of(readFreeze),
      textOf('freeze.txt').replace('00:00Z', '00:00'),
      'not-a-time',
    ],
    [
      'final: nineteen throws',
      of(readFinal),
      textOf('final.txt').replace('2718', '271'),
      'not-as-written',
    ],
    [
      'audience: a seq twice',
      of(readAudience),
      textOf('audience.tsv').replace('2\t', '1\t'),
      'out-of-order',
    ],
    [
      'audience: an odd digit',
      of(readAudience),
      textOf('audience.tsv').replace(/(.)\n/, '\n'),
      'not-lower-case-hex',
    ],
    ['beacons: a round twice', of(readBeacons), `1\t${'0'.repeat(96)}\n`.repeat(2), 'duplicate'],
    [
      'beacons: rounds descend',
      of(readBeacons),
      `2\t${'0'.repeat(96)}\n1\t${'0'.repeat(96)}\n`,
      'out-of-order',
    ],
    [
      'result: a third kind',
      of(readResult),
      textOf('result.tsv').replace('\twin\t', '\twon\t'),
      'not-as-written',
    ],
    [
      'signatures: a file twice',
      of(readSignatures),
      textOf('signatures.tsv').replace('open.txt', 'rules.txt'),
      'duplicate',
    ],
  ];
  test.each(others)('%s', (_name, read, text, fault) => {
    expect(() => read(text)).toThrow(faultNamed(fault));
  });
});

describe('ranking', () => {
  const owners = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 120 });

  test('shards merge to exactly what one run gives', () => {
    fc.assert(
      fc.property(
        owners,
        fc.array(fc.integer({ min: 1, max: 119 }), { maxLength: 6 }),
        fc.integer({ min: 0, max: 20 }),
        fc.boolean(),
        fc.subarray(['0', '1', '2']),
        fc.string({ minLength: 1 }),
        (tags, cuts, places, onePerOwner, excludedTags, seed) => {
          const ownerOf = (serial: number) => String(tags[serial - 1]);
          const options = { places, onePerOwner, excluded: new Set(excludedTags) };
          const whole = rankSerials(seed, { from: 1, to: tags.length }, ownerOf, options);
          const ends = [...new Set(cuts.filter((cut) => cut < tags.length)), tags.length].toSorted(
            (a, b) => a - b,
          );
          const shards = ends.map((to, index) =>
            rankSerials(seed, { from: (ends[index - 1] ?? 0) + 1, to }, ownerOf, options),
          );
          expect(mergeRankings(shards, options)).toEqual(whole);
          // And both are what the slow way gives: everything scored, sorted, gone through.
          const all = rankSerials(seed, { from: 1, to: tags.length }, ownerOf, {
            places: tags.length,
            onePerOwner: false,
            excluded: new Set(),
          });
          expect(mergeRankings([all], options)).toEqual(whole);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test.each(['none', 'owner-draw'] as const)(
  'a prize for everybody, more than a call takes arguments, with the limit %s',
  (limit) => {
    const everybody = 130_000;
    const entries = Array.from({ length: everybody }, (_, at) => ({
      prizeId: 'a',
      entryId: `e${String(at).padStart(6, '0')}`,
      ownerTag: at.toString(16).padStart(32, '0'),
      first: at + 1,
      count: 1,
    }));
    const rows = computeResult({
      open: { limit },
      freeze: {
        prizes: [
          { prizeId: 'a', quantity: everybody, alternates: 0, serials: everybody, round: 0 },
        ],
      },
      entries: new EntryTable(writeEntries(entries)),
      finalHash: '0'.repeat(64),
      xOf: () => '1'.repeat(64),
    });
    expect(rows.length).toBe(everybody);
    expect(new Set(rows.map(({ serial }) => serial)).size).toBe(everybody);
    expect(rows.every(({ score }, at) => at === 0 || rows[at - 1]!.score < score)).toBe(true);
  },
);

test('a receipt is the row, signed; another row or another signature is none', () => {
  const table = new EntryTable(bundle.get('entries.tsv')!);
  const key = readOpen(bundle.get('open.txt')!).key;
  const [entry, other] = [table.row(0), table.row(1)];
  const signature = sampleSigner(sample.seed)(receiptBytes(entry));
  expect(verifyReceipt({ row: entry, signature }, key)).toBe(true);
  expect(verifyReceipt({ row: other, signature }, key)).toBe(false);
  expect(verifyReceipt({ row: { ...entry, count: 2 }, signature }, key)).toBe(false);
  expect(verifyReceipt({ row: entry, signature: 'none' }, key)).toBe(false);
});

function row(serials: string): string {
  return `a\te1\t${'0'.repeat(32)}\t${serials}\n`;
}

function of(read: (bytes: Uint8Array) => unknown): (text: string) => unknown {
  return (text) => read(utf8ToBytes(text));
}

function faultNamed(fault: LineFault) {
  return expect.objectContaining({ constructor: FileFault, fault });
}
