/** Workers hold no sockets: they tell by the feed, and the servers tell their screens. */
import type { LiveStore } from '#stores/live/live-store.ts';

export interface TellingParts {
  readonly live: Pick<LiveStore, 'touchStage' | 'publish'>;
  readonly nowMs: () => number;
}

/** First its seq, then the news: who reads a snapshot after that has the new one. */
export async function tellLottery({ live, nowMs }: TellingParts, lotteryId: string): Promise<void> {
  await live.touchStage(lotteryId, nowMs());
  await live.publish({ kind: 'lottery-changed', lotteryId });
}
