/** The phone's own Ed25519 key, which makes its codes worthless to whoever photographs them. */
import type { Sign } from '#domain/pass.ts';
import { createSigner, hexFromBytes } from '#domain/signing.ts';

/** @returns `null` where the browser has no Ed25519, or is not on a secure page */
export async function makeDeviceKey(): Promise<CryptoKeyPair | null> {
  try {
    const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
    return 'privateKey' in pair ? pair : null;
  } catch {
    return null;
  }
}

/** 32 bytes, as the server takes them when somebody joins. */
export async function publicKeyHexOf(pair: CryptoKeyPair): Promise<string> {
  return hexFromBytes(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
}

export function signerOf(pair: CryptoKeyPair): Sign {
  return createSigner(crypto.subtle, pair.privateKey);
}
