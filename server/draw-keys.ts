/** A draw's own key and secret: what signs its receipts and its files, and what was sealed. */
import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { writeSignatures } from '#domain/draw/files.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import { DRAW_FILES } from '#domain/lottery.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';

const SECRET_BYTES = 32;
const signAside = promisify(sign);

export function newSecrets(): LotterySecrets {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKeyHex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    kHex: randomBytes(SECRET_BYTES).toString('hex'),
  };
}

export function privateKeyOf({ privateKeyPkcs8 }: LotterySecrets): KeyObject {
  const key = Buffer.from(privateKeyPkcs8);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** The receipt of an entry. @returns hex */
export function signReceipt(row: EntryRow, key: KeyObject): string {
  return sign(null, receiptBytes(row), key).toString('hex');
}

/** signatures.tsv over all files that there are; beside the event loop, since they may be long. */
export async function makeSignatures(
  files: ReadonlyMap<DrawFileName, Uint8Array>,
  secrets: LotterySecrets,
): Promise<Uint8Array> {
  const key = privateKeyOf(secrets);
  const signatures: { fileName: string; signature: string }[] = [];
  for (const fileName of DRAW_FILES) {
    const bytes = files.get(fileName);
    if (bytes === undefined || fileName === 'signatures.tsv') continue;
    const signature = await signAside(null, bytes, key);
    signatures.push({ fileName, signature: signature.toString('hex') });
  }
  return writeSignatures(signatures);
}
