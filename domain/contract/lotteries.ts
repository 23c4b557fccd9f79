/** `/api/lotteries`: the grand lottery, its prizes, and what people enter. */
import * as v from 'valibot';
import { LIMIT_RULES } from '../draw/files.ts';
import { DRAW_FILES, LOTTERY_MODES, LOTTERY_STATES } from '../lottery.ts';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

const prizeName = lineSchema(LIMITS.prizeNameLengthMax);
const quantity = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000));

/** Stands in the public files: says something about the prize, nothing about anybody. */
export const PrizeIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  v.maxLength(40),
);
export const DrawIdSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  v.maxLength(60),
);
/** 32 hex of `#domain/draw/digest.ts` ownerTagOf. */
export const OwnerTagSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export const PrizeSchema = v.object({
  prizeId: PrizeIdSchema,
  name: v.string(),
  nameEn: v.nullable(v.string()),
  nameEasy: v.nullable(v.string()),
  /** How many win, and how many stand by. */
  quantity: CountSchema,
  alternates: CountSchema,
  /** Tickets entered so far, and by how many people; what the odds follow from. */
  tickets: CountSchema,
  people: CountSchema,
});
export type Prize = v.InferOutput<typeof PrizeSchema>;

export const LotterySchema = v.object({
  lotteryId: UuidSchema,
  /** Its id in the public files; `rehearsal-…` for a rehearsal (LT4). */
  draw: DrawIdSchema,
  rehearsal: v.boolean(),
  name: v.string(),
  nameEn: v.nullable(v.string()),
  nameEasy: v.nullable(v.string()),
  fiscalYear: CountSchema,
  state: v.picklist(LOTTERY_STATES),
  mode: v.picklist(LOTTERY_MODES),
  limit: v.picklist(LIMIT_RULES),
  /** When entries close by themselves. */
  closesAt: InstantSchema,
  /** In draw order: the smallest prize first, the grand prize last. */
  prizes: v.array(PrizeSchema),
  /** Files that exist, with SHA-256 over their bytes, in the order in which they came to be. */
  files: v.array(
    v.object({
      name: v.picklist(DRAW_FILES),
      sha256: v.string(),
      bytes: CountSchema,
      at: InstantSchema,
    }),
  ),
  /** Why it ended without a result. */
  voidReason: v.nullable(v.string()),
  drawnAt: v.nullable(InstantSchema),
});
export type Lottery = v.InferOutput<typeof LotterySchema>;

/** `GET /api/lotteries`: all that are not drafts, newest first; rehearsals and voids too. */
export const LotteryListSchema = v.object({ lotteries: v.array(LotterySchema) });

export const NewPrizeSchema = v.strictObject({
  prizeId: PrizeIdSchema,
  name: prizeName,
  nameEn: v.optional(v.nullable(prizeName), null),
  nameEasy: v.optional(v.nullable(prizeName), null),
  quantity,
  alternates: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000)), 0),
});

/** `POST /api/lotteries` (staff) → a draft. There is no field for a purchase condition. */
export const NewLotterySchema = v.strictObject({
  draw: DrawIdSchema,
  name: prizeName,
  nameEn: v.optional(v.nullable(prizeName), null),
  nameEasy: v.optional(v.nullable(prizeName), null),
  mode: v.picklist(LOTTERY_MODES),
  limit: v.optional(v.picklist(LIMIT_RULES), 'owner-prize'),
  closesAt: InstantSchema,
  prizes: v.pipe(
    v.array(NewPrizeSchema),
    v.minLength(1),
    v.maxLength(50),
    v.check(
      (prizes) => new Set(prizes.map(({ prizeId }) => prizeId)).size === prizes.length,
      'must not name a prize twice',
    ),
  ),
});
export type NewLottery = v.InferOutput<typeof NewLotterySchema>;

/** `POST /api/me/entries`-like spending: `POST /api/me/lottery-entries` with an `Idempotency-Key`. */
export const NewLotteryEntrySchema = v.strictObject({
  lotteryId: UuidSchema,
  prizeId: PrizeIdSchema,
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
});

/** What a person holds from the moment of entering: `#domain/draw/receipt.ts` on the wire. */
export const LotteryEntrySchema = v.object({
  entryId: v.string(),
  prizeId: PrizeIdSchema,
  ownerTag: OwnerTagSchema,
  first: CountSchema,
  count: CountSchema,
  /** The program's Ed25519 signature under the draw's key over the row, hex. */
  signature: v.string(),
  enteredAt: InstantSchema,
});
export type LotteryEntry = v.InferOutput<typeof LotteryEntrySchema>;

/** `GET /api/me/lottery-entries/:lotteryId`. The nonce proves that the tag is this person's. */
export const LotteryEntryListSchema = v.object({
  entries: v.array(LotteryEntrySchema),
  ownerTag: v.nullable(OwnerTagSchema),
  nonceHex: v.nullable(v.string()),
});
export type LotteryEntryList = v.InferOutput<typeof LotteryEntryListSchema>;
