/**
 * Seals what must lie on the tablet, and digests what only needs to be recognised. The keys are made
 * here, cannot be taken out, and live in IndexedDB beside what they seal: a copy of the readable part of
 * the disk, a dump of the database or a look over the developer tools shows nothing of a person (KS1).
 */
import type { DeviceDatabase, Sealed } from './device-store.ts';

const IV_BYTES = 12;
const DIGEST_BYTES = 16;

export class Vault {
  readonly #sealKey: CryptoKey;
  readonly #digestKey: CryptoKey;

  private constructor(sealKey: CryptoKey, digestKey: CryptoKey) {
    this.#sealKey = sealKey;
    this.#digestKey = digestKey;
  }

  /** Opens the device's vault, making its keys at the first time. */
  static async open(database: DeviceDatabase): Promise<Vault> {
    const made = {
      seal: await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
        'encrypt',
        'decrypt',
      ]),
      digest: await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    };
    // Within one transaction: two pages that start together end with the same keys.
    const transaction = database.transaction('keys', 'readwrite', { durability: 'strict' });
    const seal = (await transaction.store.get('seal')) ?? made.seal;
    const digest = (await transaction.store.get('digest')) ?? made.digest;
    await transaction.store.put(seal, 'seal');
    await transaction.store.put(digest, 'digest');
    await transaction.done;
    return new Vault(seal, digest);
  }

  async seal(value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const text = new TextEncoder().encode(JSON.stringify(value));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#sealKey, text);
    return { iv, data };
  }

  /** @throws when it was not sealed by this vault, or was changed */
  async unseal(sealed: Sealed): Promise<unknown> {
    const { iv, data } = sealed;
    const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, this.#sealKey, data);
    return JSON.parse(new TextDecoder().decode(text));
  }

  /** The same text gives the same digest on this device, and tells nothing anywhere else; hex. */
  async digest(text: string): Promise<string> {
    const signature = await crypto.subtle.sign(
      'HMAC',
      this.#digestKey,
      new TextEncoder().encode(text),
    );
    return [...new Uint8Array(signature, 0, DIGEST_BYTES)]
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
  }
}
