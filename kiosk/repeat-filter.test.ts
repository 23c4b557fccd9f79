import { describe, expect, test } from 'vitest';
import { showCouponCode } from '#domain/coupon-code.ts';
import { issueCredential, showLivePass } from '#domain/pass.ts';
import { RepeatFilter } from './repeat-filter.ts';

describe('a code before the camera', () => {
  test('held still is taken once, and again only after ten seconds', () => {
    const filter = new RepeatFilter(7);
    const taken: number[] = [];
    for (let atMs = 0; atMs <= 21_000; atMs += 100) if (filter.isNew('A', atMs)) taken.push(atMs);
    expect(taken).toEqual([0, 10_000, 20_000]);
  });

  test('of the next person is taken at once', () => {
    const filter = new RepeatFilter(7);
    expect([filter.isNew('A', 0), filter.isNew('B', 80), filter.isNew('B', 160)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('that left the view and comes again is meant', () => {
    const filter = new RepeatFilter(7);
    expect([filter.isNew('A', 0), filter.isNew('A', 1100), filter.isNew('A', 2400)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('KS1 is not kept: not its text, and nothing once it has left', () => {
    const filter = new RepeatFilter(7);
    filter.isNew('TS1:SECRET', 0);
    filter.tick(1200);
    expect(filter.isNew('TS1:SECRET', 1201)).toBe(true);
  });
});

describe('a live code before the camera', () => {
  test('whose step changes is the same person, who is taken once', async () => {
    const filter = new RepeatFilter(7);
    expect(filter.isNew(await liveCode(PERSON, 100), 0)).toBe(true);
    expect(filter.isNew(await liveCode(PERSON, 101), 900)).toBe(false);
    expect(filter.isNew(await liveCode(ANOTHER, 101), 1000)).toBe(true);
  });

  test('of a coupon is the same coupon at the next step', async () => {
    const filter = new RepeatFilter(7);
    expect(filter.isNew(await couponCode(PERSON, 100), 0)).toBe(true);
    expect(filter.isNew(await couponCode(PERSON, 101), 900)).toBe(false);
    expect(filter.isNew(await couponCode(ANOTHER, 101), 1000)).toBe(true);
  });

  test('that was refused as stale is taken again when it is live, and only then', async () => {
    const filter = new RepeatFilter(7);
    expect(filter.isNew(await liveCode(PERSON, 98), 0)).toBe(true);
    filter.noteStale();
    expect(filter.isNew(await liveCode(PERSON, 98), 300)).toBe(false);
    expect(filter.isNew(await liveCode(PERSON, 100), 600)).toBe(true);
    expect(filter.isNew(await liveCode(PERSON, 101), 900)).toBe(false);
  });

  test('of a shop is not taken again for as long as it is held', async () => {
    const filter = new RepeatFilter(7, Infinity);
    const taken: number[] = [];
    for (let atMs = 0; atMs <= 40_000; atMs += 1000) {
      if (filter.isNew(await couponCode(PERSON, 100), atMs)) taken.push(atMs);
    }
    expect(taken).toEqual([0]);
  });
});

const PERSON = '28509842-c662-49ed-9133-b4246d3c2438';
const ANOTHER = '38509842-c662-49ed-9133-b4246d3c2438';
const sign = async () => new Uint8Array(64).fill(5);

async function liveCode(participantId: string, step: number): Promise<string> {
  const body = { keyId: 1, participantId, serial: 1, validUntilS: 2_000_000_000 } as const;
  const key = new Uint8Array(32).fill(3);
  const credential = await issueCredential({ ...body, kind: 'phone' }, key, sign);
  return (await showLivePass(credential, step, sign)) ?? '';
}

async function couponCode(couponId: string, step: number): Promise<string> {
  return showCouponCode(couponId, step, sign);
}
