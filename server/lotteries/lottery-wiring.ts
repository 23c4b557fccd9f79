/** Puts together what lotteries need: their desks, the stage's channel and the routes. */
import { LIMITS } from '#domain/contract/limits.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import type { Queues } from '#stores/queues.ts';
import { openStageChannel } from '../channels/stage.ts';
import type { StageChannel } from '../channels/stage.ts';
import type { SocketServer } from '../channels/sockets.ts';
import type { Announcements } from '../announcements.ts';
import { createBeaconDesk } from './beacon-desk.ts';
import { createBundlePacker } from './bundle-thread.ts';
import { Coalesced } from '../coalesced.ts';
import { createDrawKeyReader } from './draw-keys.ts';
import { createDrawShelf } from './draw-shelf.ts';
import type { Report } from '../errors.ts';
import { createLotteryDesk } from './lottery-desk.ts';
import type { LotteryDesk } from './lottery-desk.ts';
import { createLotteryEntryDesk } from './lottery-entry-desk.ts';
import { createLotteryLeads } from './lottery-lead.ts';
import { createLotteryReadings } from './lottery-readings.ts';
import type { RoundPlan } from './lottery-rules.ts';
import { createLotteryWorkers } from './lottery-workers.ts';
import type { ProxyTrust } from '../requests/origin.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import type { Route } from '../requests/route.ts';
import { lotteryRoutes } from '../routes/lotteries.ts';
import { lotteryDeskRoutes } from '../routes/lottery-desk.ts';
import { lotteryEntryRoutes } from '../routes/lottery-entries.ts';
import { createStageDesk } from './stage-desk.ts';
import type { Traffic } from '../traffic.ts';

export interface LotteryParts extends ProxyTrust {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly queues: Queues;
  readonly io: SocketServer;
  readonly announcements: Announcements;
  readonly verifierCode: () => string;
  readonly drandPlan: RoundPlan;
  readonly workersWaitMs: number;
  readonly traffic: Traffic;
  readonly report: Report;
  readonly nowMs: () => number;
}

export interface Lotteries {
  readonly channel: StageChannel;
  readonly desk: LotteryDesk;
  routes(limits: RequestLimits): Route[];
  stop(): Promise<void>;
}

export function wireLotteries(given: LotteryParts): Lotteries {
  const { live, ledger, queues, announcements, report, nowMs } = given;
  /** First its seq, then the news: who reads a snapshot after that has the new one. */
  async function tellAll(lotteryId: string): Promise<void> {
    try {
      await live.touchStage(lotteryId, nowMs());
      announcements.tell({ kind: 'lottery-changed', lotteryId });
    } catch (error) {
      report('tell lottery-changed', error);
      // It is told when Redis answers again.
      news.ask(lotteryId);
    }
  }
  const news = new Coalesced(LIMITS.stageIntervalMs, tellAll);
  const changed = (lotteryId: string) => news.ask(lotteryId);
  const shelf = createDrawShelf({ ledger, packBundle: createBundlePacker() });
  const stage = createStageDesk({ ledger, live, shelf, changed, nowMs });
  const leads = createLotteryLeads({ live, changed, nowMs });
  const drawKey = createDrawKeyReader({ ledger });
  const workers = createLotteryWorkers({ ledger, queues, report, waitMs: given.workersWaitMs });
  const readings = createLotteryReadings({ ledger });
  const parts = { ...given, workers, shelf, stage, leads, drawKey, readings, changed };
  const lotteries = createLotteryDesk(parts);
  const entering = createLotteryEntryDesk(parts);
  const beacons = createBeaconDesk(parts);
  const channel = openStageChannel(given.io, parts);
  return {
    channel,
    desk: lotteries,
    routes: (limits) => [
      ...lotteryRoutes({ ...parts, beacons, limits }),
      ...lotteryEntryRoutes({ entering, limits, nowMs }),
      ...lotteryDeskRoutes({ ...parts, lotteries }),
    ],
    stop() {
      news.stop();
      return channel.stop();
    },
  };
}
