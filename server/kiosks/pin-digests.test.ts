/** Exit PINs of kiosks: checked without the network, worked out without holding anybody up. */
import { pbkdf2Sync, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PinDigests } from './pin-digests.ts';

test('a digest is that of the PIN, worked out once a kiosk and PIN', async () => {
  const digests = new PinDigests();
  const [kiosk, other] = [randomUUID(), randomUUID()];
  const first = await digests.of(kiosk, '012345');
  const salt = Buffer.from(first.saltHex, 'hex');
  const digest = pbkdf2Sync('012345', salt, first.iterations, 32, 'sha256');
  expect(first.digestHex).toBe(digest.toString('hex'));
  expect(await digests.of(kiosk, '012345')).toBe(first);
  const others = await Promise.all([digests.of(other, '012345'), digests.of(kiosk, '543210')]);
  expect(new Set([first, ...others].map(({ saltHex }) => saltHex)).size).toBe(3);
});

test('many at once leave the event loop free, and come one after the other', async () => {
  const digests = new PinDigests();
  const done: number[] = [];
  const all = Array.from({ length: 20 }, async (_, index) => {
    await digests.of(randomUUID(), '000000');
    done.push(index);
  });
  const turnsAt: number[] = [];
  // Looked at before the first turn, too: threads may be done with one before this one goes on.
  for (let turns = 0; turnsAt[all.length] === undefined; turns += 1) {
    turnsAt[done.length] ??= turns;
    await nextTurn();
  }
  await Promise.all(all);
  expect(done).toEqual(all.map((_, index) => index));
  // Each of them was seen to be done by itself, with turns of the loop in between.
  expect(Object.keys(turnsAt)).toHaveLength(all.length + 1);
});
