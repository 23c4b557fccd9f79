/** Certificates of activity: one's own, for somebody at the counter, and confirmed to anybody. */
import * as v from 'valibot';
import {
  CertificateInListSchema,
  CertificateListSchema,
  ConfirmedCertificateSchema,
  NewCertificateSchema,
} from '#domain/contract/certificates.ts';
import { UuidSchema } from '#domain/contract/values.ts';
import type { CertificateDesk } from '../certificates/certificate-desk.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { FileBytesSchema, route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';

const DOCUMENT_TYPE = 'application/pdf';
const TEXT_LENGTH_MAX = 200;

const CertificateParamsSchema = v.object({ certificateId: UuidSchema });
const PersonParamsSchema = v.object({ participantId: UuidSchema });
const PersonsCertificateSchema = v.object({ participantId: UuidSchema, certificateId: UuidSchema });

export interface CertificateRouteParts {
  readonly certificates: CertificateDesk;
  readonly limits: RequestLimits;
  readonly nowMs: () => number;
}

export function certificateRoutes(parts: CertificateRouteParts): Route[] {
  return [...ownRoutes(parts), ...counterRoutes(parts), confirmationRoute(parts)];
}

/** Inline, so that it can be looked at; saved, it has a name that sorts. */
function fileAnswer({ file, fiscalYear }: Awaited<ReturnType<CertificateDesk['document']>>) {
  const plain = `certificate-${fiscalYear}.pdf`;
  const full = encodeURIComponent(`活動証明書-${fiscalYear}.pdf`);
  const disposition = `inline; filename="${plain}"; filename*=UTF-8''${full}`;
  return { body: file, headers: { 'Content-Disposition': disposition } };
}

function ownRoutes({ certificates, limits, nowMs }: CertificateRouteParts): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/me/certificates',
      summary: 'Own certificates, and the fiscal years for which there can be one.',
      guard: 'participant',
      answer: CertificateListSchema,
      status: 200,
      handle: async ({ identity }) => ({ body: await certificates.list(identity.participantId) }),
    }),
    route({
      method: 'POST',
      path: '/api/me/certificates',
      summary: 'A signed certificate of a fiscal year, as the books are now.',
      guard: 'participant',
      body: NewCertificateSchema,
      answer: CertificateInListSchema,
      status: 201,
      problems: ['participant-unknown', 'certificate-empty', 'rate-limited'],
      async handle({ identity: { participantId }, body }) {
        assertUnhurried(limits.certificates.take(participantId, nowMs()));
        return { body: await certificates.issue(participantId, body) };
      },
    }),
    route({
      method: 'GET',
      path: '/api/me/certificates/:certificateId/document',
      summary: 'The certificate to print.',
      guard: 'participant',
      params: CertificateParamsSchema,
      answer: FileBytesSchema,
      mediaType: DOCUMENT_TYPE,
      status: 200,
      problems: ['certificate-unknown', 'certificate-revoked', 'rate-limited'],
      async handle({ identity: { participantId }, params: { certificateId }, origin }) {
        assertUnhurried(limits.certificates.take(participantId, nowMs()));
        return fileAnswer(await certificates.document(participantId, certificateId, origin));
      },
    }),
  ];
}

function counterRoutes({ certificates }: CertificateRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/people/:participantId/certificates',
      summary: 'A signed certificate for somebody at the counter.',
      guard: 'staff',
      params: PersonParamsSchema,
      body: NewCertificateSchema,
      answer: CertificateInListSchema,
      status: 201,
      problems: ['participant-unknown', 'certificate-empty'],
      handle: async ({ params: { participantId }, body }) => ({
        body: await certificates.issue(participantId, body),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/people/:participantId/certificates/:certificateId/document',
      summary: 'The certificate to print, for somebody at the counter.',
      guard: 'staff',
      params: PersonsCertificateSchema,
      answer: FileBytesSchema,
      mediaType: DOCUMENT_TYPE,
      status: 200,
      problems: ['certificate-unknown', 'certificate-revoked'],
      async handle({ params: { participantId, certificateId }, origin }) {
        return fileAnswer(await certificates.document(participantId, certificateId, origin));
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/certificates/:certificateId',
      summary: 'Revokes a certificate: whoever checks it is told so.',
      guard: 'staff',
      params: CertificateParamsSchema,
      status: 204,
      problems: ['certificate-unknown'],
      async handle({ params: { certificateId } }) {
        await certificates.revoke(certificateId);
        return { body: undefined };
      },
    }),
  ];
}

/** Whatever stands on a paper is taken: one letter wrong in it is a certificate that is none. */
function confirmationRoute({ certificates, limits, nowMs }: CertificateRouteParts): Route {
  const text = v.pipe(v.string(), v.maxLength(TEXT_LENGTH_MAX));
  return route({
    method: 'GET',
    path: '/api/certificates/:certificateId',
    summary: 'What the paper with this id and signature says, if the programme signed it.',
    guard: 'public',
    params: v.object({ certificateId: text }),
    query: v.object({ signature: text }),
    answer: ConfirmedCertificateSchema,
    status: 200,
    problems: ['certificate-unknown', 'certificate-forged', 'certificate-revoked', 'rate-limited'],
    async handle({ params: { certificateId }, query: { signature }, address }) {
      assertUnhurried(limits.lookUps.take(address, nowMs()));
      return { body: await certificates.confirm(certificateId, signature) };
    },
  });
}
