import { expect, test } from 'vitest';
import type { LotteryEntry } from '#domain/contract/lotteries.ts';
import { writeEntries } from '#domain/draw/tables.ts';
import { findEntryFaults } from './receipts.ts';

const receiptOf = (number: number): LotteryEntry => ({
  prizeId: 'tea',
  entryId: `e000000${number}`,
  ownerTag: String(number).repeat(32),
  first: number,
  count: 1,
  signature: '',
  enteredAt: '2027-03-20T05:29:59.999Z',
});
const receipts = [1, 2, 3].map(receiptOf);

test('everybody who was told so stands in the file, in whatever order they were told', () => {
  expect(findEntryFaults(writeEntries(receipts), receipts.toReversed())).toEqual([]);
});

test('who was lost, doubled or put in is found', () => {
  expect(findEntryFaults(writeEntries(receipts.slice(0, 2)), receipts)).toEqual([
    '1 receipts without their row',
  ]);
  expect(findEntryFaults(writeEntries(receipts), receipts.slice(0, 2))).toEqual([
    '1 rows that nobody has a receipt of',
  ]);
  expect(findEntryFaults(writeEntries(receipts), [...receipts, receipts[0]!])).toEqual([
    '1 receipts twice',
  ]);
});

test('serials with a hole are no file at all', () => {
  expect(() => findEntryFaults(writeEntries([receiptOf(1), receiptOf(3)]), [])).toThrow();
});
