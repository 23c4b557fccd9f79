/** What a kiosk keeps of its exit PIN, so that it can check one without the network. */
import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { KioskSettings } from '#domain/contract/kiosks.ts';

type PinDigest = KioskSettings['exitPin'];

/** A PIN has a million values; the work bounds how fast a stolen tablet could try them all. */
const PIN_ITERATIONS = 100_000;
const PIN_SALT_BYTES = 16;
const PIN_DIGEST_BYTES = 32;
/** Digests that are kept; the oldest is forgotten first, and worked out anew when it is needed. */
const KEPT_MAX = 2_000;

const derive = promisify(pbkdf2);

/**
 * Digests of PINs, each worked out once, beside the event loop and one after the other: when a
 * thousand kiosks connect at the same moment, scans still have their core and signatures their
 * threads. A kiosk that comes back works meanwhile with what it keeps.
 */
export class PinDigests {
  readonly #kept = new Map<string, Promise<PinDigest>>();
  #last: Promise<unknown> = Promise.resolve();

  /** The digest of a kiosk's PIN; the same one as long as it is kept. */
  of(kioskId: string, pin: string): Promise<PinDigest> {
    const key = `${kioskId} ${pin}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const started = this.#last.then(() => digestOf(pin));
    // Who asks again after a failure is not told of it for ever; the next in line goes on.
    this.#last = started.catch(() => this.#kept.delete(key));
    this.#kept.set(key, started);
    if (this.#kept.size > KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    return started;
  }
}

async function digestOf(pin: string): Promise<PinDigest> {
  const salt = randomBytes(PIN_SALT_BYTES);
  const digest = await derive(pin, salt, PIN_ITERATIONS, PIN_DIGEST_BYTES, 'sha256');
  return {
    saltHex: salt.toString('hex'),
    digestHex: digest.toString('hex'),
    iterations: PIN_ITERATIONS,
  };
}
