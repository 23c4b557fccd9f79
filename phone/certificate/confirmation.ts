/** Confirms a certificate: what the server says of it, and whether its signature holds here too. */
import {
  ConfirmedCertificateSchema,
  SignatureHexSchema,
  type ConfirmedCertificate,
} from '#domain/contract/certificates.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import { verifyCertificate } from '#domain/certificate.ts';
import { createVerifier, type Subtle } from '#domain/signing.ts';
import { requestJson, type RequestAnswer, type RequestProblemCode } from '#ui/problem.ts';
import * as v from 'valibot';

/** What the paper's QR code says. */
export interface CertificateAddress {
  readonly certificateId: string;
  readonly signatureHex: string;
}

export type Confirmation =
  | {
      readonly state: 'confirmed';
      readonly certificate: ConfirmedCertificate;
      /** False: this browser cannot compute such signatures; it is the server's word. */
      readonly checkedHere: boolean;
    }
  /** `incomplete`: the address lacks its signature. `offline`: nothing is known. */
  | {
      readonly state: 'forged' | 'unknown' | 'revoked' | 'offline' | 'busy' | 'incomplete';
    };

/**
 * Reads `/certificate/<id>#<signature>`; capital letters are forgiven, for some readers make them.
 * @returns `null` when a part is missing or misshapen
 */
export function readCertificateAddress(address: {
  readonly pathname: string;
  readonly hash: string;
}): CertificateAddress | null {
  const last = address.pathname.split('/').findLast((part) => part !== '') ?? '';
  const certificateId = v.safeParse(UuidSchema, last.toLowerCase());
  const signatureHex = v.safeParse(SignatureHexSchema, address.hash.slice(1).toLowerCase());
  if (!certificateId.success || !signatureHex.success) return null;
  return { certificateId: certificateId.output, signatureHex: signatureHex.output };
}

/** Asks the server, then computes the signature over what it answered. */
export async function confirmCertificate<Key>(
  address: CertificateAddress | null,
  subtle: Subtle<Key> | null,
): Promise<Confirmation> {
  if (address === null) return { state: 'incomplete' };
  const { certificateId, signatureHex } = address;
  const answer = await requestJson(
    ConfirmedCertificateSchema,
    `/api/certificates/${certificateId}?signature=${signatureHex}`,
  );
  return judge(address, answer, subtle);
}

/** Apart from the request, so that it can be tested as a table. */
export async function judge<Key>(
  address: CertificateAddress,
  answer: RequestAnswer<ConfirmedCertificate>,
  subtle: Subtle<Key> | null,
): Promise<Confirmation> {
  if (!answer.ok) return { state: REFUSALS[answer.code] ?? 'offline' };
  const certificate = answer.value;
  const { content, keyId, publicKeyHex } = certificate;
  // The signature is the paper's own, not the one that came with the answer.
  const signature = { keyId, signatureHex: address.signatureHex };
  if (content.certificateId !== address.certificateId) return { state: 'forged' };
  const holds = await signatureHolds(certificate, signature, publicKeyHex, subtle);
  if (holds === false) return { state: 'forged' };
  return { state: 'confirmed', certificate, checkedHere: holds === true };
}

/** `null`: this browser has no Ed25519, or the page came without encryption. */
async function signatureHolds<Key>(
  { content }: ConfirmedCertificate,
  signature: { readonly keyId: number; readonly signatureHex: string },
  publicKeyHex: string,
  subtle: Subtle<Key> | null,
): Promise<boolean | null> {
  if (subtle === null) return null;
  try {
    const verify = createVerifier(subtle, [{ keyId: signature.keyId, publicKeyHex }]);
    return await verifyCertificate(content, signature, verify);
  } catch {
    return null;
  }
}

type Refusal = Exclude<Confirmation['state'], 'confirmed'>;

/** Any other code: nothing was found out. */
const REFUSALS: Partial<Record<RequestProblemCode, Refusal>> = {
  'certificate-forged': 'forged',
  'certificate-unknown': 'unknown',
  'not-found': 'unknown',
  'certificate-revoked': 'revoked',
  'rate-limited': 'busy',
  'request-malformed': 'incomplete',
};
