/**
 * `/stage`: the public draw, for the big screen and for every phone in the hall; no log-in. Whatever
 * is shown follows from the snapshot and the server's clock, so that a reload, a tenth screen or a
 * phone that comes late shows the same moment (LT2).
 */
import * as v from 'valibot';
import { LIMITS } from './limits.ts';
import { LotterySchema, OwnerTagSchema, PrizeIdSchema } from './lotteries.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

/** `auth` of the handshake. */
export const StageHandshakeSchema = v.object({ protocolVersion: v.number() });

/** A contribution as the big screen shows it: never more than the word, and blanked if staff say so. */
export const VoiceSchema = v.object({
  seq: CountSchema,
  /** `null`: no word, or taken from the screen. */
  word: v.nullable(v.string()),
});
export type Voice = v.InferOutput<typeof VoiceSchema>;

/** One place that is being revealed or was. Serials are shown with as many digits as the last has. */
export const RevealedPlaceSchema = v.object({
  prizeId: PrizeIdSchema,
  kind: v.picklist(['win', 'alt']),
  place: CountSchema,
  serial: CountSchema,
  ownerTag: OwnerTagSchema,
  /** As the person is called, if their data is still there. */
  nickname: v.nullable(v.string()),
  /** When its first digit begins to be shown. */
  startsAt: InstantSchema,
});
export type RevealedPlace = v.InferOutput<typeof RevealedPlaceSchema>;

export const StageSnapshotSchema = v.object({
  /** Grows with every change; an older one is dropped. */
  seq: CountSchema,
  lottery: LotterySchema,
  /** Which prize the hall looks at, from 0; `null`: none yet; as many as there are: the end board. */
  prizeIndex: v.nullable(CountSchema),
  /**
   * How many places of that prize have somebody, as the result says: fewer than the quantity where
   * fewer people entered. `null`: there is no result yet.
   */
  places: v.nullable(v.object({ wins: CountSchema, alternates: CountSchema })),
  /** Contributions so far, and the latest of them, newest first, at most 20. */
  voices: v.object({ count: CountSchema, people: CountSchema, latest: v.array(VoiceSchema) }),
  /** Twenty throws, as far as they were typed in; empty before the first. */
  dice: v.string(),
  /** `H(final.txt)`; the words follow from it. `null` before. */
  finalHash: v.nullable(v.string()),
  /** In drand mode: by prize, the round and when it comes to be, and its signature when it did. */
  beacons: v.array(
    v.object({
      prizeId: PrizeIdSchema,
      round: CountSchema,
      at: InstantSchema,
      signature: v.nullable(v.string()),
    }),
  ),
  /** In the order in which they are shown; the last one may still be running. */
  revealed: v.array(RevealedPlaceSchema),
  /** Phones that are connected, and those of them that computed the same result. */
  watching: CountSchema,
  agreeing: CountSchema,
  /** The server's clock. */
  at: InstantSchema,
});
export type StageSnapshot = v.InferOutput<typeof StageSnapshotSchema>;

/**
 * As each change tells it, to a whole hall: of `revealed` the latest, and how many there are
 * (`#domain/stage-news.ts`). Without `shown` they are all there.
 */
export const StageNewsSchema = v.object({
  ...StageSnapshotSchema.entries,
  shown: v.optional(CountSchema),
});
export type StageNews = v.InferOutput<typeof StageNewsSchema>;

/** How long a reveal takes: a digit, and the pause after the last one. */
export const REVEAL_DIGIT_MS = 900;
export const REVEAL_PAUSE_MS = 1_400;

export const LotteryWatchSchema = v.object({
  lotteryId: UuidSchema,
  /** Who watches: of them all, phones alone are counted as the hall. */
  as: v.optional(v.picklist(['phone', 'screen', 'desk']), 'phone'),
});
export type WatchingAs = v.InferOutput<typeof LotteryWatchSchema>['as'];
export const ContributionSchema = v.object({
  lotteryId: UuidSchema,
  /**
   * 32 bytes: the person's secret in this draw, as `GET /api/me/lottery-entries/:lotteryId` has it,
   * or, for whoever entered nothing, one that the phone made. The tag follows from it, so that nobody
   * can speak for somebody else.
   */
  nonceHex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** 16 bytes of the phone's own randomness. */
  randomHex: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  word: v.optional(lineSchema(LIMITS.voiceWordLengthMax)),
});
/** A phone recomputed everything and got the same. */
export const AgreementSchema = v.object({ lotteryId: UuidSchema, resultSha256: v.string() });

export const STAGE_FAILURES = [
  'message-malformed',
  'rate-limited',
  'unavailable',
  'internal',
  'lottery-unknown',
  'lottery-not-gathering',
  'contribution-limit',
] as const;
export const StageFailureSchema = v.object({
  failure: v.picklist(STAGE_FAILURES),
  retryAfterMs: v.optional(v.number()),
});
export type StageFailure = v.InferOutput<typeof StageFailureSchema>;

export interface StageToServer {
  'lottery:watch': (
    watch: v.InferInput<typeof LotteryWatchSchema>,
    acknowledge: (answer: StageSnapshot | StageFailure) => void,
  ) => void;
  'lottery:contribute': (
    contribution: v.InferInput<typeof ContributionSchema>,
    acknowledge: (
      answer: { readonly seq: number; readonly ownerTag: string } | StageFailure,
    ) => void,
  ) => void;
  'lottery:agree': (
    agreement: v.InferInput<typeof AgreementSchema>,
    acknowledge: (answer: { readonly agreeing: number } | StageFailure) => void,
  ) => void;
}

export interface ServerToStage {
  /** Coalesced: at most five a second a lottery. */
  'lottery:changed': (news: StageNews) => void;
  /** Besides the change, for the sound at its moment. */
  'prize:revealed': (place: RevealedPlace) => void;
}
