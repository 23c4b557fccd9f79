/**
 * Ed25519 by WebCrypto, which Node and browsers share. The platform's `crypto.subtle` is an
 * argument: this file knows only the shape of what it needs.
 */
import type { PassVerifiers, Sign, VerifySignature, VerifyWithKey } from './pass.ts';

/** The part of `crypto.subtle` that is used here. */
export interface Subtle<Key> {
  importKey(
    format: 'raw',
    keyData: Uint8Array<ArrayBuffer>,
    algorithm: 'Ed25519',
    extractable: boolean,
    usages: 'verify'[],
  ): Promise<Key>;
  verify(
    algorithm: 'Ed25519',
    key: Key,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean>;
}

/** A program key as kiosks and phones hold it. */
export interface ProgramPublicKey {
  /** 0–255, the `keyId` in a pass. */
  readonly keyId: number;
  /** 32 bytes, lower-case hex. */
  readonly publicKeyHex: string;
}

/**
 * A verifier over the given keys; each key is imported once.
 * @returns a function that answers `false` for an unknown key id or a wrong signature
 */
export function createVerifier<Key>(
  subtle: Subtle<Key>,
  publicKeys: readonly ProgramPublicKey[],
): VerifySignature {
  const imported = new Map<number, Promise<Key>>();
  for (const { keyId, publicKeyHex } of publicKeys) {
    const key = subtle.importKey('raw', bytesFromHex(publicKeyHex), 'Ed25519', true, ['verify']);
    // A key that the platform refuses makes its signatures unverifiable, not the program crash.
    key.catch(() => undefined);
    imported.set(keyId, key);
  }
  return async (keyId, signature, message) => {
    const key = imported.get(keyId);
    if (key === undefined) return false;
    return subtle.verify('Ed25519', await key, new Uint8Array(signature), new Uint8Array(message));
  };
}

/** A verifier for keys that come with what they signed: a phone's, out of its pass. */
export function createKeyVerifier<Key>(subtle: Subtle<Key>): VerifyWithKey {
  return async (publicKey, signature, message) => {
    const bytes = new Uint8Array(publicKey);
    // The platform refuses bytes that are no point of the curve.
    const key = await subtle.importKey('raw', bytes, 'Ed25519', true, ['verify']).catch(() => null);
    if (key === null) return false;
    return subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message));
  };
}

/** Both, for `checkPass` and its kin. */
export function createPassVerifiers<Key>(
  subtle: Subtle<Key>,
  publicKeys: readonly ProgramPublicKey[],
): PassVerifiers {
  return {
    verifyProgram: createVerifier(subtle, publicKeys),
    verifyDevice: createKeyVerifier(subtle),
  };
}

/** A signer over a private key of the platform. */
export function createSigner<Key>(
  subtle: {
    sign(algorithm: 'Ed25519', key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  },
  privateKey: Key,
): Sign {
  return async (message) =>
    new Uint8Array(await subtle.sign('Ed25519', privateKey, new Uint8Array(message)));
}

export function bytesFromHex(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
}

export function hexFromBytes(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0');
  return hex;
}
