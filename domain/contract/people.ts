/** `/api/session`, `/api/participants`, `/api/me`, and the passes that staff print. */
import * as v from 'valibot';
import { ACCOUNT_KINDS, TRANSACTION_KINDS } from '../accounts.ts';
import { RankSchema } from '../program.ts';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema, typedCodeSchema } from './values.ts';

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
export const STAFF_ROLES = ['administrator', 'staff'] as const;
export const SessionSchema = v.object({
  staffId: UuidSchema,
  email: v.string(),
  displayName: v.string(),
  role: v.picklist(STAFF_ROLES),
});
export type Session = v.InferOutput<typeof SessionSchema>;

/** A raw Ed25519 public key, 32 bytes. */
export const DevicePublicKeySchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const NewParticipantSchema = v.strictObject({
  nickname: lineSchema(LIMITS.nicknameLengthMax),
  /** Of the phone; absent where it cannot make one, and the pass is a card pass. */
  devicePublicKeyHex: v.optional(DevicePublicKeySchema),
});

export const CreatedParticipantSchema = v.object({
  participantId: UuidSchema,
  /** Bearer token of `/api/me`; only its hash is kept. */
  token: v.string(),
  /** With a device key: the credential for `showLivePass`; without: a card pass, shown as it is. */
  pass: v.string(),
  passKind: v.picklist(['card', 'phone']),
  validUntil: InstantSchema,
});
export type CreatedParticipant = v.InferOutput<typeof CreatedParticipantSchema>;

/**
 * `POST /api/me/transfer-code`: shown on the old phone, typed or scanned on the new one.
 * `POST /api/people/:id/transfer-code` (staff): for a card, or when the old phone is lost.
 */
export const TransferCodeSchema = v.object({
  /** As an enrollment code: `XXXX-XXXX`. Only its hash is kept. */
  code: v.string(),
  expiresAt: InstantSchema,
});
export type TransferCode = v.InferOutput<typeof TransferCodeSchema>;

/** `POST /api/participants/transfer`: answers as joining does; the old phone's pass and token end. */
export const TransferSchema = v.strictObject({
  code: typedCodeSchema,
  devicePublicKeyHex: v.optional(DevicePublicKeySchema),
});

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
  /** Coupons that can still be used. */
  coupons: CountSchema,
  /** Lottery tickets that were not entered yet. */
  tickets: CountSchema,
  passKind: v.picklist(['card', 'phone']),
  /** What things cost now, by the programme. */
  prices: v.object({ coupon: CountSchema, ticket: CountSchema, ticketsPerRequest: CountSchema }),
  /** The server's clock when it answered. */
  at: InstantSchema,
});
export type Me = v.InferOutput<typeof MeSchema>;

const points = v.pipe(v.number(), v.safeInteger());

/** One transaction in somebody's history, with every entry that it is made of (PT2). */
export const HistoryLineSchema = v.object({
  transactionId: UuidSchema,
  kind: v.picklist(TRANSACTION_KINDS),
  /** What it did to the points that can be spent; 0 when it moved others (a coupon was used). */
  amount: points,
  /** The points that could be spent after it. */
  balanceAfter: points,
  postedAt: InstantSchema,
  activity: v.nullable(v.object({ activityId: UuidSchema, name: v.string() })),
  coupon: v.nullable(
    v.object({ couponId: UuidSchema, offer: v.string(), shop: v.string(), number: v.string() }),
  ),
  /**
   * How many tickets it bought, entered, or gave back; 0 otherwise. A reversal gives some back only
   * when the lottery that they were entered in is void.
   */
  tickets: CountSchema,
  /** Of a grant or a reversal, as staff wrote it. */
  reason: v.nullable(v.string()),
  /** The transaction that this one takes back, or that took this one back. */
  reverses: v.nullable(UuidSchema),
  reversedBy: v.nullable(UuidSchema),
  entries: v.array(
    v.object({
      account: v.picklist(ACCOUNT_KINDS),
      /** Of this person; the others are the programme's or a shop's. */
      own: v.boolean(),
      amount: points,
    }),
  ),
});
export type HistoryLine = v.InferOutput<typeof HistoryLineSchema>;

/** `GET /api/me/entries?before=…`: newest first, 50 a page. */
export const EntryListSchema = v.object({
  entries: v.array(HistoryLineSchema),
  /** For the next page; `null` at the end. */
  before: v.nullable(v.string()),
});
export type EntryList = v.InferOutput<typeof EntryListSchema>;

export const PassAnswerSchema = v.object({
  /** As in CreatedParticipant. */
  pass: v.string(),
  passKind: v.picklist(['card', 'phone']),
  validUntil: InstantSchema,
});

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

/** `POST /api/passes` (staff): somebody joins with a card; answers with one of PassList. */
export const NewCardSchema = v.strictObject({ nickname: lineSchema(LIMITS.nicknameLengthMax) });
