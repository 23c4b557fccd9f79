/**
 * One line of an activity's outbox stream: everything that the books need to know of one outcome.
 * The server composes the part that it knows (`ScanFacts`), the admit script adds what it decided.
 */
import * as v from 'valibot';
import { DIRECTIONS, REFUSAL_REASONS } from '../check-in.ts';
import { CountSchema, InstantSchema, UuidSchema } from './values.ts';

export const ScanFactsSchema = v.object({
  /** Id of this outcome: the check-in's id when it admits, the record's id otherwise. */
  outcomeId: UuidSchema,
  scanId: UuidSchema,
  /** Of pass, direction and scannedAt; hex (CI1). */
  contentHash: v.string(),
  kioskId: UuidSchema,
  /** `null`: nobody known. */
  participantId: v.nullable(UuidSchema),
  via: v.nullable(v.picklist(['card', 'phone'])),
  direction: v.picklist(DIRECTIONS),
  /** As the kiosk said, or the server's time if that lies in the future. */
  scannedAt: InstantSchema,
  decidedAt: InstantSchema,
  recordedOffline: v.boolean(),
  /** Of an unknown code, shortened (CI6). */
  codeHint: v.nullable(v.string()),
});
export type ScanFacts = v.InferOutput<typeof ScanFactsSchema>;

const line = { facts: ScanFactsSchema, seq: CountSchema };

export const OutboxLineSchema = v.variant('outcome', [
  v.object({
    ...line,
    outcome: v.literal('admitted'),
    points: CountSchema,
    /** As the verdict said. */
    participations: CountSchema,
  }),
  v.object({
    ...line,
    outcome: v.literal('already-admitted'),
    firstAt: InstantSchema,
    firstKioskId: UuidSchema,
  }),
  v.object({ ...line, outcome: v.literal('departed') }),
  v.object({ ...line, outcome: v.literal('refused'), reason: v.picklist(REFUSAL_REASONS) }),
]);
export type OutboxLine = v.InferOutput<typeof OutboxLineSchema>;
