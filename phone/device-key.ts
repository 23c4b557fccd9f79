/** The phone's own Ed25519 key, which makes its codes worthless to whoever photographs them. */
import type { Sign } from '#domain/pass.ts';
import { createSigner, hexFromBytes } from '#domain/signing.ts';
import type { DeviceStore } from './device-store.ts';

/**
 * The key to join with, kept before the server hears of it: one that is lost afterwards would be a
 * pass that is lost.
 * @param present the one of an attempt before, if there was one
 * @returns `null` where the browser cannot make or keep such a key: the pass is a card pass then
 */
export async function deviceKeyIn(
  store: DeviceStore,
  present: CryptoKeyPair | null,
): Promise<CryptoKeyPair | null> {
  const pair = present ?? (await makeDeviceKey());
  if (pair === null) return null;
  try {
    await store.setDeviceKey(pair);
    return pair;
  } catch {
    return null;
  }
}

/** @returns `null` where the browser has no Ed25519, or is not on a secure page */
async function makeDeviceKey(): Promise<CryptoKeyPair | null> {
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
