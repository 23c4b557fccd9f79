/**
 * The QR pass: text for a QR code's alphanumeric mode,
 * `TS1:` + base45 of `version(1) keyId(1) participantId(16) serial(4) validUntil(4) kind(1)` and an
 * Ed25519 signature (64) over those 27 bytes. Integers are big-endian; `validUntil` is in whole
 * seconds since the epoch and is the first second in which the pass no longer holds.
 */
import { decodeBase45, encodeBase45 } from './base45.ts';
import { uuidFromBytes, uuidToBytes } from './ids.ts';

export const PASS_PREFIX = 'TS1:';
export const PASS_VERSION = 1;
export const PASS_BODY_BYTES = 27;
export const PASS_SIGNATURE_BYTES = 64;
/** `TS1:` and 137 + 2·2 characters: what a card carries; a QR code of version 6 at level M. */
export const PASS_TEXT_LENGTH = 141;

export const PASS_KINDS = { card: 0, phone: 1 } as const;
export type PassKind = keyof typeof PASS_KINDS;

/** What a pass says. It says nothing about the person: the id is random (PP2). */
export interface PassBody {
  readonly keyId: number;
  readonly participantId: string;
  readonly serial: number;
  /** Seconds since the epoch. */
  readonly validUntilS: number;
  readonly kind: PassKind;
}

/** A pass that was read, not yet one that is believed: the signature is still to be verified. */
export interface ReadPass extends PassBody {
  /** The bytes that are signed. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** Verifies an Ed25519 signature with the program's key of that id; false for an unknown key. */
export type VerifySignature = (
  keyId: number,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>;

/** Signs with the program's present key. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

/** Makes the text of a pass. Ed25519 is deterministic: the same body gives the same text. */
export async function issuePass(body: PassBody, sign: Sign): Promise<string> {
  const bytes = new Uint8Array(PASS_BODY_BYTES + PASS_SIGNATURE_BYTES);
  const view = new DataView(bytes.buffer);
  bytes[0] = PASS_VERSION;
  bytes[1] = body.keyId;
  bytes.set(uuidToBytes(body.participantId), 2);
  view.setUint32(18, body.serial);
  view.setUint32(22, body.validUntilS);
  bytes[26] = PASS_KINDS[body.kind];
  bytes.set(await sign(bytes.subarray(0, PASS_BODY_BYTES)), PASS_BODY_BYTES);
  return PASS_PREFIX + encodeBase45(bytes);
}

/** Reads the text of a code. `null`: not a code of ours. */
export function readPass(text: string): ReadPass | null {
  if (text.length !== PASS_TEXT_LENGTH || !text.startsWith(PASS_PREFIX)) return null;
  const bytes = decodeBase45(text.slice(PASS_PREFIX.length));
  if (bytes === null || bytes.length !== PASS_BODY_BYTES + PASS_SIGNATURE_BYTES) return null;
  if (bytes[0] !== PASS_VERSION) return null;
  const kind = kindOf(bytes[26]!);
  if (kind === null) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return {
    keyId: bytes[1]!,
    participantId: uuidFromBytes(bytes.subarray(2, 18)),
    serial: view.getUint32(18),
    validUntilS: view.getUint32(22),
    kind,
    signedBytes: bytes.subarray(0, PASS_BODY_BYTES),
    signature: bytes.subarray(PASS_BODY_BYTES),
  };
}

export type PassCheck =
  | { readonly ok: true; readonly pass: ReadPass }
  | { readonly ok: false; readonly reason: 'pass-unreadable' | 'pass-forged' | 'pass-expired' };

/**
 * Checks a code as a kiosk does without the network: form, signature, then expiry. Whether the
 * pass was revoked only the server knows.
 * @param atMs the moment of the scan, milliseconds since the epoch
 */
export async function checkPass(
  text: string,
  atMs: number,
  verify: VerifySignature,
): Promise<PassCheck> {
  const pass = readPass(text);
  if (pass === null) return { ok: false, reason: 'pass-unreadable' };
  if (!(await verify(pass.keyId, pass.signature, pass.signedBytes))) {
    return { ok: false, reason: 'pass-forged' };
  }
  if (isExpired(pass, atMs)) return { ok: false, reason: 'pass-expired' };
  return { ok: true, pass };
}

export function isExpired(pass: PassBody, atMs: number): boolean {
  return atMs >= pass.validUntilS * 1000;
}

/** What may be kept and shown of a code that was refused: enough to recognise it, not to use it (CI6). */
export function shortenCode(text: string): string {
  const printable = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length <= 12 ? printable : `${printable.slice(0, 11)}…`;
}

function kindOf(byte: number): PassKind | null {
  if (byte === PASS_KINDS.card) return 'card';
  if (byte === PASS_KINDS.phone) return 'phone';
  return null;
}
