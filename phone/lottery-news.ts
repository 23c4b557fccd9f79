/**
 * What the pass says of lotteries: that a draw has begun, and how one ended that this person entered.
 * Loaded after the pass.
 */
import { LotteryEntryListSchema, LotteryListSchema } from '#domain/contract/lotteries.ts';
import type { Lottery } from '#domain/contract/lotteries.ts';
import * as v from 'valibot';
import { isEnded, isUnderWay, momentOf } from './lottery-standing.ts';
import { LotteryReceipts } from './lottery-receipts.ts';
import type { PhoneSession } from './phone-session.ts';

const LOTTERIES_PATH = '/api/lotteries';
/** Looked into for one's own entries, newest first: a phone that was moved has to ask. */
const ASKED_MAX = 3;

export type NewsKind = 'under-way' | 'drawn' | 'void' | 'closed';

export interface LotteryNews {
  readonly kind: NewsKind;
  readonly lottery: Lottery;
}

/** @returns `null`: nothing that has to be said */
export async function readLotteryNews(session: PhoneSession): Promise<LotteryNews | null> {
  const { store } = session;
  if (store === null) return null;
  const receipts = LotteryReceipts.of(store, () => session.nowMs());
  const lotteries = await listOf(session);
  const nowMs = session.nowMs();
  const told = lotteries
    .filter((lottery) => mayBeNews(lottery, nowMs))
    .toSorted((a, b) => urgency(a, nowMs) - urgency(b, nowMs))
    .slice(0, ASKED_MAX);
  const news: LotteryNews[] = [];
  for (const lottery of told) {
    const { lotteryId } = lottery;
    const hasEntered = await entered(session, receipts, lotteryId);
    const kind = newsOf(lottery, nowMs, hasEntered);
    if (kind === null) continue;
    // What is going on stays; the rest until it was looked at.
    const isOver = kind !== 'under-way' && (await receipts.isSeen(lotteryId, kind));
    if (!isOver) news.push({ kind, lottery });
  }
  return news[0] ?? null;
}

/** What is on comes first, rehearsals last (LT4); else as the server lists them, newest first. */
function urgency(lottery: Lottery, nowMs: number): number {
  return Number(lottery.rehearsal) * 2 + Number(!isUnderWay(momentOf(lottery, nowMs)));
}

/**
 * A draw that is on is news to everybody, a rehearsal only to those who take part in it (LT4); the
 * rest to whoever entered.
 */
export function newsOf(lottery: Lottery, nowMs: number, hasEntered: boolean): NewsKind | null {
  const moment = momentOf(lottery, nowMs);
  if (isUnderWay(moment)) return hasEntered || !lottery.rehearsal ? 'under-way' : null;
  if (!hasEntered || moment === 'open') return null;
  return moment === 'drawn' || moment === 'void' ? moment : 'closed';
}

function mayBeNews(lottery: Lottery, nowMs: number): boolean {
  const moment = momentOf(lottery, nowMs);
  return moment !== 'open' && (!isEnded(moment) || nowMs - Date.parse(lottery.closesAt) < KEPT_MS);
}
/** Who has not looked by then will not be told here. */
const KEPT_MS = 60 * 86_400_000;

async function listOf(session: PhoneSession): Promise<readonly Lottery[]> {
  const answer = await session.request(LotteryListSchema, LOTTERIES_PATH);
  if (answer.ok) return answer.value.lotteries;
  const kept = await session.store?.keptList(LOTTERIES_PATH).catch(() => null);
  const parsed = v.safeParse(LotteryListSchema, kept?.value);
  return parsed.success ? parsed.output.lotteries : [];
}

async function entered(
  session: PhoneSession,
  receipts: LotteryReceipts,
  lotteryId: string,
): Promise<boolean> {
  const kept = await receipts.entries(lotteryId);
  if (kept.entries.length > 0) return true;
  const path = `/api/me/lottery-entries/${lotteryId}`;
  const answer = await session.request(LotteryEntryListSchema, path);
  if (!answer.ok || answer.value.entries.length === 0) return false;
  await receipts.keep(lotteryId, answer.value);
  return true;
}
