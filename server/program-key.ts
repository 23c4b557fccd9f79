/** The program's Ed25519 key: made on the first start, kept in the books. */
import { createPassVerifiers, createSigner, hexFromBytes } from '#domain/signing.ts';
import type { ProgramPublicKey } from '#domain/signing.ts';
import type { PassVerifiers, Sign } from '#domain/pass.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';

export interface ProgramKey {
  readonly keyId: number;
  readonly sign: Sign;
  readonly verifiers: PassVerifiers;
  /** For kiosks: all keys whose passes still hold. */
  readonly publicKeys: readonly ProgramPublicKey[];
}

export async function loadProgramKey(ledger: Ledger): Promise<ProgramKey> {
  const { subtle } = globalThis.crypto;
  const key = await ledger.signingKey(async () => {
    const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    return {
      publicKeyHex: hexFromBytes(new Uint8Array(await subtle.exportKey('raw', pair.publicKey))),
      privateKeyPkcs8: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
    };
  });
  const publicKeys = await ledger.publicKeys();
  const privateKey = await subtle.importKey(
    'pkcs8',
    new Uint8Array(key.privateKeyPkcs8),
    'Ed25519',
    false,
    ['sign'],
  );
  return {
    keyId: key.keyId,
    sign: createSigner<CryptoKey>(subtle, privateKey),
    verifiers: createPassVerifiers<CryptoKey>(subtle, publicKeys),
    publicKeys,
  };
}
