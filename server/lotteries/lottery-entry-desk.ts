/** Tickets are entered: on somebody's phone, or for them at the counter; each gets its receipt at once. */
import type { EnteredLottery, LotteryEntryList } from '#domain/contract/lotteries.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { SpendingKey } from '#stores/ledger/spending.ts';
import type { Announcements } from '../announcements.ts';
import { newOwner, signReceipt } from './draw-keys.ts';
import type { DrawKeyReader } from './draw-keys.ts';
import { ProblemError } from '../errors.ts';
import { granted } from '../requests/refusals.ts';
import { newId } from '../requests/secrets.ts';

export interface LotteryEntryDesk {
  /** Rejects with a ProblemError that says why not. */
  enter(order: {
    readonly spending: SpendingKey;
    readonly participantId: string;
    readonly lotteryId: string;
    readonly prizeId: string;
    readonly count: number;
    /** What came in time is in time, however long it waits for its turn. */
    readonly askedAtMs: number;
  }): Promise<EnteredLottery>;
  /** Rejects with ProblemError lottery-unknown. */
  entriesOf(lotteryId: string, participantId: string): Promise<LotteryEntryList>;
}

export function createLotteryEntryDesk({
  ledger,
  drawKey,
  announcements,
  changed,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly drawKey: DrawKeyReader;
  readonly announcements: Announcements;
  readonly changed: (lotteryId: string) => void;
  readonly nowMs: () => number;
}): LotteryEntryDesk {
  return {
    async enter(order) {
      const { lotteryId, participantId, count, askedAtMs } = order;
      const known = await drawKey(lotteryId);
      if (known === null) throw new ProblemError('lottery-unknown');
      const { draw, key } = known;
      const owner = await ledger.lotteryOwner(lotteryId, participantId, () => newOwner(draw));
      if (owner === null) throw new ProblemError('participant-unknown');
      const result = await ledger.enterLottery({
        ...order,
        ownerTag: owner.ownerTag,
        transactionId: newId(nowMs()),
        at: new Date(askedAtMs).toISOString(),
        sign: (row) => signReceipt(row, key),
      });
      if (!result.ok && result.code === 'tickets-insufficient') {
        throw new ProblemError(result.code, { balance: result.held, needed: count });
      }
      const { entry, ticketsLeft, replayed } = granted(result);
      if (!replayed) {
        announcements.tell({ kind: 'tickets-changed', participantId });
        changed(lotteryId);
      }
      return { entry, ticketsLeft, replayed };
    },

    async entriesOf(lotteryId, participantId) {
      const list = await ledger.lotteryEntriesOf(lotteryId, participantId);
      if (list.ownerTag === null && (await ledger.lottery(lotteryId)) === null) {
        throw new ProblemError('lottery-unknown');
      }
      return list;
    },
  };
}
