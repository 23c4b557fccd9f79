/**
 * The certificate of activity (活動証明書): what it says, and how that is signed. The paper carries a
 * QR code with the certificate's id and the program's signature over its content; a page compares.
 */
import type { Sign, VerifySignature } from './pass.ts';
import { bytesFromHex, hexFromBytes } from './signing.ts';

/** One activity in which the person took part. */
export interface CertifiedActivity {
  /** `YYYY-MM-DD` in Tokyo. */
  readonly date: string;
  readonly name: string;
  readonly organizer: string;
  readonly venue: string;
  /** From arrival to departure; `null` where nobody checked out. */
  readonly minutes: number | null;
}

/** Everything that a certificate says, and nothing else is shown by the page that confirms it. */
export interface CertificateContent {
  readonly certificateId: string;
  /** As the person wants to be called on it. */
  readonly name: string;
  readonly fiscalYear: number;
  readonly participations: number;
  /** Sum of those minutes that are known. */
  readonly minutes: number;
  readonly rankName: string;
  readonly activities: readonly CertifiedActivity[];
  /** ISO 8601. */
  readonly issuedAt: string;
}

const HEADER = 'tsudoi-certificate-1';

/**
 * The bytes that are signed: a header, then each value as JSON text on a line of its own, in the
 * order below. JSON escapes line feeds, so that no value can pass for two.
 */
export function certificateBytes(content: CertificateContent): Uint8Array {
  const { certificateId, name, fiscalYear, participations, minutes, rankName, issuedAt } = content;
  const values: (string | number | null)[] = [
    certificateId,
    name,
    fiscalYear,
    participations,
    minutes,
    rankName,
    issuedAt,
    content.activities.length,
  ];
  for (const activity of content.activities) {
    values.push(activity.date, activity.name, activity.organizer, activity.venue, activity.minutes);
  }
  return utf8([HEADER, ...values.map((value) => JSON.stringify(value))].join('\n'));
}

/** @returns 64 bytes in lower-case hex */
export async function signCertificate(content: CertificateContent, sign: Sign): Promise<string> {
  return hexFromBytes(await sign(certificateBytes(content)));
}

/** False when one letter of the content, or of the signature, is another. */
export async function verifyCertificate(
  content: CertificateContent,
  signature: { readonly keyId: number; readonly signatureHex: string },
  verify: VerifySignature,
): Promise<boolean> {
  if (!/^[0-9a-f]{128}$/.test(signature.signatureHex)) return false;
  return verify(signature.keyId, bytesFromHex(signature.signatureHex), certificateBytes(content));
}

/** UTF-8 without the platform's encoder, which the domain does not know. */
function utf8(text: string): Uint8Array {
  const encoded = encodeURIComponent(text.toWellFormed());
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at += 1) {
    if (encoded[at] === '%') {
      bytes.push(Number.parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(encoded.charCodeAt(at));
    }
  }
  return Uint8Array.from(bytes);
}
