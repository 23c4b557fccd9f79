/** Secrets that the server hands out: made here, kept only as hashes. */
import { hash, randomBytes, randomFillSync, randomInt } from 'node:crypto';
import { CODE_ALPHABET } from '#domain/contract/values.ts';
import { uuidv7 } from '#domain/ids.ts';

const TOKEN_BYTES = 32;
const ENROLLMENT_CODE_LENGTH = 8;
const COUNTER_CODE_BYTES = 16;

/** A token of 256 random bits, base64url. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token or a code: hex SHA-256. They are random, so no salt is needed. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret, 'hex');
}

/** Eight characters that people can read to each other; without the hyphen. */
export function newEnrollmentCode(): string {
  return Array.from(
    { length: ENROLLMENT_CODE_LENGTH },
    () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]!,
  ).join('');
}

/** `XXXX-XXXX`, as it is shown. */
export function writeEnrollmentCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Six digits for the staff exit of a kiosk. */
export function newExitPin(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

const PASSWORD_GROUPS = 4;

/** Sixteen characters in groups of four, about 76 random bits: to write down and type. */
export function newPassword(): string {
  return Array.from({ length: PASSWORD_GROUPS }, () => newEnrollmentCode().slice(0, 4)).join('-');
}

/** What a shop's printed code says: 128 random bits, short enough for a coarse QR code. */
export function newCounterCode(): string {
  return randomBytes(COUNTER_CODE_BYTES).toString('base64url');
}

const ID_RANDOM_BYTES = 10;
const pool = Buffer.alloc(ID_RANDOM_BYTES * 400);
let poolAt = pool.length;

/** A new UUIDv7; randomness is drawn in blocks, since every scan needs one. */
export function newId(atMs: number): string {
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  const id = uuidv7(atMs, pool.subarray(poolAt, poolAt + ID_RANDOM_BYTES));
  poolAt += ID_RANDOM_BYTES;
  return id;
}
