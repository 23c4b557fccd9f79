/**
 * What the hall looks at during a draw, besides the files: the same on every node and after a
 * reload (LT2). Nothing of it decides anything; without it the show begins anew from the same files.
 */
import * as v from 'valibot';
import { LotteryLeadSchema } from '#domain/contract/lotteries.ts';
import type { LotteryLead } from '#domain/contract/lotteries.ts';
import { reach } from './connection.ts';
import { stageKeys } from './keys.ts';
import { LIVE_LIMITS } from './live-limits.ts';
import type { LiveConnection } from './scripts.ts';

/** A place that is shown, from the moment when its first digit is. */
export interface Reveal {
  /** From 0, in draw order. */
  readonly prizeIndex: number;
  readonly kind: 'win' | 'alt';
  readonly place: number;
  readonly startsAtMs: number;
}

export interface StageMoment {
  readonly seq: number;
  readonly prizeIndex: number | null;
  /** Throws as far as they were typed in. */
  readonly dice: string;
  /** Round → signature. They are verified before they come here. */
  readonly beacons: ReadonlyMap<number, string>;
  /** In the order in which they are shown. */
  readonly reveals: readonly Reveal[];
  /** Of all nodes together. */
  readonly watching: number;
  readonly agreeing: number;
}

export interface StageStore {
  stageMoment(lotteryId: string, nowMs: number): Promise<StageMoment>;
  /** Something that the stage shows has changed: its seq grows. */
  touchStage(lotteryId: string, nowMs: number): Promise<void>;
  putStageMoment(
    lotteryId: string,
    change: { readonly prizeIndex?: number | undefined; readonly dice?: string | undefined },
  ): Promise<void>;
  /** The first to show a place decides when; false: it is shown already. */
  putReveal(lotteryId: string, reveal: Reveal): Promise<boolean>;
  /** A verified one, which takes the place of whatever is there. False: something was. */
  putBeacon(lotteryId: string, round: number, signature: string): Promise<boolean>;
  /** How many are connected to one node, and of them computed the same result. */
  putHall(
    lotteryId: string,
    hall: {
      readonly nodeId: string;
      readonly watching: number;
      readonly agreeing: number;
      readonly atMs: number;
    },
  ): Promise<void>;
  /** Which desk leads it; `null`: none, or none that was heard of lately. */
  lotteryLead(lotteryId: string): Promise<LotteryLead | null>;
  /**
   * A desk takes the lead or renews it; while another one has it, only with `takeOver`.
   * @returns who leads now, and whether that is news
   */
  takeLead(
    lotteryId: string,
    lead: LotteryLead,
    takeOver: boolean,
  ): Promise<{ readonly lead: LotteryLead; readonly changed: boolean }>;
  /** False: it did not lead. */
  giveLeadBack(lotteryId: string, deskId: string): Promise<boolean>;
}

export function createStage(redis: LiveConnection): StageStore {
  /** @returns false: the field was there, and stays as it is */
  async function putNew(lotteryId: string, field: string, value: string): Promise<boolean> {
    const { moment } = stageKeys(lotteryId);
    const added = await redis.hsetnx(moment, field, value);
    await redis.pexpire(moment, LIVE_LIMITS.stageKeptMs);
    return added === 1;
  }

  /** @returns how many of them are new */
  async function putFields(key: string, fields: Record<string, string>): Promise<number> {
    const added = await redis.hset(key, fields);
    await redis.pexpire(key, LIVE_LIMITS.stageKeptMs);
    return added;
  }

  return {
    async stageMoment(lotteryId, nowMs) {
      const keys = stageKeys(lotteryId);
      // The seq first: what is read after it is at least as new as it says.
      const [seq, moment, halls] = await reach(
        Promise.all([redis.get(keys.seq), redis.hgetall(keys.moment), redis.hgetall(keys.halls)]),
      );
      return {
        seq: Number(seq ?? 0),
        ...momentFrom(moment),
        ...hallsFrom(Object.values(halls), nowMs),
      };
    },

    async touchStage(lotteryId, nowMs) {
      const { seq } = stageKeys(lotteryId);
      // Begins with the time: a Redis that lost everything goes on above what screens have seen.
      await reach(redis.set(seq, nowMs, 'PX', LIVE_LIMITS.stageKeptMs, 'NX'));
      await reach(redis.incr(seq));
    },

    async putStageMoment(lotteryId, { prizeIndex, dice }) {
      const fields = {
        ...(prizeIndex === undefined ? {} : { prize: String(prizeIndex) }),
        ...(dice === undefined ? {} : { dice }),
      };
      if (Object.keys(fields).length === 0) return;
      await reach(putFields(stageKeys(lotteryId).moment, fields));
    },

    putReveal: (lotteryId, { prizeIndex, kind, place, startsAtMs }) =>
      reach(putNew(lotteryId, `place:${prizeIndex}:${kind}:${place}`, String(startsAtMs))),

    putBeacon: async (lotteryId, round, signature) =>
      (await reach(putFields(stageKeys(lotteryId).moment, { [`round:${round}`]: signature }))) ===
      1,

    async lotteryLead(lotteryId) {
      const { desk, staff, since } = await reach(redis.hgetall(stageKeys(lotteryId).lead));
      return desk === undefined ? null : v.parse(LotteryLeadSchema, { deskId: desk, staff, since });
    },

    async takeLead(lotteryId, { deskId, staff, since }, takeOver) {
      const { lead } = stageKeys(lotteryId);
      const words = [deskId, staff, since, LIVE_LIMITS.leadKeptMs, takeOver ? '1' : '0'];
      const [desk, who, from, changed] = await reach(redis.takeLead(lead, ...words));
      return {
        lead: v.parse(LotteryLeadSchema, { deskId: desk, staff: who, since: from }),
        changed: changed === '1',
      };
    },

    giveLeadBack: async (lotteryId, deskId) =>
      (await reach(redis.giveLeadBack(stageKeys(lotteryId).lead, deskId))) === 1,

    async putHall(lotteryId, { nodeId, watching, agreeing, atMs }) {
      const hall = { [nodeId]: `${watching} ${agreeing} ${atMs}` };
      await reach(putFields(stageKeys(lotteryId).halls, hall));
    },
  };
}

const count = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.safeInteger());
const PlaceFieldSchema = v.tuple([v.literal('place'), count, v.picklist(['win', 'alt']), count]);

function momentFrom(
  fields: Readonly<Record<string, string>>,
): Pick<StageMoment, 'prizeIndex' | 'dice' | 'beacons' | 'reveals'> {
  const beacons = new Map<number, string>();
  const reveals: Reveal[] = [];
  for (const [field, value] of Object.entries(fields)) {
    const parts = field.split(':');
    if (parts[0] === 'round') beacons.set(v.parse(count, parts[1]), value);
    if (parts[0] !== 'place') continue;
    const [, prizeIndex, kind, place] = v.parse(PlaceFieldSchema, parts);
    reveals.push({ prizeIndex, kind, place, startsAtMs: v.parse(count, value) });
  }
  reveals.sort((one, other) => one.startsAtMs - other.startsAtMs || one.place - other.place);
  const { prize, dice = '' } = fields;
  return { prizeIndex: prize === undefined ? null : v.parse(count, prize), dice, beacons, reveals };
}

const HallSchema = v.pipe(
  v.string(),
  v.transform((text) => text.split(' ')),
  v.tuple([count, count, count]),
);

function hallsFrom(
  halls: readonly string[],
  nowMs: number,
): Pick<StageMoment, 'watching' | 'agreeing'> {
  const counted = halls
    .map((hall) => v.parse(HallSchema, hall))
    .filter(([, , atMs]) => nowMs - atMs < LIVE_LIMITS.hallCountedMs);
  return {
    watching: counted.reduce((sum, [watching]) => sum + watching, 0),
    agreeing: counted.reduce((sum, [, agreeing]) => sum + agreeing, 0),
  };
}
