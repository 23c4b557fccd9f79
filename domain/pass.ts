/**
 * The QR pass: text for a QR code's alphanumeric mode, `TS1:` + base45 of bytes. Integers are
 * big-endian; `validUntil` is in whole seconds since the epoch and is the first second in which the
 * pass no longer holds.
 *
 * body (27)     `version(1) keyId(1) participantId(16) serial(4) validUntil(4) kind(1)`
 * card pass     body, and the program's Ed25519 signature (64) over it. It never changes.
 * live pass     body, the phone's public key (32), the program's signature over both (64), the step
 *               (4) and the phone's signature (64) over everything before. The phone signs anew at
 *               each step, so that a photograph of it is worth nothing soon after.
 * credential    the part of a live pass that stays: body, key, signature. It is what the program
 *               hands out to the phone, and opens no door by itself.
 */
import { decodeBase45, encodeBase45 } from './base45.ts';
import { uuidFromBytes, uuidToBytes } from './ids.ts';

export const PASS_PREFIX = 'TS1:';
export const PASS_VERSION = 1;
export const PASS_BODY_BYTES = 27;
export const PASS_SIGNATURE_BYTES = 64;
export const DEVICE_KEY_BYTES = 32;
const STEP_BYTES = 4;
const CARD_BYTES = PASS_BODY_BYTES + PASS_SIGNATURE_BYTES;
const CREDENTIAL_BYTES = PASS_BODY_BYTES + DEVICE_KEY_BYTES + PASS_SIGNATURE_BYTES;
const LIVE_BYTES = CREDENTIAL_BYTES + STEP_BYTES + PASS_SIGNATURE_BYTES;
/** `TS1:` and 137: what a card carries; a QR code of version 6 at level M. */
export const PASS_TEXT_LENGTH = 141;
/** `TS1:` and 287: what a phone shows; a QR code of version 10 at level L. */
export const LIVE_PASS_TEXT_LENGTH = 291;

const NUMBER_DIGITS = 8;

/** How long one live code is shown. */
export const STEP_SECONDS = 30;
/** The step that holds an instant and one on either side are taken. */
export const STEPS_TAKEN_ASIDE = 1;

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

/** What a phone adds to its pass. */
export interface ReadDevice {
  /** 32 bytes, signed by the program together with the body. */
  readonly publicKey: Uint8Array;
  /** Seconds since the epoch / STEP_SECONDS, by the phone's clock. */
  readonly step: number;
  /** The bytes that the phone signs. */
  readonly signedBytes: Uint8Array;
  readonly signature: Uint8Array;
}

/** A pass that was read, not yet one that is believed: the signatures are still to be verified. */
export interface ReadPass extends PassBody {
  /** The bytes that the program signs. */
  readonly signedBytes: Uint8Array;
  /** The program's. */
  readonly signature: Uint8Array;
  /** `signedBytes` and `signature`: what stays the same as long as the pass exists. */
  readonly constantBytes: Uint8Array;
  /** Of a live pass; `null` for a card. */
  readonly device: ReadDevice | null;
}

/** Verifies an Ed25519 signature with the program's key of that id; false for an unknown key. */
export type VerifySignature = (
  keyId: number,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>;

/** Verifies an Ed25519 signature with a key that is given; false for bytes that are no key. */
export type VerifyWithKey = (
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
) => Promise<boolean>;

export interface PassVerifiers {
  readonly verifyProgram: VerifySignature;
  readonly verifyDevice: VerifyWithKey;
}

/** Signs with the program's present key, or with a phone's own. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array>;

/** Makes the text of a card pass. Ed25519 is deterministic: the same body gives the same text. */
export async function issuePass(body: PassBody, sign: Sign): Promise<string> {
  const bytes = new Uint8Array(CARD_BYTES);
  writeBody(bytes, body);
  bytes.set(await sign(bytes.subarray(0, PASS_BODY_BYTES)), PASS_BODY_BYTES);
  return PASS_PREFIX + encodeBase45(bytes);
}

/**
 * Makes the credential that a phone keeps, for `showLivePass`.
 * @param devicePublicKey the phone's raw Ed25519 key, 32 bytes
 */
export async function issueCredential(
  body: PassBody,
  devicePublicKey: Uint8Array,
  sign: Sign,
): Promise<string> {
  const bytes = new Uint8Array(CREDENTIAL_BYTES);
  writeBody(bytes, body);
  bytes.set(devicePublicKey, PASS_BODY_BYTES);
  const signedLength = PASS_BODY_BYTES + DEVICE_KEY_BYTES;
  bytes.set(await sign(bytes.subarray(0, signedLength)), signedLength);
  return PASS_PREFIX + encodeBase45(bytes);
}

/**
 * The text that a phone shows in one step. `null`: not a credential of ours.
 * @param signWithDevice by the key whose public half stands in the credential
 */
export async function showLivePass(
  credential: string,
  step: number,
  signWithDevice: Sign,
): Promise<string | null> {
  const constant = bytesOf(credential);
  if (constant === null || constant.length !== CREDENTIAL_BYTES) return null;
  const bytes = new Uint8Array(LIVE_BYTES);
  bytes.set(constant);
  new DataView(bytes.buffer).setUint32(CREDENTIAL_BYTES, step);
  const signedLength = CREDENTIAL_BYTES + STEP_BYTES;
  bytes.set(await signWithDevice(bytes.subarray(0, signedLength)), signedLength);
  return PASS_PREFIX + encodeBase45(bytes);
}

/** The step that holds an instant. */
export function stepAt(atMs: number): number {
  return Math.floor(atMs / 1000 / STEP_SECONDS);
}

/** Reads the text of a code. `null`: not a code of ours. */
export function readPass(text: string): ReadPass | null {
  const bytes = bytesOf(text);
  if (bytes === null) return null;
  const kind = bytes.length === CARD_BYTES ? 'card' : 'phone';
  if (kind === 'phone' && bytes.length !== LIVE_BYTES) return null;
  if (bytes[0] !== PASS_VERSION || bytes[PASS_BODY_BYTES - 1] !== PASS_KINDS[kind]) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const constantLength = kind === 'card' ? CARD_BYTES : CREDENTIAL_BYTES;
  const signedLength = constantLength - PASS_SIGNATURE_BYTES;
  return {
    keyId: bytes[1]!,
    participantId: uuidFromBytes(bytes.subarray(2, 18)),
    serial: view.getUint32(18),
    validUntilS: view.getUint32(22),
    kind,
    signedBytes: bytes.subarray(0, signedLength),
    signature: bytes.subarray(signedLength, constantLength),
    constantBytes: bytes.subarray(0, constantLength),
    device: kind === 'card' ? null : readDevice(bytes, view),
  };
}

/**
 * The number of a card's text or of a credential, by which the counter finds its person. `null`:
 * neither of them.
 */
export function passNumberOf(text: string): string | null {
  const bytes = bytesOf(text);
  if (bytes === null) return null;
  if (bytes.length !== CARD_BYTES && bytes.length !== CREDENTIAL_BYTES) return null;
  return writePassNumber(new DataView(bytes.buffer, bytes.byteOffset).getUint32(18));
}

/** For people: what stands under a card's code, eight digits. */
export function writePassNumber(serial: number): string {
  return String(serial).padStart(NUMBER_DIGITS, '0');
}

export type PassCheck =
  | { readonly ok: true; readonly pass: ReadPass }
  | {
      readonly ok: false;
      readonly reason: 'pass-unreadable' | 'pass-forged' | 'pass-expired' | 'pass-stale';
    };

/**
 * Checks a code as a kiosk does without the network: form, the program's signature, expiry, then
 * the phone's signature and its step. Whether the pass was revoked only the server knows.
 * @param atMs the moment of the scan, milliseconds since the epoch
 */
export async function checkPass(
  text: string,
  atMs: number,
  { verifyProgram, verifyDevice }: PassVerifiers,
): Promise<PassCheck> {
  const pass = readPass(text);
  if (pass === null) return { ok: false, reason: 'pass-unreadable' };
  if (!(await verifyProgram(pass.keyId, pass.signature, pass.signedBytes))) {
    return { ok: false, reason: 'pass-forged' };
  }
  if (isExpired(pass, atMs)) return { ok: false, reason: 'pass-expired' };
  if (pass.device !== null) {
    const { publicKey, signature, signedBytes, step } = pass.device;
    if (!(await verifyDevice(publicKey, signature, signedBytes))) {
      return { ok: false, reason: 'pass-forged' };
    }
    if (isStale(step, atMs)) return { ok: false, reason: 'pass-stale' };
  }
  return { ok: true, pass };
}

export function isExpired(pass: PassBody, atMs: number): boolean {
  return atMs >= pass.validUntilS * 1000;
}

/** Is a live code too old, or of a time that has not come? */
export function isStale(step: number, atMs: number): boolean {
  return Math.abs(step - stepAt(atMs)) > STEPS_TAKEN_ASIDE;
}

/** What may be kept and shown of a code that was refused: enough to recognise it, not to use it (CI6). */
export function shortenCode(text: string): string {
  const printable = text.replaceAll(/[^\x20-\x7e]/g, '?');
  return printable.length <= 12 ? printable : `${printable.slice(0, 11)}…`;
}

function bytesOf(text: string): Uint8Array | null {
  if (text.length > LIVE_PASS_TEXT_LENGTH || !text.startsWith(PASS_PREFIX)) return null;
  return decodeBase45(text.slice(PASS_PREFIX.length));
}

function writeBody(bytes: Uint8Array, body: PassBody): void {
  const view = new DataView(bytes.buffer);
  bytes[0] = PASS_VERSION;
  bytes[1] = body.keyId;
  bytes.set(uuidToBytes(body.participantId), 2);
  view.setUint32(18, body.serial);
  view.setUint32(22, body.validUntilS);
  bytes[26] = PASS_KINDS[body.kind];
}

function readDevice(bytes: Uint8Array, view: DataView): ReadDevice {
  const signedLength = CREDENTIAL_BYTES + STEP_BYTES;
  return {
    publicKey: bytes.subarray(PASS_BODY_BYTES, PASS_BODY_BYTES + DEVICE_KEY_BYTES),
    step: view.getUint32(CREDENTIAL_BYTES),
    signedBytes: bytes.subarray(0, signedLength),
    signature: bytes.subarray(signedLength),
  };
}
