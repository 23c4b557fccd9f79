/**
 * Staff passwords: scrypt (RFC 7914). A hash carries its parameters,
 * `scrypt$<log2 N>$<r>$<p>$<salt>$<key>` (base64url), so that they can be raised later.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const PARAMETERS = { log2N: 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** What a stored hash may ask for at most; nobody writes hashes but we, yet a limit is a limit. */
const LOG2_N_MAX = 18;

const FORM = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const { log2N, r, p } = PARAMETERS;
  const key = await derive(password, salt, KEY_BYTES, { log2N, r, p });
  return `scrypt$${log2N}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/**
 * Whether the password is the one of the hash. With `null` (nobody of that e-mail) it takes as long
 * and says no, so that the time does not tell which e-mails have an account.
 */
export async function verifyPassword(
  password: string,
  passwordHash: string | null,
): Promise<boolean> {
  const match = FORM.exec(passwordHash ?? (await unknownAccountHash()));
  if (match === null) throw new Error('The kept password hash is not of a known form.');
  const [, log2N, r, p, salt, key] = match;
  const expected = Buffer.from(key!, 'base64url');
  const actual = await derive(password, Buffer.from(salt!, 'base64url'), expected.length, {
    log2N: Math.min(Number(log2N), LOG2_N_MAX),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(actual, expected) && passwordHash !== null;
}

let unknownHash: Promise<string> | undefined;
function unknownAccountHash(): Promise<string> {
  unknownHash ??= hashPassword(randomBytes(SALT_BYTES).toString('base64url'));
  return unknownHash;
}

function derive(
  password: string,
  salt: Buffer,
  keyBytes: number,
  { log2N, r, p }: { log2N: number; r: number; p: number },
): Promise<Buffer> {
  const N = 2 ** log2N;
  const options = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard is the same password.
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
