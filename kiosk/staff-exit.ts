/** Checks the staff PIN against its digest; works without the network. */
import type { KioskSettings } from '#domain/contract/kiosks.ts';
import { bytesFromHex, hexFromBytes } from '#domain/signing.ts';

/** @param pin as typed; compared by PBKDF2-SHA-256 with the digest that the server gave */
export async function isExitPin(pin: string, exitPin: KioskSettings['exitPin']): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, [
    'deriveBits',
  ]);
  const derived = await crypto.subtle.deriveBits(
    {
      name: 'PBKDF2',
      hash: 'SHA-256',
      salt: bytesFromHex(exitPin.saltHex),
      iterations: exitPin.iterations,
    },
    key,
    exitPin.digestHex.length * 4,
  );
  return hexFromBytes(new Uint8Array(derived)) === exitPin.digestHex.toLowerCase();
}
