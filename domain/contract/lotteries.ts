/** `/api/lotteries`: the grand lottery, its prizes, and what people enter. */
import * as v from 'valibot';
import { LIMIT_RULES } from '../draw/files.ts';
import { DRAW_FILES, LOTTERY_MODES, LOTTERY_STATES, ORDERED_STATES } from '../lottery.ts';
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
  /**
   * What the workers are to do next, from `at` on, by itself or because staff asked for it; `null`:
   * they wait for nobody. The freeze can be set for a time beforehand.
   */
  ordered: v.nullable(v.object({ to: v.picklist(ORDERED_STATES), at: InstantSchema })),
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

/**
 * `POST /api/lotteries` (staff) → a draft; `PUT /api/lotteries/:lotteryId` while it is one. There is
 * no field for a purchase condition.
 */
export const NewLotterySchema = v.pipe(
  v.strictObject({
    draw: DrawIdSchema,
    name: prizeName,
    nameEn: v.optional(v.nullable(prizeName), null),
    nameEasy: v.optional(v.nullable(prizeName), null),
    mode: v.picklist(LOTTERY_MODES),
    limit: v.optional(v.picklist(LIMIT_RULES), 'owner-prize'),
    closesAt: InstantSchema,
    /** When it is frozen by itself; `null`: when staff say so. The hall gathers for a minute before. */
    freezesAt: v.optional(v.nullable(InstantSchema), null),
    prizes: v.pipe(
      v.array(NewPrizeSchema),
      v.minLength(1),
      v.maxLength(50),
      v.check(
        (prizes) => new Set(prizes.map(({ prizeId }) => prizeId)).size === prizes.length,
        'must not name a prize twice',
      ),
    ),
  }),
  v.check(
    ({ closesAt, freezesAt }) =>
      freezesAt === null || Date.parse(freezesAt) - Date.parse(closesAt) >= GATHERING_MS,
    'must not freeze before the hall has gathered for a minute after closing',
  ),
);
/** How long the hall gathers before a freeze that was set for a time. */
export const GATHERING_MS = 60_000;
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

/** `POST /api/me/lottery-entries`, and the same at the counter. */
export const EnteredLotterySchema = v.object({
  entry: LotteryEntrySchema,
  /** Tickets that are left to be entered. */
  ticketsLeft: CountSchema,
  replayed: v.boolean(),
});
export type EnteredLottery = v.InferOutput<typeof EnteredLotterySchema>;

/**
 * `POST /api/lotteries/:lotteryId/transitions` (staff): the next state. Asked again for a state that
 * it has, nothing changes. `dice`: twenty digits with `final`, which sealed mode needs; `reason` with
 * `void`, for everybody to read.
 */
export const TransitionOrderSchema = v.pipe(
  v.strictObject({
    to: v.picklist(['open', 'closed', 'gathering', 'frozen', 'final', 'drawn', 'void']),
    dice: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{20}$/, 'must be twenty digits'))),
    reason: v.optional(lineSchema(LIMITS.reasonLengthMax)),
  }),
  v.check(({ to, reason }) => (to === 'void') === (reason !== undefined), 'only void has a reason'),
  v.check(({ to, dice }) => to === 'final' || dice === undefined, 'dice come with final'),
);
export type TransitionOrder = v.InferOutput<typeof TransitionOrderSchema>;

/**
 * The server waits some seconds for the workers; when they need longer, `lottery.ordered` says what
 * is still to come, and `lottery:changed` tells when it has.
 */
export const TransitionAnswerSchema = v.object({
  /** False: it was there, or ordered, already. */
  changed: v.boolean(),
  lottery: LotterySchema,
});

/** `GET` of the same (staff): who led it where, and when; the first step first. */
export const TransitionListSchema = v.object({
  transitions: v.array(
    v.object({
      from: v.picklist(LOTTERY_STATES),
      to: v.picklist(LOTTERY_STATES),
      at: InstantSchema,
      /** `null`: by its time. */
      staffId: v.nullable(UuidSchema),
      /** As the member of staff logs in: e-mail. `null`: by its time, or they are not known any more. */
      staff: v.nullable(v.string()),
    }),
  ),
});
export type LotteryStep = v.InferOutput<typeof TransitionListSchema>['transitions'][number];

/**
 * Leading is one desk's at a time: a page with an id of its own, which `Lottery-Desk` names on
 * transitions, reveals and the stage. While another one leads they are refused
 * (`lottery-led-elsewhere`), whoever asks; while nobody does, anybody may.
 */
export const LEAD_HEADER = 'Lottery-Desk';
export const LotteryLeadSchema = v.object({
  deskId: UuidSchema,
  /** As the member of staff logs in: e-mail. */
  staff: v.string(),
  since: InstantSchema,
});
export type LotteryLead = v.InferOutput<typeof LotteryLeadSchema>;

/** `POST /api/lotteries/:lotteryId/lead` (staff): this desk leads; `takeOver`: also from another. */
export const LeadOrderSchema = v.strictObject({
  deskId: UuidSchema,
  takeOver: v.optional(v.boolean(), false),
});
export type LeadOrder = v.InferOutput<typeof LeadOrderSchema>;

/** `GET /api/lottery-desk/:lotteryId` (staff), drafts too; and the answer to `lead`. */
export const LotteryDeskSchema = v.object({
  lottery: LotterySchema,
  lead: v.nullable(LotteryLeadSchema),
});
export type LotteryDeskView = v.InferOutput<typeof LotteryDeskSchema>;

/** `POST /api/lotteries/:lotteryId/reveals` (staff): this place is shown next; once, however often. */
export const RevealOrderSchema = v.strictObject({
  /** From 0, in draw order. */
  prizeIndex: CountSchema,
  kind: v.picklist(['win', 'alt']),
  place: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});
export type RevealOrder = v.InferOutput<typeof RevealOrderSchema>;

/** `PATCH /api/lotteries/:lotteryId/stage` (staff): what the hall looks at besides the files. */
export const StageOrderSchema = v.strictObject({
  /** As many as there are prizes: the end board. */
  prizeIndex: v.optional(CountSchema),
  /** The throws so far, while it is frozen. */
  dice: v.optional(v.pipe(v.string(), v.regex(/^[0-9]{0,20}$/, 'must be up to twenty digits'))),
});
export type StageOrder = v.InferOutput<typeof StageOrderSchema>;

/** `POST /api/lotteries/:lotteryId/beacons` (anybody): it proves itself. */
export const BeaconOrderSchema = v.strictObject({
  round: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  signature: v.pipe(v.string(), v.regex(/^[0-9a-f]{96}$/)),
});
export type BeaconOrder = v.InferOutput<typeof BeaconOrderSchema>;
