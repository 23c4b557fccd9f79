/** `/api/me/certificates` and the public confirmation of one. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

/** `#domain/certificate.ts` CertificateContent on the wire. */
export const CertificateContentSchema = v.object({
  certificateId: UuidSchema,
  name: v.string(),
  fiscalYear: CountSchema,
  participations: CountSchema,
  minutes: CountSchema,
  rankName: v.string(),
  activities: v.array(
    v.object({
      date: v.string(),
      name: v.string(),
      organizer: v.string(),
      venue: v.string(),
      minutes: v.nullable(CountSchema),
    }),
  ),
  issuedAt: InstantSchema,
});

/** `POST /api/me/certificates` (or by staff for somebody at the counter). */
export const NewCertificateSchema = v.strictObject({
  fiscalYear: v.pipe(v.number(), v.integer(), v.minValue(2000), v.maxValue(2200)),
  /** Absent: the nickname. */
  name: v.optional(lineSchema(LIMITS.certificateNameLengthMax)),
});

export const CertificateInListSchema = v.object({
  certificateId: UuidSchema,
  name: v.string(),
  fiscalYear: CountSchema,
  participations: CountSchema,
  minutes: CountSchema,
  issuedAt: InstantSchema,
  revokedAt: v.nullable(InstantSchema),
});
export type CertificateInList = v.InferOutput<typeof CertificateInListSchema>;

export const CertificateListSchema = v.object({
  certificates: v.array(CertificateInListSchema),
  /** Fiscal years for which there is something to certify, newest first. */
  years: v.array(
    v.object({ fiscalYear: CountSchema, participations: CountSchema, minutes: CountSchema }),
  ),
});
export type CertificateList = v.InferOutput<typeof CertificateListSchema>;

export const SignatureHexSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));

/**
 * `GET /api/certificates/:id?signature=…` (public): what the QR code of the paper leads to
 * (`<origin>/certificate/<id>#<signature>`). It says what the paper says, and no more.
 */
export const ConfirmedCertificateSchema = v.object({
  content: CertificateContentSchema,
  keyId: v.number(),
  signatureHex: SignatureHexSchema,
  /** For checking the signature without trusting this answer's word for it. */
  publicKeyHex: v.string(),
});
export type ConfirmedCertificate = v.InferOutput<typeof ConfirmedCertificateSchema>;
