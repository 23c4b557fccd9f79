/** `/api/activities` and what the screens know of an activity. */
import * as v from 'valibot';
import { ACTIVITY_KINDS } from '../program.ts';
import { LIMITS } from './limits.ts';
import { CountSchema, InstantSchema, UuidSchema, lineSchema } from './values.ts';

const name = lineSchema(LIMITS.activityNameLengthMax);
const venue = lineSchema(LIMITS.venueLengthMax);
const headcount = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.capacityMax));

export const ActivitySchema = v.object({
  activityId: UuidSchema,
  name: v.string(),
  /** Names for the other languages; the Japanese name stands in where one is missing. */
  nameEn: v.nullable(v.string()),
  nameEasy: v.nullable(v.string()),
  venue: v.string(),
  organizer: v.string(),
  kind: v.picklist(ACTIVITY_KINDS),
  startsAt: InstantSchema,
  endsAt: InstantSchema,
  /** The door: `[opensAt, closesAt)`. */
  opensAt: InstantSchema,
  closesAt: InstantSchema,
  /** How many may come in; `null`: no limit. */
  capacity: v.nullable(CountSchema),
  /** How many are expected; `null`: nobody said. */
  expected: v.nullable(CountSchema),
  cancelledAt: v.nullable(InstantSchema),
  /** For trying the kiosk: earns nothing and counts for no rank. */
  practice: v.boolean(),
  /** False: live passes alone; whoever has only a card is sent to the counter. */
  takesCards: v.boolean(),
  /** Points for one participation, by the criteria of the activity's date (PG1). */
  points: CountSchema,
});
export type Activity = v.InferOutput<typeof ActivitySchema>;

export const NewActivitySchema = v.pipe(
  v.strictObject({
    name,
    nameEn: v.optional(v.nullable(name), null),
    nameEasy: v.optional(v.nullable(name), null),
    venue,
    organizer: v.optional(lineSchema(LIMITS.activityNameLengthMax), '市民協働課'),
    kind: v.optional(v.picklist(ACTIVITY_KINDS), 'volunteering'),
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    /** Default: half an hour before the start. */
    opensAt: v.optional(InstantSchema),
    /** Default: the end. */
    closesAt: v.optional(InstantSchema),
    capacity: v.optional(v.nullable(headcount), null),
    expected: v.optional(v.nullable(headcount), null),
    practice: v.optional(v.boolean(), false),
    takesCards: v.optional(v.boolean(), true),
  }),
  v.forward(
    v.check(({ startsAt, endsAt }) => isBefore(startsAt, endsAt), 'must be after startsAt'),
    ['endsAt'],
  ),
  v.forward(
    v.check(
      ({ opensAt, closesAt, startsAt, endsAt }) =>
        isBefore(opensAt ?? startsAt, closesAt ?? endsAt),
      'must be after opensAt',
    ),
    ['closesAt'],
  ),
);
export type NewActivity = v.InferOutput<typeof NewActivitySchema>;

/** `PATCH /api/activities/:id`: what is given changes. `cancelled: false` takes a cancellation back. */
export const ActivityChangeSchema = v.partial(
  v.strictObject({
    name,
    nameEn: v.nullable(name),
    nameEasy: v.nullable(name),
    venue,
    startsAt: InstantSchema,
    endsAt: InstantSchema,
    opensAt: InstantSchema,
    closesAt: InstantSchema,
    capacity: v.nullable(headcount),
    expected: v.nullable(headcount),
    takesCards: v.boolean(),
    cancelled: v.boolean(),
  }),
);
export type ActivityChange = v.InferOutput<typeof ActivityChangeSchema>;

/** An activity in a list, with its live figure. */
export const ActivityInListSchema = v.object({
  ...ActivitySchema.entries,
  admitted: CountSchema,
});
export type ActivityInList = v.InferOutput<typeof ActivityInListSchema>;

/** `GET /api/activities?date=YYYY-MM-DD` (Tokyo; default today): that day's, and what follows. */
export const ActivityListSchema = v.object({
  date: v.string(),
  /** Activities of the date, by start. */
  activities: v.array(ActivityInListSchema),
  /** The next ones after the date, by start, at most 20. */
  upcoming: v.array(ActivityInListSchema),
});
export type ActivityList = v.InferOutput<typeof ActivityListSchema>;

function isBefore(first: string, second: string): boolean {
  return Date.parse(first) < Date.parse(second);
}

/** An activity as everybody may see it; no figures of who came. */
export const PublicActivitySchema = v.omit(ActivitySchema, [
  'opensAt',
  'closesAt',
  'capacity',
  'expected',
  'practice',
]);
export type PublicActivity = v.InferOutput<typeof PublicActivitySchema>;

/** `GET /api/calendar?search=…&after=…`: what comes, by start; public. */
export const CalendarSchema = v.object({
  activities: v.array(PublicActivitySchema),
  /** For the next page; `null` at the end. */
  after: v.nullable(v.string()),
});
export type Calendar = v.InferOutput<typeof CalendarSchema>;
