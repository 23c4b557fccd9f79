/** SHA-256 as the draw uses it: of UTF-8 text and of file bytes, in lower-case hex. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** `H(x)` of the protocol. */
export function digestOfText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** `H(file)`: over the bytes as they are. */
export function digestOfBytes(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** What commits to the operator's secret before the first entry. */
export function commitmentOf(draw: string, kHex: string): string {
  return digestOfText(`vd1-k,${draw},${kHex}`);
}

/** The tag under which a person stands in the files; the nonce (32 bytes, hex) is theirs alone. */
export function ownerTagOf(draw: string, nonceHex: string): string {
  return digestOfText(`vd1-owner,${draw},${nonceHex}`).slice(0, 32);
}

/** What every score of a prize is made from. `x`: the round's signature, or the revealed secret. */
export function seedOf(final: string, prizeId: string, round: number, x: string): string {
  return digestOfText(`vd1-seed,${final},${prizeId},${round},${x}`);
}

/** `score(n)`: what anyone can compute with `printf '%s' "$seed,$n" | sha256sum`. */
export function scoreOf(seed: string, serial: number): string {
  return digestOfText(`${seed},${serial}`);
}
