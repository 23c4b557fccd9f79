/**
 * The programme's criteria are data with a date from which they hold (PG1), not code. This file
 * holds their shape, the first version, and how the version for a date is found.
 */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

const price = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));
const yearsCount = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100));

/** What a version says that was made before these criteria were. */
const COUPON_CRITERIA = { points: 100, yenMax: 200 } as const;
const TICKET_CRITERIA = { points: 100, perRequestMax: 50 } as const;
const GRANT_CRITERIA = { pointsMax: 1_000, peopleMax: 200 } as const;

export const RankSchema = v.strictObject({
  /** A stable name, for the language files and for colours; ASCII. */
  rankId: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,30}$/)),
  name: v.strictObject({
    ja: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
    en: v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
    'ja-easy': v.pipe(v.string(), v.minLength(1), v.maxLength(40)),
  }),
  /** Participations in one fiscal year from which the rank is held. */
  fromParticipations: count,
});

export const ProgramVersionSchema = v.strictObject({
  /** The first day (Tokyo) on which this version holds, `YYYY-MM-DD`. */
  validFrom: v.pipe(v.string(), v.isoDate()),
  /** Points for one participation, by the kind of activity. */
  points: v.strictObject({ volunteering: count, attendance: count }),
  /** What a coupon costs, and what an offer may be worth, tax included (景品表示法). */
  coupon: v.optional(v.strictObject({ points: price, yenMax: price }), COUPON_CRITERIA),
  /** What a lottery ticket costs, and how many one request may buy. */
  ticket: v.optional(v.strictObject({ points: price, perRequestMax: price }), TICKET_CRITERIA),
  /** Points that are not for an activity: how many for one person, and for how many at once. */
  grant: v.optional(v.strictObject({ pointsMax: price, peopleMax: price }), GRANT_CRITERIA),
  /**
   * `null`: points are kept for ever. Otherwise points of a fiscal year that are not spent go at
   * the end of so many fiscal years after it (0: at its own end).
   */
  expiry: v.optional(v.nullable(v.strictObject({ yearsKept: yearsCount })), null),
  /** Ascending; the first begins at 0. */
  ranks: v.pipe(
    v.array(RankSchema),
    v.minLength(1),
    v.check(
      (ranks) =>
        ranks[0]?.fromParticipations === 0 &&
        ranks.every(
          (rank, index) =>
            index === 0 || rank.fromParticipations > ranks[index - 1]!.fromParticipations,
        ),
      'ranks must begin at 0 and ascend',
    ),
  ),
});

export type ProgramVersion = v.InferOutput<typeof ProgramVersionSchema>;
export type ProgramRank = v.InferOutput<typeof RankSchema>;

/** What kind of taking part it was: helping, or attending a city event. */
export const ACTIVITY_KINDS = ['volunteering', 'attendance'] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** The programme as it begins: one activity earns 100 points, simple by design. */
export const FIRST_PROGRAM_VERSION: ProgramVersion = {
  validFrom: '2024-04-01',
  points: { volunteering: 100, attendance: 50 },
  coupon: COUPON_CRITERIA,
  ticket: TICKET_CRITERIA,
  grant: GRANT_CRITERIA,
  expiry: null,
  ranks: [
    { rankId: 'seed', name: { ja: '種', en: 'Seed', 'ja-easy': 'たね' }, fromParticipations: 0 },
    {
      rankId: 'sprout',
      name: { ja: '新芽', en: 'Sprout', 'ja-easy': 'しんめ' },
      fromParticipations: 1,
    },
    {
      rankId: 'leaf',
      name: { ja: '青葉', en: 'Leaf', 'ja-easy': 'あおば' },
      fromParticipations: 5,
    },
    {
      rankId: 'camphor',
      name: { ja: '楠', en: 'Camphor tree', 'ja-easy': 'くすのき' },
      fromParticipations: 10,
    },
    { rankId: 'grove', name: { ja: '森', en: 'Grove', 'ja-easy': 'もり' }, fromParticipations: 20 },
  ],
};

/**
 * The version that holds on a date.
 * @param versions in any order
 * @param date `YYYY-MM-DD` in Tokyo, the activity's date
 * @returns `null` before the first version
 */
export function programOn(
  versions: readonly ProgramVersion[],
  date: string,
): ProgramVersion | null {
  let found: ProgramVersion | null = null;
  for (const version of versions) {
    if (version.validFrom > date) continue;
    if (found === null || version.validFrom > found.validFrom) found = version;
  }
  return found;
}
