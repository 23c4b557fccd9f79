/** `/api/session`, `/api/participants`, `/api/me`, and the passes that staff print. */
import * as v from 'valibot';
import { RankSchema } from '../program.ts';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

export const LoginSchema = v.strictObject({
  email: v.pipe(
    v.string(),
    v.trim(),
    v.toLowerCase(),
    v.maxLength(LIMITS.emailLengthMax),
    v.email(),
  ),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.passwordLengthMax)),
});

/** The answer to `GET` and `POST /api/session`. */
export const SessionSchema = v.object({
  email: v.string(),
  displayName: v.string(),
});
export type Session = v.InferOutput<typeof SessionSchema>;

export const NewParticipantSchema = v.strictObject({
  nickname: lineSchema(LIMITS.nicknameLengthMax),
});

export const CreatedParticipantSchema = v.object({
  participantId: UuidSchema,
  /** Bearer token of `/api/me`; only its hash is kept. */
  token: v.string(),
  pass: v.string(),
});
export type CreatedParticipant = v.InferOutput<typeof CreatedParticipantSchema>;

export const MeSchema = v.object({
  participantId: UuidSchema,
  nickname: v.string(),
  /** Points that can be spent now. */
  balance: CountSchema,
  /** Points earned since the beginning, spent or not. */
  earned: CountSchema,
  fiscalYear: CountSchema,
  /** In this fiscal year (RK1). */
  participations: CountSchema,
  rank: RankSchema,
  next: v.nullable(v.object({ rank: RankSchema, missing: CountSchema })),
});
export type Me = v.InferOutput<typeof MeSchema>;

/** `GET /api/me/entries?before=…`: newest first, 50 a page. */
export const EntryListSchema = v.object({
  entries: v.array(
    v.object({
      transactionId: UuidSchema,
      kind: v.string(),
      amount: v.pipe(v.number(), v.safeInteger()),
      postedAt: InstantSchema,
      activity: v.nullable(v.object({ activityId: UuidSchema, name: v.string() })),
    }),
  ),
  /** For the next page; `null` at the end. */
  before: v.nullable(v.string()),
});
export type EntryList = v.InferOutput<typeof EntryListSchema>;

export const PassAnswerSchema = v.object({ pass: v.string(), validUntil: InstantSchema });

/** `GET /api/passes?after=…` (staff): cards to print, ten a sheet. */
export const PassListSchema = v.object({
  passes: v.array(
    v.object({
      participantId: UuidSchema,
      nickname: v.string(),
      /** The card's number for people, eight digits from the serial. */
      number: v.string(),
      pass: v.string(),
    }),
  ),
});
export type PassList = v.InferOutput<typeof PassListSchema>;
