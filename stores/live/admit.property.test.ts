/**
 * Random interleavings of kiosks, duplicates, retries, altered scans and lost connections at a real
 * Redis, held against a small model (CI1–CI6). The seed is printed; FC_SEED replays it.
 */
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import { phaseAt } from '#domain/check-in.ts';
import {
  bringIn,
  countersOf,
  decide,
  MINUTE_MS,
  openLiveStore,
  sampleFacts,
  TEN_MS,
  waitingLines,
} from '../../tests/live-samples.ts';
import type { RedisServer } from '../../tests/redis-server.ts';
import { startRedisServer } from '../../tests/redis-server.ts';
import { untilReady } from './create-live-store.ts';
import type { Decision, LiveActivity, LiveStore } from './live-store.ts';
import { LiveStoreUnavailable } from './live-store.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 2 ** 31);
const runs = 120;
const attemptsMax = 50;
const readyDeadlineMs = 10_000;

const people = Array.from({ length: 5 }, () => randomUUID());
const kiosks = Array.from({ length: 3 }, () => randomUUID());

let redis: RedisServer;
let admin: Redis;
/** Server nodes; a scan may come back by another one. */
let nodes: LiveStore[];

beforeAll(async () => {
  redis = await startRedisServer();
  admin = new Redis(redis.url);
  nodes = await Promise.all([1, 2, 3].map(() => openLiveStore(redis.url)));
});

afterAll(async () => {
  await Promise.all(nodes.map((node) => node.close()));
  admin.disconnect();
  await redis.stop();
});

/** One thing that a kiosk does. `again` and `altered` point at an earlier new scan. */
type Act =
  | { do: 'scan'; person: number; kiosk: number; out: boolean; minute: number; forged: boolean }
  | { do: 'again' | 'altered'; earlier: number };

/** What happens at the same moment, and what goes wrong meanwhile. */
interface Moment {
  readonly acts: readonly Act[];
  readonly trouble: 'none' | 'connections lost' | 'scripts forgotten';
  readonly change: Partial<LiveActivity>;
}

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('scan'),
      person: fc.nat(people.length - 1),
      kiosk: fc.nat(kiosks.length - 1),
      out: fc.boolean(),
      // Some before the door opens at -3 and some after it closes at 12.
      minute: fc.integer({ min: -5, max: 14 }),
      forged: fc.integer({ min: 0, max: 9 }).map((figure) => figure === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again'), earlier: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('altered'), earlier: fc.nat(50) }) },
);

const moment: fc.Arbitrary<Moment> = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 12 }),
  trouble: fc.constantFrom('none', 'none', 'none', 'connections lost', 'scripts forgotten'),
  change: fc.constantFrom({}, {}, {}, { capacity: 2 }, { capacity: null }, { cancelled: true }),
});

interface Sent {
  readonly facts: ScanFacts;
  readonly refusal: RefusalReason | null;
}

interface Answered extends Sent {
  readonly decision: Decision;
}

/** A kiosk sends until it is answered; every attempt is a new outcomeId, as the server makes it. */
async function sendUntilAnswered({ facts, refusal }: Sent, activityId: string, index: number) {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const node = nodes[(index + attempt) % nodes.length]!;
    const fresh = { ...facts, outcomeId: randomUUID() };
    try {
      return { facts: fresh, refusal, decision: await decide(node, activityId, fresh, refusal) };
    } catch (error) {
      if (!(error instanceof LiveStoreUnavailable)) throw error;
      await untilReady(node, readyDeadlineMs);
    }
  }
  throw new Error('A scan was never answered.');
}

async function cause(trouble: Moment['trouble']): Promise<void> {
  if (trouble === 'connections lost')
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  if (trouble === 'scripts forgotten') await admin.script('FLUSH');
}

/** What an act sends; `scans` are the new scans so far. */
function sentBy(one: Act, scans: Sent[]): Sent | null {
  if (one.do === 'scan') {
    const facts = sampleFacts({
      participantId: people[one.person]!,
      kioskId: kiosks[one.kiosk]!,
      direction: one.out ? 'out' : 'in',
      atMs: TEN_MS + one.minute * MINUTE_MS,
    });
    const sent = { facts, refusal: one.forged ? ('pass-forged' as const) : null };
    scans.push(sent);
    return sent;
  }
  const earlier = scans[one.earlier % Math.max(1, scans.length)];
  if (earlier === undefined || one.do === 'again') return earlier ?? null;
  return { ...earlier, facts: { ...earlier.facts, contentHash: 'ffff' } };
}

/** The rules once more, as plainly as they can be said; lines come in the order of their seq. */
class Model {
  readonly decided = new Map<string, string>();
  readonly refused = new Map<string, number>();
  readonly admitted = new Set<string>();
  already = 0;
  departures = 0;
  readonly #passed = new Map<string, { direction: string; atMs: number }[]>();

  expect(activity: LiveActivity, { facts, refusal }: Sent): string {
    const outcome = this.#judge(activity, facts, refusal);
    this.decided.set(facts.scanId, this.decided.get(facts.scanId) ?? facts.contentHash);
    if (outcome === 'admitted') this.admitted.add(facts.participantId!);
    else if (outcome === 'already-admitted') this.already += 1;
    else if (outcome === 'departed') this.departures += 1;
    else this.refused.set(outcome, (this.refused.get(outcome) ?? 0) + 1);
    if (outcome === 'admitted' || outcome === 'already-admitted' || outcome === 'departed') {
      const event = { direction: facts.direction, atMs: Date.parse(facts.scannedAt) };
      this.#passed.set(facts.participantId!, [...this.#eventsOf(facts.participantId!), event]);
    }
    return outcome;
  }

  #judge(activity: LiveActivity, facts: ScanFacts, refusal: RefusalReason | null): string {
    if (this.decided.has(facts.scanId)) return 'scan-conflict';
    if (refusal !== null) return refusal;
    const atMs = Date.parse(facts.scannedAt);
    const arrivals = this.#eventsOf(facts.participantId!).filter((e) => e.direction === 'in');
    if (facts.direction === 'out') {
      return arrivals.some((event) => event.atMs <= atMs) ? 'departed' : 'not-checked-in';
    }
    const phase = phaseAt(activity, atMs);
    if (phase === 'cancelled') return 'activity-cancelled';
    if (phase === 'before') return 'activity-not-open';
    if (phase === 'over') return 'activity-over';
    if (this.admitted.has(facts.participantId!)) return 'already-admitted';
    const full = activity.capacity !== null && this.admitted.size >= activity.capacity;
    return full ? 'activity-full' : 'admitted';
  }

  #eventsOf(participantId: string) {
    return this.#passed.get(participantId) ?? [];
  }

  /** Whose latest event by scannedAt is an arrival; of two at one instant, the later decided. */
  get inside(): number {
    const last = [...this.#passed.values()].map((events) =>
      events.reduce((latest, event) => (event.atMs >= latest.atMs ? event : latest)),
    );
    return last.filter(({ direction }) => direction === 'in').length;
  }
}

function outcomeOf(one: OutboxLine | Decision): string {
  return one.outcome === 'refused' ? one.reason : one.outcome;
}

/** CI1: for one scanId and content, one decision; the others are its replays. */
function checkReplays(answered: readonly Answered[]): void {
  const byScan = Object.groupBy(answered, ({ facts }) => `${facts.scanId} ${facts.contentHash}`);
  for (const group of Object.values(byScan)) {
    const decisions = new Set(
      group!.map(({ decision }) => JSON.stringify({ ...decision, replayed: false })),
    );
    expect(decisions.size).toBe(1);
    // None at all when the first answer was lost on its way.
    expect(group!.filter(({ decision }) => !decision.replayed).length).toBeLessThanOrEqual(1);
  }
}

test('CI1–CI6 hold in any interleaving', async () => {
  console.info(`FC_SEED=${seed}`);
  const property = fc.asyncProperty(
    fc.array(moment, { minLength: 1, maxLength: 8 }),
    async (moments) => {
      const door = { opensAtMs: TEN_MS - 3 * MINUTE_MS, closesAtMs: TEN_MS + 12 * MINUTE_MS };
      let activity = await bringIn(nodes[0]!, door);
      const { activityId } = activity;
      const model = new Model();
      const scans: Sent[] = [];
      const answered: Answered[] = [];
      let seq = 0;
      for (const { acts, trouble, change } of moments) {
        activity = { ...activity, ...change };
        await nodes[0]!.putActivity(activity);
        const sent = acts.map((one) => sentBy(one, scans)).filter((one) => one !== null);
        const answers = sent.map((one, index) => sendUntilAnswered(one, activityId, index));
        await cause(trouble);
        answered.push(...(await Promise.all(answers)));
        await Promise.all(nodes.map((node) => untilReady(node, readyDeadlineMs)));

        // The lines tell in which order Redis decided what came at the same moment.
        const lines = (await waitingLines(nodes[0]!, activityId)).slice(seq);
        for (const line of lines) {
          seq += 1;
          expect(line.seq).toBe(seq);
          const { refusal } = sent.find(({ facts }) => facts.scanId === line.facts.scanId)!;
          expect(outcomeOf(line)).toBe(model.expect(activity, { facts: line.facts, refusal }));
        }
      }
      checkReplays(answered);

      // Outbox lines are the decisions, one each.
      const lines = await waitingLines(nodes[1]!, activityId);
      const decided = new Map(answered.map(({ decision }) => [decision.seq, outcomeOf(decision)]));
      expect(new Map(lines.map((line) => [line.seq, outcomeOf(line)]))).toEqual(decided);
      // CI3: one admission a person.
      const admitted = lines.filter(({ outcome }) => outcome === 'admitted');
      expect(new Set(admitted.map(({ facts }) => facts.participantId)).size).toBe(admitted.length);
      // Counters are a recount of the lines.
      const { refused, ...counters } = await countersOf(nodes[2]!, activityId);
      expect(counters).toEqual({
        admitted: model.admitted.size,
        inside: model.inside,
        already: model.already,
        departures: model.departures,
        seq,
        bookedSeq: 0,
      });
      const refusals = new Map(Object.entries(refused).filter(([, count]) => count > 0));
      expect(refusals).toEqual(model.refused);
    },
  );
  await fc.assert(property, { seed, numRuns: runs });
});
