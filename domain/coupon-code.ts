/**
 * The live code of a coupon: `TC1:` + base45 of `version(1) couponId(16) step(4)` and the phone's
 * Ed25519 signature (64) over `TC1:` and those 21 bytes. Whose coupon it is, and with it the phone's
 * key, the server knows. It is redeemed by the server alone, once; the code only proves that the
 * phone that holds the coupon is here, now.
 */
import { decodeBase45, encodeBase45 } from './base45.ts';
import { uuidFromBytes, uuidToBytes } from './ids.ts';
import { PASS_SIGNATURE_BYTES } from './pass.ts';
import type { Sign } from './pass.ts';

export const COUPON_CODE_PREFIX = 'TC1:';
const COUPON_CODE_VERSION = 1;
const BODY_BYTES = 21;
const CODE_BYTES = BODY_BYTES + PASS_SIGNATURE_BYTES;
/** `TC1:` and 128. */
export const COUPON_CODE_TEXT_LENGTH = 132;

/** A code that was read, not yet one that is believed. */
export interface ReadCouponCode {
  readonly couponId: string;
  /** As in a live pass: seconds since the epoch / STEP_SECONDS, by the phone's clock. */
  readonly step: number;
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** @param signWithDevice by the key whose public half stands in the owner's live pass */
export async function showCouponCode(
  couponId: string,
  step: number,
  signWithDevice: Sign,
): Promise<string> {
  const bytes = new Uint8Array(CODE_BYTES);
  bytes[0] = COUPON_CODE_VERSION;
  bytes.set(uuidToBytes(couponId), 1);
  new DataView(bytes.buffer).setUint32(17, step);
  bytes.set(await signWithDevice(signedBytesOf(bytes)), BODY_BYTES);
  return COUPON_CODE_PREFIX + encodeBase45(bytes);
}

/** `null`: not a code of ours. */
export function readCouponCode(text: string): ReadCouponCode | null {
  if (text.length !== COUPON_CODE_TEXT_LENGTH || !text.startsWith(COUPON_CODE_PREFIX)) return null;
  const bytes = decodeBase45(text.slice(COUPON_CODE_PREFIX.length));
  if (bytes === null || bytes.length !== CODE_BYTES) return null;
  if (bytes[0] !== COUPON_CODE_VERSION) return null;
  return {
    couponId: uuidFromBytes(bytes.subarray(1, 17)),
    step: new DataView(bytes.buffer, bytes.byteOffset).getUint32(17),
    signedBytes: signedBytesOf(bytes),
    signature: bytes.subarray(BODY_BYTES),
  };
}

/** With the prefix before it, so that no signature over a pass can stand for one over a coupon. */
function signedBytesOf(bytes: Uint8Array): Uint8Array {
  const signed = new Uint8Array(COUPON_CODE_PREFIX.length + BODY_BYTES);
  for (let index = 0; index < COUPON_CODE_PREFIX.length; index += 1) {
    signed[index] = COUPON_CODE_PREFIX.charCodeAt(index);
  }
  signed.set(bytes.subarray(0, BODY_BYTES), COUPON_CODE_PREFIX.length);
  return signed;
}
