/** What a browser keeps of a person in one draw: handed over, typed in, made, and forgotten. */
import { describe, expect, test } from 'vitest';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { EntryTable } from '#domain/draw/tables.ts';
import { memory, receiptIn, typed } from '../../tests/held-samples.ts';
import { instant, sampleHall } from '../../tests/stage-samples.ts';
import {
  heldFrom,
  isHandedOverFor,
  keepHeld,
  mergeHeld,
  readFragment,
  readHeld,
  readNumbers,
} from './held-tickets.ts';
import { OwnThings } from './own-things.ts';

const hall = sampleHall();
const entries = new EntryTable(hall.bundle.get('entries.tsv') ?? new Uint8Array());
const receiptOf = (serial: number) => receiptIn(entries, serial);

describe('tickets in this browser', () => {
  test('are kept, merged, and those with a receipt stay', () => {
    const keeper = memory();
    keepHeld(keeper, 'a', [receiptOf(840)]);
    const merged = mergeHeld(readHeld(keeper, 'a'), [
      { ...receiptOf(840), receipt: null },
      typed(5),
    ]);
    expect(merged.map(({ receipt }) => receipt !== null)).toEqual([true, false]);
    expect(readHeld(keeper, 'b')).toEqual([]);
    keeper.kept.set('tsudoi-stage-tickets-a', '[{"prizeId":"../x","first":-1}]');
    expect(readHeld(keeper, 'a')).toEqual([]);
    keeper.kept.set('tsudoi-stage-tickets-a', '{');
    expect(readHeld(keeper, 'a')).toEqual([]);
    expect(readHeld(null, 'a')).toEqual([]);
  });

  const final = 'cd'.repeat(32);
  const nonceHex = 'a7'.repeat(32);
  const ownerTag = ownerTagOf(hall.lottery.draw, nonceHex);
  const listOf = (tag: string) => {
    const { prizeId, first, count, receipt } = receiptOf(840);
    const entry = { prizeId, first, count, ...receipt!, ownerTag: tag, enteredAt: instant(0) };
    return { entries: [entry], ownerTag, nonceHex };
  };
  const fragmentOf = (list: unknown) =>
    `#final=${final}&entries=${Buffer.from(JSON.stringify(list)).toString('base64url')}`;

  test('come from the fragment of the address, which keeps nothing of them', () => {
    const list = listOf(ownerTag);
    const read = readFragment(fragmentOf(list));
    expect(read).toMatchObject({ final, rest: `#final=${final}` });
    expect(read.handedOver).toMatchObject({ ownerTag, nonceHex });
    expect(read.handedOver?.entries.map(heldFrom)).toEqual([
      { ...receiptOf(840), receipt: { ...receiptOf(840).receipt, ownerTag } },
    ]);
    const nothing = { final: null, handedOver: null, rest: '' };
    for (const bad of ['', '#final=xyz&entries=%%%', '#entries=bm90anNvbg', '#entries=W3t9XQ']) {
      expect(readFragment(bad)).toEqual(nothing);
    }
    // Whoever entered nothing has no secret to hand over.
    expect(
      readFragment(fragmentOf({ entries: [], ownerTag: null, nonceHex: null })).handedOver,
    ).toBeNull();
  });

  test('are taken only where the secret makes their tag in this very draw', () => {
    const { draw } = hall.lottery;
    expect(isHandedOverFor(draw, listOf(ownerTag))).toBe(true);
    expect(isHandedOverFor('another-draw', listOf(ownerTag))).toBe(false);
    expect(isHandedOverFor(draw, { ...listOf(ownerTag), nonceHex: 'b8'.repeat(32) })).toBe(false);
    expect(isHandedOverFor(draw, listOf('0'.repeat(32)))).toBe(false);
  });

  test('the secret is kept, one is made for whoever has none, and all of it can be forgotten', () => {
    const keeper = memory();
    let drawn = 0;
    const openFor = (lotteryId: string) => {
      const own = new OwnThings(keeper, () => (drawn += 1));
      own.open(lotteryId);
      return own;
    };
    const stranger = openFor('a');
    expect(stranger.isKept).toBe(false);
    const made = stranger.nonce();
    expect(made).toMatch(/^[0-9a-f]{64}$/);
    expect([stranger.nonce(), openFor('a').nonce()]).toEqual([made, made]);
    expect(openFor('b').nonce()).not.toBe(made);

    const own = openFor('a');
    own.take(listOf(ownerTag), hall.lottery);
    expect([own.held.length, openFor('a').nonce()]).toEqual([1, nonceHex]);
    own.take(listOf(ownerTag), { draw: 'another-draw' });
    expect(own.held).toHaveLength(1);
    own.forget();
    expect([own.held, own.isKept, drawn > 0]).toEqual([[], false, true]);
    expect([...keeper.kept.keys()].filter((key) => key.endsWith('-a'))).toEqual([]);
    expect(JSON.stringify([...keeper.kept])).not.toContain(nonceHex);
    expect(openFor('a').nonce()).not.toBe(nonceHex);
  });

  test.each([
    ['841', { first: 841, count: 1 }],
    ['0840-0842', { first: 840, count: 3 }],
    ['８４０〜８４２', { first: 840, count: 3 }],
    ['1842', { first: 1_842, count: 1 }],
    ['1843', null],
    ['0', null],
    ['842-840', null],
    ['12,13', null],
    ['', null],
  ])('typed %s', (text, expected) => {
    expect(readNumbers(text, 1_842)).toEqual(expected);
  });
});
