/** A draw's own key and secret: what signs its receipts, and what was sealed. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ownerTagOf } from '#domain/draw/digest.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotteryOwner, LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { singly } from '../renewals.ts';

const SECRET_BYTES = 32;
/** Draws whose keys are held at once. */
const KEYS_MAX = 20;

export function newSecrets(): LotterySecrets {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKeyHex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    kHex: randomBytes(SECRET_BYTES).toString('hex'),
  };
}

/** A person in one draw; whoever keeps the nonce can prove the tag. */
export function newOwner(draw: string): LotteryOwner {
  const nonceHex = randomBytes(SECRET_BYTES).toString('hex');
  return { nonceHex, ownerTag: ownerTagOf(draw, nonceHex) };
}

export function privateKeyOf({ privateKeyPkcs8 }: LotterySecrets): KeyObject {
  const key = Buffer.from(privateKeyPkcs8);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** What never changes of a draw that is published, and is needed for every entry. */
interface DrawKey {
  readonly draw: string;
  readonly key: KeyObject;
}

/** `null`: no such lottery, or one that is not published yet. Those asked for lately are remembered. */
export type DrawKeyReader = (lotteryId: string) => Promise<DrawKey | null>;

export function createDrawKeyReader({ ledger }: { readonly ledger: Ledger }): DrawKeyReader {
  const known = new Map<string, DrawKey>();
  const reading = new Map<string, Promise<DrawKey | null>>();

  async function readKey(lotteryId: string): Promise<DrawKey | null> {
    const [lottery, secrets] = await Promise.all([
      ledger.lottery(lotteryId),
      ledger.lotterySecrets(lotteryId),
    ]);
    // A draft may still get another name.
    if (lottery === null || lottery.state === 'draft' || secrets === null) return null;
    const found = { draw: lottery.draw, key: privateKeyOf(secrets) };
    known.set(lotteryId, found);
    const [oldest] = known.keys();
    if (known.size > KEYS_MAX && oldest !== undefined) known.delete(oldest);
    return found;
  }

  return async (lotteryId) =>
    known.get(lotteryId) ?? (await singly(reading, lotteryId, () => readKey(lotteryId)));
}

/** The receipt of an entry. @returns hex */
export function signReceipt(row: EntryRow, key: KeyObject): string {
  return sign(null, receiptBytes(row), key).toString('hex');
}
