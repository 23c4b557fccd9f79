/**
 * The Merkle tree of RFC 6962 section 2.1: a leaf is hashed after the byte 0, a node after the byte
 * 1, and a tree of n leaves splits at the largest power of two below n.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

const HASH_BYTES = 32;
const EMPTY_ROOT = sha256(new Uint8Array());

/** One side of a proof: hashes in lower-case hex, from the leaf upwards. */
export type MerklePath = readonly string[];

/** The leaves of a tree as hashes under each other, so that a million of them are one block. */
export class MerkleLeaves {
  #hashes: Uint8Array<ArrayBuffer>;
  #count = 0;
  /** Of all leaves, once it was asked for. */
  #root: string | null = null;

  /** @param expected how many leaves there will be; more are taken too */
  constructor(expected = 1_024) {
    this.#hashes = new Uint8Array(Math.max(1, expected) * HASH_BYTES);
  }

  get count(): number {
    return this.#count;
  }

  add(leaf: Uint8Array): void {
    if ((this.#count + 1) * HASH_BYTES > this.#hashes.length) {
      const larger = new Uint8Array(this.#hashes.length * 2);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    const from = this.#count * HASH_BYTES;
    hashInto(LEAF_START, leaf, this.#hashes.subarray(from, from + HASH_BYTES));
    this.#count += 1;
    this.#root = null;
  }

  /** Lower-case hex; of no leaves the hash of nothing. */
  root(size = this.#count): string {
    if (size === 0) return bytesToHex(EMPTY_ROOT);
    if (size !== this.#count) return bytesToHex(this.#rootOf(0, size));
    return (this.#root ??= bytesToHex(this.#rootOf(0, size)));
  }

  /** The path from a leaf to the root of the first `size` leaves. */
  inclusionPath(index: number, size = this.#count): MerklePath {
    if (index < 0 || index >= size || size > this.#count) throw new RangeError('no such leaf');
    const path: string[] = [];
    this.#include(index, 0, size, path);
    return path;
  }

  /** The path that shows that a tree of `before` leaves is the beginning of one of `size`. */
  consistencyPath(before: number, size = this.#count): MerklePath {
    if (before < 1 || before > size || size > this.#count) throw new RangeError('no such tree');
    const path: string[] = [];
    this.#continue(before, 0, size, true, path);
    return path;
  }

  /** Level by level, two by two; the last one of an odd level goes up as it is. */
  #rootOf(start: number, size: number): Uint8Array {
    const level = this.#hashes.slice(start * HASH_BYTES, (start + size) * HASH_BYTES);
    for (let width = size; width > 1; width = Math.ceil(width / 2)) {
      const pairs = Math.floor(width / 2);
      for (let pair = 0; pair < pairs; pair += 1) {
        const both = level.subarray(2 * pair * HASH_BYTES, 2 * (pair + 1) * HASH_BYTES);
        hashInto(NODE_START, both, level.subarray(pair * HASH_BYTES, (pair + 1) * HASH_BYTES));
      }
      const last = (width - 1) * HASH_BYTES;
      if (width % 2 === 1) level.copyWithin(pairs * HASH_BYTES, last, last + HASH_BYTES);
    }
    return level.slice(0, HASH_BYTES);
  }

  #include(index: number, start: number, size: number, path: string[]): void {
    if (size === 1) return;
    const split = splitOf(size);
    if (index < split) {
      this.#include(index, start, split, path);
      path.push(bytesToHex(this.#rootOf(start + split, size - split)));
    } else {
      this.#include(index - split, start + split, size - split, path);
      path.push(bytesToHex(this.#rootOf(start, split)));
    }
  }

  #continue(before: number, start: number, size: number, isWhole: boolean, path: string[]): void {
    if (before === size) {
      if (!isWhole) path.push(bytesToHex(this.#rootOf(start, size)));
      return;
    }
    const split = splitOf(size);
    if (before <= split) {
      this.#continue(before, start, split, isWhole, path);
      path.push(bytesToHex(this.#rootOf(start + split, size - split)));
    } else {
      this.#continue(before - split, start + split, size - split, false, path);
      path.push(bytesToHex(this.#rootOf(start, split)));
    }
  }
}

export function leafHash(leaf: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH_BYTES);
  hashInto(LEAF_START, leaf, hash);
  return hash;
}

/** True when `leaf` stands at `index` in the tree of `size` leaves with that root. */
export function verifyInclusion(
  leaf: Uint8Array,
  place: { readonly index: number; readonly size: number },
  path: MerklePath,
  rootHex: string,
): boolean {
  const { index, size } = place;
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || !isPath(path)) return false;
  let at = index;
  let last = size - 1;
  let hash: Uint8Array = leafHash(leaf);
  for (const step of path) {
    if (last === 0) return false;
    const sibling = hexToBytes(step);
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && bytesToHex(hash) === rootHex;
}

/** True when the tree of `before` leaves with `rootBefore` is the beginning of the other. */
export function verifyConsistency(
  sizes: { readonly before: number; readonly size: number },
  path: MerklePath,
  roots: { readonly before: string; readonly root: string },
): boolean {
  const { before, size } = sizes;
  if (before < 1 || before > size || !isPath(path)) return false;
  if (before === size) return path.length === 0 && roots.before === roots.root;
  const steps = path.map((step) => hexToBytes(step));
  if (Number.isInteger(Math.log2(before))) steps.unshift(hexToBytes(roots.before));
  let at = before - 1;
  let last = size - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  const first = steps.shift();
  if (first === undefined) return false;
  let old: Uint8Array = first;
  let whole: Uint8Array = first;
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(step, old);
      whole = nodeHash(step, whole);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      whole = nodeHash(whole, step);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && bytesToHex(old) === roots.before && bytesToHex(whole) === roots.root;
}

const LEAF_START = sha256.create().update(Uint8Array.of(0));
const NODE_START = sha256.create().update(Uint8Array.of(1));
let working = NODE_START.clone();

/** One working state for all: a tree of a million leaves makes no million objects. */
function hashInto(start: typeof NODE_START, bytes: Uint8Array, into: Uint8Array): void {
  working = start._cloneInto(working);
  working.update(bytes);
  working.digestInto(into);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256.create().update(Uint8Array.of(1)).update(left).update(right).digest();
}

/** The largest power of two below `size`. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

function isPath(path: MerklePath): boolean {
  return path.every((step) => /^[0-9a-f]{64}$/.test(step));
}
