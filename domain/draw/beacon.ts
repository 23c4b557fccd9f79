/**
 * The randomness of drand's quicknet: a round's signature proves itself. BLS over G1 (scheme
 * bls-unchained-g1-rfc9380): the message is SHA-256 of the round as eight bytes, big-endian.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import type { Beacon } from './files.ts';

export interface Chain {
  readonly hash: string;
  /** A compressed point of G2, hex. */
  readonly publicKey: string;
  readonly genesisMs: number;
  readonly periodMs: number;
}

export const QUICKNET: Chain = {
  hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c' +
    '8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
    '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisMs: 1_692_803_367_000,
  periodMs: 3_000,
};

const SCHEME = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_';

/** When a round's signature comes to be, milliseconds since the epoch. */
export function timeOfRound(chain: Chain, round: number): number {
  return chain.genesisMs + (round - 1) * chain.periodMs;
}

/** The first round that does not exist before `atMs`. */
export function roundAfter(chain: Chain, atMs: number): number {
  return Math.max(1, Math.ceil((atMs - chain.genesisMs) / chain.periodMs) + 1);
}

/** Does the chain's key verify it? False for anything else than a signature too. */
export function verifyBeacon(chain: Chain, { round, signature }: Beacon): boolean {
  if (!Number.isSafeInteger(round) || round < 1) return false;
  const message = new Uint8Array(8);
  new DataView(message.buffer).setBigUint64(0, BigInt(round));
  try {
    const { shortSignatures } = bls12_381;
    const point = shortSignatures.hash(sha256(message), SCHEME);
    return shortSignatures.verify(hexToBytes(signature), point, hexToBytes(chain.publicKey));
  } catch {
    // Not a point of the curve, or not in hex.
    return false;
  }
}
