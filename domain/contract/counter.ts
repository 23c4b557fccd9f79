/**
 * `/api/people` (staff): the counter, where somebody with only a card has the same rights as with a
 * phone. Every spending here takes an `Idempotency-Key` as `/api/me` does.
 */
import * as v from 'valibot';
import { CertificateListSchema } from './certificates.ts';
import { CouponSchema } from './coupons.ts';
import { LIMITS } from './limits.ts';
import { MeSchema } from './people.ts';
import { InstantSchema, UuidSchema } from './values.ts';

/**
 * `POST /api/people/lookup`: by what they show (the text of a card or of a phone's screen), or by
 * the card's number for people.
 */
export const LookupSchema = v.union([
  v.strictObject({
    code: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.passLengthMax)),
  }),
  v.strictObject({
    number: v.pipe(
      v.string(),
      v.maxLength(20),
      v.transform((text) => text.normalize('NFKC').replaceAll(/[\s-]/g, '')),
      v.regex(/^[0-9]{1,10}$/, 'must be digits'),
    ),
  }),
]);

/** Who stands at the counter. */
export const PersonAtCounterSchema = v.object({
  me: MeSchema,
  passes: v.array(
    v.object({
      number: v.string(),
      /** What carries it. */
      kind: v.picklist(['card', 'phone']),
      validUntil: InstantSchema,
      revoked: v.boolean(),
    }),
  ),
  coupons: v.array(CouponSchema),
  certificates: CertificateListSchema,
});
export type PersonAtCounter = v.InferOutput<typeof PersonAtCounterSchema>;

/**
 * `POST /api/people/:id/card`: a new card; the old cards are revoked, the phone is not.
 * `DELETE /api/passes/:number`: a lost card stops working, nothing takes its place; a lost phone is
 * cut off with its pass.
 */
export const IssuedCardSchema = v.object({
  participantId: UuidSchema,
  nickname: v.string(),
  number: v.string(),
  pass: v.string(),
});
export type IssuedCard = v.InferOutput<typeof IssuedCardSchema>;
