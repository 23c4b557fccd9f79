/** A scan and what comes of it. */
import * as v from 'valibot';
import { DIRECTIONS, REFUSAL_REASONS } from '../check-in.ts';
import { RankSchema } from '../program.ts';
import { LIMITS } from './limits.ts';
import { FailureSchema } from './problem.ts';
import { CountSchema, InstantSchema, UuidSchema } from './values.ts';

export const ScanSchema = v.object({
  /** UUIDv7 made by the kiosk; decides once (CI1). */
  scanId: UuidSchema,
  /** The text of the code, whatever it was. */
  pass: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.passLengthMax)),
  direction: v.picklist(DIRECTIONS),
  /** The kiosk's clock, already corrected by the offset that it measured (CI5). */
  scannedAt: InstantSchema,
  /**
   * The kiosk has already answered the person by itself. Not part of the scan's content: the same
   * scan may be sent first without and then with it.
   */
  recordedOffline: v.optional(v.boolean()),
});
export type Scan = v.InferOutput<typeof ScanSchema>;

const decided = {
  scanId: UuidSchema,
  /** The scan had been decided before; this is its first verdict again (CI2). */
  replayed: v.boolean(),
  /** When the server decided. */
  at: InstantSchema,
};

/** What the kiosk may say to the person about the person. */
export const GreetedParticipantSchema = v.object({
  nickname: v.string(),
  rank: RankSchema,
  next: v.nullable(v.object({ rank: RankSchema, missing: CountSchema })),
  /** In the fiscal year of the activity, this one included. */
  participations: CountSchema,
});
export type GreetedParticipant = v.InferOutput<typeof GreetedParticipantSchema>;

export const VerdictSchema = v.variant('outcome', [
  v.object({
    ...decided,
    outcome: v.literal('admitted'),
    checkInId: UuidSchema,
    points: CountSchema,
    participant: GreetedParticipantSchema,
  }),
  v.object({
    ...decided,
    outcome: v.literal('already-admitted'),
    firstAt: InstantSchema,
    /** The name of the kiosk that admitted first. */
    kiosk: v.string(),
  }),
  v.object({ ...decided, outcome: v.literal('departed') }),
  v.object({ ...decided, outcome: v.literal('refused'), reason: v.picklist(REFUSAL_REASONS) }),
]);
export type Verdict = v.InferOutput<typeof VerdictSchema>;
export type Outcome = Verdict['outcome'];

/** The acknowledgement of `scan:submit`. */
export const ScanAnswerSchema = v.union([VerdictSchema, FailureSchema]);
export type ScanAnswer = v.InferOutput<typeof ScanAnswerSchema>;

/** Each scan of a batch is parsed by itself, so that one bad one does not hold up the others. */
export const ScanBatchSchema = v.object({
  scans: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(LIMITS.batchScansMax)),
});

/** The acknowledgement of `scan:submit-batch`: answers in the order of the scans. */
export const BatchAnswerSchema = v.union([
  v.object({ answers: v.array(ScanAnswerSchema) }),
  FailureSchema,
]);
export type BatchAnswer = v.InferOutput<typeof BatchAnswerSchema>;
