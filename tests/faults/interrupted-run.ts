/**
 * One draw for interrupted-draws.test.ts, from its closing to its result, by the workers' own jobs: a
 * process that is killed at its nth call of a store, and another that knows nothing but the books.
 */
import type { SerialRanking } from '#domain/contract/jobs.ts';
import type { DrawPlan } from '#stores/draw-flow.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LiveStore } from '#stores/live/live-store.ts';
import { createBeaconDesk } from '../../workers/beacons.ts';
import { createDrawSources } from '../../workers/draw/draw-files.ts';
import type { DrawThreads } from '../../workers/draw/draw-threads.ts';
import { createDrandRelays } from '../../workers/drand-relays.ts';
import { createDrawLottery } from '../../workers/jobs/draw-lottery.ts';
import { createDrawPrize } from '../../workers/jobs/draw-prize.ts';
import { createLeadLottery } from '../../workers/jobs/lead-lottery.ts';
import { createRankSerials } from '../../workers/jobs/rank-serials.ts';

/** Which of its calls a process does not survive; and whether that one still took effect. */
export interface Fate {
  readonly call: number;
  readonly takesEffect: boolean;
}

export class Killed extends Error {
  override readonly name = 'Killed';
}

/** What a process does with the stores, counted. */
export class Calls {
  made = 0;
  readonly #fate: Fate | null;

  constructor(fate: Fate | null) {
    this.#fate = fate;
  }

  /** The store as this process sees it: it dies at a call, and can do nothing after that. */
  through<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name, receiver) => {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...given: unknown[]) => {
          this.made += 1;
          const fate = this.#fate;
          if (fate === null || this.made < fate.call) return Reflect.apply(method, target, given);
          if (this.made > fate.call || !fate.takesEffect) return dying();
          return dying(Reflect.apply(method, target, given));
        };
      },
    });
  }
}

/** Rows that would come by and by do not come either. */
function dying(effect?: unknown): unknown {
  const death = Promise.resolve(effect).then(() => {
    throw new Killed();
  });
  return Object.assign(death, {
    [Symbol.asyncIterator]: () => ({ next: () => death }),
  });
}

export interface DrawParts {
  readonly ledger: Ledger;
  readonly live: LiveStore;
  readonly threads: DrawThreads;
  readonly relays: readonly string[];
  readonly nowMs: () => number;
}

/** A process: leads whatever the books say is due, and draws without waiting for any other. */
export function startProcess(given: DrawParts, calls: Calls) {
  const { threads, nowMs } = given;
  const [ledger, live] = [calls.through(given.ledger), calls.through(given.live)];
  const sources = createDrawSources(ledger);
  const ranking = { sources, threads };
  const [rankSerials, drawPrize] = [createRankSerials(ranking), createDrawPrize(ranking)];
  const drawLottery = createDrawLottery({ ...ranking, ledger, live, nowMs });
  const relays = createDrandRelays({ relays: given.relays, writeLine: () => {}, nowMs });

  /** As the flow of jobs does, one after another. */
  async function startDraw({ lotteryId, prizes }: DrawPlan): Promise<void> {
    const rankings: SerialRanking[] = [];
    for (const [prizeIndex, ranges] of prizes.entries()) {
      const ranked: SerialRanking[] = [];
      for (const range of ranges)
        ranked.push(await rankSerials({ lotteryId, prizeIndex, ...range }));
      const childRankings = () => Promise.resolve(ranked);
      rankings.push(await drawPrize({ lotteryId, prizeIndex }, { childRankings }));
    }
    const childRankings = () => Promise.resolve(rankings);
    await drawLottery({ lotteryId }, { isAgain: false, childRankings });
  }

  const lead = createLeadLottery({
    ledger,
    live,
    threads,
    startDraw,
    beacons: createBeaconDesk({ ledger, live, relays, nowMs }),
    nowMs,
  });
  return {
    /** Everything that is due. Rejects with `Killed`. */
    async work(): Promise<void> {
      for (const lotteryId of await ledger.lotteriesDue(new Date(nowMs()).toISOString())) {
        await lead({ lotteryId }, { isAgain: false });
      }
    },
  };
}
