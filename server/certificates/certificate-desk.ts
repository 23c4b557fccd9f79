/** Certificates of activity: made from the books, signed by the programme, confirmed to anybody. */
import { randomUUID } from 'node:crypto';
import { signCertificate, verifyCertificate } from '#domain/certificate.ts';
import type { CertificateContent, CertifiedActivity } from '#domain/certificate.ts';
import type {
  CertificateInList,
  CertificateList,
  ConfirmedCertificate,
} from '#domain/contract/certificates.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { fiscalYearBounds, tokyoDateOf } from '#domain/fiscal-year.ts';
import { programOn } from '#domain/program.ts';
import { rankAt } from '#domain/rank.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { createCertificateWriter } from './certificate-writer.ts';
import { ProblemError } from '../errors.ts';
import type { ProgramKey } from '../program-key.ts';

/** Ids and signatures are told apart by form before the books are asked. */
const UUID_FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface CertificateDesk {
  list(participantId: string): Promise<CertificateList>;
  /**
   * @param order.name as the person wants to be called; absent: the nickname
   * Rejects with ProblemError participant-unknown or certificate-empty.
   */
  issue(
    participantId: string,
    order: { readonly fiscalYear: number; readonly name?: string | undefined },
  ): Promise<CertificateInList>;
  /**
   * The document of one's own certificate. Rejects with ProblemError certificate-unknown or
   * certificate-revoked.
   * @param origin where the confirming page is
   */
  document(
    participantId: string,
    certificateId: string,
    origin: string,
  ): Promise<{ readonly file: Uint8Array<ArrayBuffer>; readonly fiscalYear: number }>;
  /**
   * Rejects with ProblemError certificate-unknown, certificate-forged or certificate-revoked: who
   * does not have the signature learns nothing of what was signed.
   */
  confirm(certificateId: string, signatureHex: string): Promise<ConfirmedCertificate>;
  /** Rejects with ProblemError certificate-unknown. */
  revoke(certificateId: string): Promise<void>;
}

interface CertificateDeskParts {
  readonly ledger: Ledger;
  readonly key: ProgramKey;
  readonly nowMs: () => number;
}

export function createCertificateDesk(parts: CertificateDeskParts): CertificateDesk {
  const { ledger, key, nowMs } = parts;
  const writer = createCertificateWriter();
  return {
    async list(participantId) {
      const [certificates, years] = await Promise.all([
        ledger.certificatesOf(participantId),
        ledger.certifiableYears(participantId),
      ]);
      return { certificates, years };
    },

    async issue(participantId, order) {
      const content = await contentOf(parts, participantId, order);
      const signatureHex = await signCertificate(content, key.sign);
      await ledger.addCertificate(participantId, { content, keyId: key.keyId, signatureHex });
      // Somebody who was erased meanwhile has none.
      const kept = await ledger.certificate(content.certificateId);
      if (kept === null) throw new ProblemError('participant-unknown');
      const { certificateId, name, fiscalYear, participations, minutes, issuedAt } = kept.content;
      const { revokedAt } = kept;
      return { certificateId, name, fiscalYear, participations, minutes, issuedAt, revokedAt };
    },

    async document(participantId, certificateId, origin) {
      const kept = await ledger.certificate(certificateId);
      if (kept?.participantId !== participantId) throw new ProblemError('certificate-unknown');
      if (kept.revokedAt !== null) throw new ProblemError('certificate-revoked');
      const address = `${origin}/certificate/${certificateId}#${kept.signatureHex}`;
      const file = await writer.write({ content: kept.content, address });
      return { file, fiscalYear: kept.content.fiscalYear };
    },

    async confirm(certificateId, signatureHex) {
      const kept = UUID_FORM.test(certificateId) ? await ledger.certificate(certificateId) : null;
      if (kept === null) throw new ProblemError('certificate-unknown');
      const { content, keyId, revokedAt } = kept;
      const signature = { keyId, signatureHex };
      if (!(await verifyCertificate(content, signature, key.verifiers.verifyProgram))) {
        throw new ProblemError('certificate-forged');
      }
      if (revokedAt !== null) throw new ProblemError('certificate-revoked');
      const publicKey = key.publicKeys.find((each) => each.keyId === keyId);
      if (publicKey === undefined) throw new Error(`Key ${keyId} verified and is not known.`);
      const { publicKeyHex } = publicKey;
      const activities = [...content.activities];
      return { content: { ...content, activities }, keyId, signatureHex, publicKeyHex };
    },

    async revoke(certificateId) {
      const at = new Date(nowMs()).toISOString();
      if (await ledger.revokeCertificate(certificateId, at)) return;
      throw new ProblemError('certificate-unknown');
    },
  };
}

async function contentOf(
  { ledger, nowMs }: CertificateDeskParts,
  participantId: string,
  order: { readonly fiscalYear: number; readonly name?: string | undefined },
): Promise<CertificateContent> {
  const { fiscalYear } = order;
  const [person, activities, versions] = await Promise.all([
    ledger.person(participantId),
    ledger.certifiedActivities(participantId, fiscalYear),
    ledger.programVersions(),
  ]);
  if (person === null) throw new ProblemError('participant-unknown');
  if (activities.length === 0) throw new ProblemError('certificate-empty');
  const now = nowMs();
  // Ranks by the criteria of the year's last day, or of today while it goes on (RK1, PG1).
  const rankedOn = tokyoDateOf(Math.min(now, fiscalYearBounds(fiscalYear).endMs - 1));
  const program = programOn(versions, rankedOn);
  if (program === null) throw new ProblemError('certificate-empty');
  return {
    certificateId: randomUUID(),
    name: order.name ?? person.nickname,
    fiscalYear,
    participations: activities.length,
    minutes: sumOfMinutes(activities),
    rankName: rankAt(program.ranks, activities.length).rank.name.ja,
    // The latest ones, of somebody who came more often than a paper holds.
    activities: activities.slice(-LIMITS.certificateActivitiesMax),
    issuedAt: new Date(now).toISOString(),
  };
}

function sumOfMinutes(activities: readonly CertifiedActivity[]): number {
  return activities.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
}
