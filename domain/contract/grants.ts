/** `/api/grants`: points that are not for an activity, proposed by one of the staff, approved by another. */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

export const GRANT_KINDS = ['campaign', 'correction'] as const;
export const GRANT_STATES = ['proposed', 'approved', 'rejected', 'lapsed'] as const;

const points = v.pipe(
  v.number(),
  v.safeInteger(),
  v.check((value) => value !== 0, 'must not be 0'),
);

export const NewGrantSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(GRANT_KINDS),
    /** For each person. */
    points,
    reason: lineSchema(LIMITS.reasonLengthMax),
    participantIds: v.pipe(
      v.array(UuidSchema),
      v.minLength(1),
      v.maxLength(1_000),
      v.check((ids) => new Set(ids).size === ids.length, 'must not name anybody twice'),
    ),
  }),
  v.forward(
    v.check(({ kind, points: each }) => kind === 'correction' || each > 0, 'must be above 0'),
    ['points'],
  ),
);
export type NewGrant = v.InferOutput<typeof NewGrantSchema>;

export const GrantSchema = v.object({
  grantId: UuidSchema,
  kind: v.picklist(GRANT_KINDS),
  points: v.number(),
  reason: v.string(),
  state: v.picklist(GRANT_STATES),
  people: v.array(v.object({ participantId: UuidSchema, nickname: v.nullable(v.string()) })),
  proposedBy: v.object({ staffId: UuidSchema, displayName: v.string() }),
  proposedAt: InstantSchema,
  decidedBy: v.nullable(v.object({ staffId: UuidSchema, displayName: v.string() })),
  decidedAt: v.nullable(InstantSchema),
});
export type Grant = v.InferOutput<typeof GrantSchema>;

/** `GET /api/grants`: open proposals first, then decided ones, newest first; at most 100. */
export const GrantListSchema = v.object({ grants: v.array(GrantSchema), openCount: CountSchema });

/** `POST /api/grants/:id/decision`. The proposer may reject (take back), not approve. */
export const GrantDecisionSchema = v.strictObject({ approve: v.boolean() });

/** `POST /api/transactions/:id/reversal` (staff): once, with the reason (PT4). */
export const NewReversalSchema = v.strictObject({ reason: lineSchema(LIMITS.reasonLengthMax) });
export const ReversalSchema = v.object({
  transactionId: UuidSchema,
  reverses: UuidSchema,
  postedAt: InstantSchema,
});
