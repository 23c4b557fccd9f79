/** Ed25519 under the draw's key: the receipt of an entry, and the signatures over the files. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { entryLine } from './tables.ts';
import type { EntryRow } from './tables.ts';

/** What a person holds from the moment of entering: their row, signed. */
export interface Receipt {
  readonly row: EntryRow;
  /** 64 bytes, lower-case hex. */
  readonly signature: string;
}

/** The bytes that a receipt is signed over: the row as it will stand in entries.tsv. */
export function receiptBytes(row: EntryRow): Uint8Array {
  return utf8ToBytes(entryLine(row));
}

/** @param keyHex `key` of open.txt */
export function verifyReceipt({ row, signature }: Receipt, keyHex: string): boolean {
  return verifyEd25519(signature, receiptBytes(row), keyHex);
}

/** False for whatever is no signature or no key, too. */
export function verifyEd25519(signatureHex: string, message: Uint8Array, keyHex: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signatureHex), message, hexToBytes(keyHex), { zip215: false });
  } catch {
    return false;
  }
}
