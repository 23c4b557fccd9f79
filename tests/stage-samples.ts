/** A whole draw for the stage's tests: nine prizes, a real bundle, and snapshots of every moment. */
import { digestOfBytes } from '#domain/draw/digest.ts';
import { makeSampleBundle } from '#domain/draw/sample-draw.ts';
import { EntryTable, readResult, type ResultRow } from '#domain/draw/tables.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import {
  REVEAL_DIGIT_MS,
  REVEAL_PAUSE_MS,
  type RevealedPlace,
  type StageSnapshot,
} from '#domain/contract/stage-channel.ts';
import { DRAW_FILES } from '#domain/lottery.ts';

export const LOTTERY_ID = '01890a5d-ac96-774b-bcce-b302099a8057';
/** 20 March 2027, 14:00 in the city. */
export const START_MS = Date.parse('2027-03-20T05:00:00.000Z');

const PRIZES = [
  ['tram', '市電の工場見学', 'Tram workshop visit', 20, 3],
  ['hose', '消防の放水体験', 'Fire-hose trial', 10, 3],
  ['museum', '博物館 年間パス', 'Museum year pass', 30, 5],
  ['cake', '動物の誕生日ケーキづくり', 'Baking an animal’s birthday cake', 5, 2],
  ['zoo', '動植物園 バックヤードツアー', 'Zoo backstage tour', 8, 2],
  ['marathon', 'マラソン大会 出走権', 'A start in the marathon', 12, 4],
  ['fireworks', '花火大会 桟敷席（ペア）', 'Fireworks: box seats for two', 10, 3],
  ['festival', '秋のまつり 特別観覧席', 'Autumn festival: special seats', 4, 2],
  ['keep', '天守閣を好きな色に灯す', 'Light the castle keep in your colour', 1, 2],
] as const;
export const FIREWORKS = 6;
const NICKNAMES = ['たいこ', '庭の人', 'はなこ', 'みずたま', 'ケン', 'ゆうひ', 'さくら', 'ナオ'];

export interface SampleHall {
  readonly bundle: ReadonlyMap<string, Uint8Array>;
  readonly result: readonly ResultRow[];
  readonly lottery: Lottery;
}

/** Fireworks have 1,842 tickets of 623 people; all the others some dozens. */
export function sampleHall(): SampleHall {
  const prizes = PRIZES.map(([prizeId, , , quantity, alternates]) => ({
    prizeId,
    quantity,
    alternates,
    entries: Array.from({ length: prizeId === 'fireworks' ? 623 : 64 }, (_, owner) => ({
      owner,
      // 1,842 in all: 596 people with three tickets, 27 with two.
      count: prizeId === 'fireworks' ? (owner < 596 ? 3 : 2) : 1 + (owner % 3),
    })),
  }));
  const bundle = makeSampleBundle({ seed: 'hall', limit: 'owner-prize', prizes });
  const entries = new EntryTable(bundle.get('entries.tsv') ?? new Uint8Array());
  const lottery: Lottery = {
    lotteryId: LOTTERY_ID,
    draw: 'grand-2026',
    rehearsal: false,
    name: '大抽選会',
    nameEn: 'Grand lottery',
    nameEasy: 'だいちゅうせんかい',
    fiscalYear: 2026,
    state: 'drawn',
    mode: 'sealed',
    limit: 'owner-prize',
    closesAt: instant(0),
    ordered: null,
    prizes: PRIZES.map(([prizeId, name, nameEn, quantity, alternates], index) => ({
      prizeId,
      name,
      nameEn,
      nameEasy: null,
      quantity,
      alternates,
      tickets: entries.prize(prizeId).serials,
      people: prizes[index]?.entries.length ?? 0,
    })),
    files: DRAW_FILES.flatMap((name, index) => {
      const bytes = bundle.get(name);
      if (bytes === undefined) return [];
      const at = instant(60_000 * (index + 1));
      return [{ name, sha256: digestOfBytes(bytes), bytes: bytes.length, at }];
    }),
    voidReason: null,
    drawnAt: instant(10 * 60_000),
  };
  return { bundle, lottery, result: readResult(bundle.get('result.tsv') ?? new Uint8Array()) };
}

export function instant(afterMs: number): string {
  return new Date(START_MS + afterMs).toISOString();
}

/** A snapshot; whatever is not told is as before the first entry. */
export function snapshotOf(
  hall: SampleHall,
  told: Partial<Omit<StageSnapshot, 'lottery'>> & { readonly lottery?: Partial<Lottery> } = {},
): StageSnapshot {
  return {
    seq: 1,
    prizeIndex: null,
    places: null,
    voices: { count: 0, people: 0, latest: [] },
    dice: '',
    finalHash: null,
    beacons: [],
    revealed: [],
    watching: 431,
    agreeing: 0,
    at: instant(0),
    ...told,
    lottery: { ...hall.lottery, ...told.lottery },
  };
}

/** Files as they stood in a state. */
export function filesUntil(hall: SampleHall, last: Lottery['files'][number]['name']) {
  const at = hall.lottery.files.findIndex(({ name }) => name === last);
  return hall.lottery.files.slice(0, at + 1);
}

/** Places of a prize in the order of the show, each right after the one before. */
export function revealedOf(
  hall: SampleHall,
  prizeIndex: number,
  count: number,
  startMs = 0,
): RevealedPlace[] {
  const prize = hall.lottery.prizes[prizeIndex];
  const digits = String(prize?.tickets ?? 1).length;
  return hall.result
    .filter(({ prizeId }) => prizeId === prize?.prizeId)
    .slice(0, count)
    .map(({ prizeId, kind, place, serial, ownerTag }, index) => ({
      prizeId,
      kind,
      place,
      serial,
      ownerTag,
      nickname: index % 7 === 6 ? null : (NICKNAMES[index % NICKNAMES.length] ?? null),
      startsAt: instant(startMs + index * (digits * REVEAL_DIGIT_MS + REVEAL_PAUSE_MS)),
    }));
}
