/** What staff ask of the server for somebody who enters a lottery at the counter. */
import {
  EnteredLotterySchema,
  LotteryEntryListSchema,
  LotteryListSchema,
  type Lottery,
  type LotteryEntryList,
} from '#domain/contract/lotteries.ts';
import { readResult, type ResultRow } from '#domain/draw/tables.ts';
import type { RequestAnswer } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';

/** The newest lotteries that a person's page asks after: years of them, rehearsals included. */
export const LOTTERIES_SHOWN_MAX = 10;

/** One lottery, and what this person has in it. */
export interface PersonLottery {
  readonly lottery: Lottery;
  readonly held: LotteryEntryList;
}

const entriesPath = (participantId: string) => `/api/people/${participantId}/lottery-entries`;

/** Their entries in one lottery, with the tag and what proves it. */
export const readHeld = (participantId: string, lotteryId: string) =>
  ask(LotteryEntryListSchema, `${entriesPath(participantId)}/${lotteryId}`);

/** Newest first; the first refusal stands for all. */
export async function readPersonLotteries(
  participantId: string,
): Promise<RequestAnswer<PersonLottery[]>> {
  const listed = await ask(LotteryListSchema, '/api/lotteries');
  if (!listed.ok) return listed;
  const answers = await Promise.all(
    shown(listed.value.lotteries).map(async (lottery) => ({
      lottery,
      answer: await readHeld(participantId, lottery.lotteryId),
    })),
  );
  const lotteries: PersonLottery[] = [];
  for (const { lottery, answer } of answers) {
    if (!answer.ok) return answer;
    lotteries.push({ lottery, held: answer.value });
  }
  return { ok: true, status: listed.status, value: lotteries };
}

/** However many rehearsals came after it: what takes entries is always among them. */
function shown(lotteries: readonly Lottery[]): Lottery[] {
  return lotteries
    .toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)))
    .slice(0, LOTTERIES_SHOWN_MAX);
}

function isOpen({ state }: Lottery): boolean {
  return state === 'open';
}

/** @param key one for each intent, the same when it is tried again (PT5) */
export const enterLottery = (
  participantId: string,
  order: { lotteryId: string; prizeId: string; count: number },
  key: string,
) =>
  ask(EnteredLotterySchema, entriesPath(participantId), {
    method: 'POST',
    body: order,
    headers: { 'idempotency-key': key },
  });

/** The public result, place by place; `null`: it cannot be had just now. */
export async function readResultRows(lotteryId: string): Promise<ResultRow[] | null> {
  try {
    const answer = await fetch(`/api/lotteries/${lotteryId}/files/result.tsv`);
    return answer.ok ? readResult(new Uint8Array(await answer.arrayBuffer())) : null;
  } catch {
    return null;
  }
}
