/**
 * Every key in the live store. What stands between braces is the hash tag: keys with the same tag
 * live on one node of a Redis Cluster, where one script may touch them together.
 *
 * | key | type | what | lives |
 * |---|---|---|---|
 * | `activity:{id}:state` | hash | what is known of the activity, counters, `seq`, booked position | 30 days after closing |
 * | `activity:{id}:scans` | hash | `scanId` → first decision; `scanId/contentHash` → a conflict | as state |
 * | `activity:{id}:persons` | hash | `participantId` → `firstAtMs firstKioskId i\|o lastAtMs` | as state |
 * | `activity:{id}:minutes` | hash | minutes since the epoch → arrivals | as state |
 * | `activity:{id}:outbox` | stream | one line an outcome: `d` decision, `f` facts | trimmed once booked |
 * | `activity:{id}:lock` | string | token of the one who restores | seconds |
 * | `activity:{id}:draft:<token>:…` | as above | an activity while it is being restored | an hour |
 * | `activities` | set | ids of the activities that are held | for ever, small |
 * | `person:{id}` | hash | `nickname`, `pass:<serial>`, `year:<fiscal year>` | a day; a figure alone, a minute |
 * | `kiosk:{id}:status` | hash | `lastSeenAt`, `status` | 30 days |
 * | `kiosk:{id}:online` | string | the kiosk is connected | seconds, renewed |
 * | `stage:{id}:moment` | hash | what the hall looks at: `prize`, `dice`, `round:<n>`, `place:<prize>:<kind>:<n>` | 30 days |
 * | `stage:{id}:seq` | string | grows with every change of what the stage shows | as moment |
 * | `stage:{id}:halls` | hash | server node → `watching agreeing atMs` | as moment; a node counts for seconds |
 * | `stage:{id}:lead` | hash | `desk`, `staff`, `since`: who leads | a minute, renewed |
 * | `feed` | stream | messages to every server node | the latest |
 */
export interface ActivityKeys {
  readonly state: string;
  readonly scans: string;
  readonly persons: string;
  readonly minutes: string;
  readonly outbox: string;
}

/** The five keys of an activity. */
export function activityKeys(activityId: string): ActivityKeys {
  return keysUnder(`activity:{${activityId}}:`);
}

/** The same five while they are being rebuilt, and the lock of the one who does it. */
export function draftKeys(activityId: string, token: string): ActivityKeys {
  return keysUnder(`activity:{${activityId}}:draft:${token}:`);
}

export function lockKey(activityId: string): string {
  return `activity:{${activityId}}:lock`;
}

/** In the order in which the scripts take them. */
export function inScriptOrder(keys: ActivityKeys): [string, string, string, string, string] {
  return [keys.state, keys.scans, keys.persons, keys.minutes, keys.outbox];
}

export function personKey(participantId: string): string {
  return `person:{${participantId}}`;
}

export function kioskStatusKey(kioskId: string): string {
  return `kiosk:{${kioskId}}:status`;
}

export function kioskOnlineKey(kioskId: string): string {
  return `kiosk:{${kioskId}}:online`;
}

/** The four keys of a lottery on the stage. */
export function stageKeys(lotteryId: string): Record<'moment' | 'seq' | 'halls' | 'lead', string> {
  const prefix = `stage:{${lotteryId}}:`;
  return {
    moment: `${prefix}moment`,
    seq: `${prefix}seq`,
    halls: `${prefix}halls`,
    lead: `${prefix}lead`,
  };
}

export const HELD_ACTIVITIES_KEY = 'activities';
export const FEED_KEY = 'feed';

function keysUnder(prefix: string): ActivityKeys {
  return {
    state: `${prefix}state`,
    scans: `${prefix}scans`,
    persons: `${prefix}persons`,
    minutes: `${prefix}minutes`,
    outbox: `${prefix}outbox`,
  };
}
