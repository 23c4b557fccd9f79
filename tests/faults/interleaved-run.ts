/** One random run for interleavings.test.ts: what happens at an activity, and what must hold then. */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { expect } from 'vitest';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { untilReady } from '#stores/live/create-live-store.ts';
import type { Decision, LiveActivity, LiveStore } from '#stores/live/live-store.ts';
import { LiveStoreUnavailable } from '#stores/live/live-store.ts';
import { createPostPoints } from '../../workers/jobs/post-points.ts';
import { runSql } from '../ledger-database.ts';
import { countersOf, openLiveStore, sampleFacts } from '../live-samples.ts';

const attemptsMax = 50;
const readyDeadlineMs = 10_000;
/** Of the sample activity, whose door is open from 00:30 to 04:00. */
const oneOClockMs = Date.parse('2026-11-22T01:00:00.000Z');
const minuteMs = 60_000;

/** What all runs share. */
export interface World {
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly ledger: Ledger;
  readonly admin: Redis;
  readonly people: readonly string[];
  readonly kiosks: readonly string[];
  /** Server nodes; a scan may come back by another one. */
  readonly nodes: LiveStore[];
}

/** One thing that a kiosk does. `again` and `altered` point at an earlier new scan. */
export type Act =
  | { do: 'scan'; person: number; kiosk: number; out: boolean; minute: number; offline: boolean }
  | { do: 'again' | 'altered'; earlier: number };

/** What becomes of a worker that was woken. */
export type Fate =
  | 'lives'
  | 'dies before it books'
  | 'dies before it tells'
  | 'dies before it acknowledges'
  | 'holds its batch';

export interface Moment {
  readonly acts: readonly Act[];
  readonly wakes: readonly Fate[];
  readonly trouble: 'none' | 'connections lost' | 'scripts forgotten' | 'another server';
  readonly loss: 'none' | 'of what is booked' | 'of what waits' | 'in the middle';
}

class Crash extends Error {
  override readonly name = 'Crash';
}

/** One activity, from its first scan to the last line in the books. */
export class Run {
  readonly activity: LiveActivity;
  readonly #world: World;
  /** Redis lost what the books did not have: until a scan is settled, its kiosk sends it again. */
  lossy = false;
  readonly #scans: ScanFacts[] = [];
  readonly #settled = new Set<string>();
  readonly #setAside = new Set<string>();
  /** What was answered and must hold, by scanId and content. */
  #answers = new Map<string, { facts: ScanFacts; decisions: Decision[] }>();

  constructor(world: World, activity: LiveActivity) {
    this.#world = world;
    this.activity = activity;
  }

  async pass({ acts, wakes, trouble, loss }: Moment): Promise<void> {
    if (trouble === 'another server') {
      await this.#world.nodes[1]!.close();
      this.#world.nodes[1] = await openLiveStore(this.#world.redisUrl);
    }
    const gate = Promise.withResolvers<void>();
    const workers = wakes.map((one, index) =>
      this.#drain(one, this.#world.nodes[index % 2]!, gate.promise),
    );
    const facts = acts.map((one) => this.#factsOf(one)).filter((one) => one !== null);
    const answered = Promise.all(facts.map((one, index) => this.#send(one, index)));
    if (trouble === 'connections lost') {
      await this.#world.admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    }
    if (trouble === 'scripts forgotten') await this.#world.admin.script('FLUSH');
    if (loss === 'in the middle') await this.#world.admin.flushall();
    await answered;
    await Promise.all(this.#world.nodes.map((node) => untilReady(node, readyDeadlineMs)));

    if (loss === 'of what is booked') {
      gate.resolve();
      await Promise.all(workers);
      await this.#drainAll();
      if (this.lossy) this.#answers.clear();
      await this.#world.admin.flushall();
    } else if (loss !== 'none') {
      this.lossy = true;
      this.#answers.clear();
      if (loss === 'of what waits') await this.#world.admin.flushall();
      // The batches that are held are booked after the books were read.
      await this.#restore(this.#world.nodes[0]!);
    }
    gate.resolve();
    await Promise.all(workers);
  }

  /** The kiosks send what is not settled; everything is booked. */
  async settle(): Promise<void> {
    await this.#restore(this.#world.nodes[0]!);
    await this.#drainAll();
    const left = this.#scans.filter(({ scanId }) => !this.#settled.has(scanId));
    await Promise.all(left.map((facts, index) => this.#send(facts, index)));
    await this.#drainAll();
  }

  async check(): Promise<void> {
    const { activityId, capacity } = this.activity;
    const books = await this.#books();
    const checkIns = books.filter(({ outcome }) => outcome === 'admitted');
    const inside = new Set(checkIns.map(({ facts }) => facts.participantId));
    // CI3: one participation a person.
    expect(inside.size).toBe(checkIns.length);

    // KS2: what a kiosk was told to forget is in the books.
    const booked = new Set([...books.map(({ facts }) => facts.scanId), ...this.#setAside]);
    for (const { scanId } of this.#scans) {
      expect(this.#settled.has(scanId)).toBe(true);
      expect(booked.has(scanId)).toBe(true);
    }
    const lineOf = new Map(books.map((line) => [keyOf(line.facts), line]));
    for (const [key, { facts, decisions }] of this.#answers) {
      // CI1, CI2: one decision, the others are its replays.
      const said = new Set(decisions.map((one) => JSON.stringify(bare(one))));
      expect(said.size).toBe(1);
      expect(decisions.filter(({ replayed }) => !replayed).length).toBeLessThanOrEqual(1);
      const decision = decisions[0]!;
      if (decision.outcome === 'admitted') expect(inside.has(facts.participantId)).toBe(true);
      if (!this.lossy) expectBooked(lineOf.get(key), decision);
    }
    if (!this.lossy) {
      expect(books).toHaveLength(this.#answers.size);
      expect(this.#setAside.size).toBe(0);
      if (capacity !== null) expect(checkIns.length).toBeLessThanOrEqual(capacity);
    }
    await expectSoundAccounts(this.#world.databaseUrl, activityId, checkIns.length);

    // What the books bring back is what was there.
    const before = await countersOf(this.#world.nodes[0]!, activityId);
    await this.#world.admin.flushall();
    await this.#restore(this.#world.nodes[1]!);
    const after = await countersOf(this.#world.nodes[1]!, activityId);
    expect(after.admitted).toBe(checkIns.length);
    if (!this.lossy) expect(after).toEqual(before);
  }

  #factsOf(one: Act): ScanFacts | null {
    if (one.do === 'scan') {
      const facts = sampleFacts({
        participantId: this.#world.people[one.person]!,
        kioskId: this.#world.kiosks[one.kiosk]!,
        direction: one.out ? 'out' : 'in',
        atMs: oneOClockMs + one.minute * minuteMs,
        recordedOffline: one.offline,
      });
      this.#scans.push(facts);
      return facts;
    }
    const earlier = this.#scans[one.earlier % Math.max(1, this.#scans.length)];
    if (earlier === undefined || one.do === 'again') return earlier ?? null;
    return { ...earlier, contentHash: 'ffff' };
  }

  /** A kiosk sends until it is answered; every attempt is a new outcomeId, as the server makes it. */
  async #send(facts: ScanFacts, index: number): Promise<void> {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      const node = this.#world.nodes[(index + attempt) % this.#world.nodes.length]!;
      const { activityId } = this.activity;
      const fresh = { ...facts, outcomeId: randomUUID() };
      try {
        const request = { activityId, facts: fresh, refusal: null, participations: 0 };
        const result = await node.admit(request);
        if (result.known) return this.#noteAnswer(facts, result.decision);
        await this.#restore(node);
      } catch (error) {
        if (!(error instanceof LiveStoreUnavailable)) throw error;
        await untilReady(node, readyDeadlineMs);
      }
    }
    throw new Error('A scan was never answered.');
  }

  #noteAnswer(facts: ScanFacts, decision: Decision): void {
    // The server tells the kiosk so with the answer.
    if (decision.booked) this.#settled.add(facts.scanId);
    const noted = this.#answers.get(keyOf(facts)) ?? { facts, decisions: [] };
    noted.decisions.push(decision);
    this.#answers.set(keyOf(facts), noted);
  }

  /** A worker that was woken; one that dies or finds Redis away leaves it to the next. */
  async #drain(one: Fate, node: LiveStore, gate: Promise<void>): Promise<void> {
    const live: LiveStore = {
      ...node,
      publish: async (message) => {
        if (one === 'dies before it tells') throw new Crash(one);
        if (message.kind === 'posted') {
          for (const { scanIds } of message.settled) scanIds.forEach((id) => this.#settled.add(id));
        }
        await node.publish(message);
      },
      async acknowledgeOutbox(...given) {
        if (one === 'dies before it acknowledges') throw new Crash(one);
        await node.acknowledgeOutbox(...given);
      },
    };
    const { ledger } = this.#world;
    const books: Ledger = {
      ...ledger,
      async postOutcomes(...given) {
        if (one === 'dies before it books') throw new Crash(one);
        if (one === 'holds its batch') await gate;
        return ledger.postOutcomes(...given);
      },
    };
    const onSetAside = ({ line }: { readonly line: OutboxLine }) =>
      this.#setAside.add(line.facts.scanId);
    const { activityId } = this.activity;
    try {
      await createPostPoints({ live, ledger: books, onSetAside })({ activityId });
    } catch (error) {
      if (!(error instanceof Crash) && !(error instanceof LiveStoreUnavailable)) throw error;
    }
  }

  async #drainAll(): Promise<void> {
    for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
      await this.#drain('lives', this.#world.nodes[0]!, Promise.resolve());
      if ((await this.#world.nodes[0]!.readOutbox(this.activity.activityId, 1)).length === 0)
        return;
    }
    throw new Error('The outbox was never empty.');
  }

  async #restore(node: LiveStore): Promise<void> {
    const { activity } = this;
    await node.restoreActivity({
      activity,
      lines: this.#world.ledger.outcomesOf(activity.activityId),
    });
  }

  async #books(): Promise<OutboxLine[]> {
    const lines: OutboxLine[] = [];
    for await (const page of this.#world.ledger.outcomesOf(this.activity.activityId))
      lines.push(...page);
    return lines;
  }
}

function keyOf({ scanId, contentHash }: ScanFacts): string {
  return `${scanId} ${contentHash}`;
}

/** A decision without what may differ from one answer to the next. */
function bare(decision: Decision): object {
  return { ...decision, replayed: false, booked: false };
}

/** The line says what the kiosk was told. */
function expectBooked(line: OutboxLine | undefined, decision: Decision): void {
  const { seq, outcome } = decision;
  expect(line).toMatchObject({ seq, outcome, facts: { decidedAt: decision.decidedAt } });
  if (decision.outcome === 'admitted') expect(line!.facts.outcomeId).toBe(decision.checkInId);
  if (decision.outcome === 'refused') expect(line).toMatchObject({ reason: decision.reason });
}

/** PT1 one award a check-in, PT2 every transaction sums to zero, PT3 and balances are their sums. */
async function expectSoundAccounts(
  databaseUrl: string,
  activityId: string,
  checkIns: number,
): Promise<void> {
  const [found] = await runSql(
    databaseUrl,
    `select
       (select count(*)::int from transactions where activity_id = $1) as awards,
       (select count(*)::int from check_ins join transactions on transaction_id = check_in_id
         where check_ins.activity_id = $1) as awarded_check_ins,
       (select count(*)::int from (select from entries group by transaction_id
         having sum(amount) <> 0 or count(*) <> 2) as wrong) as unbalanced,
       (select count(*)::int from accounts where balance <> coalesce((select sum(amount)
         from entries where entries.owner = accounts.owner and entries.kind = accounts.kind), 0)
         or (balance < 0 and kind = 'participant')) as wrong_balances`,
    [activityId],
  );
  expect(found).toEqual({
    awards: checkIns,
    awarded_check_ins: checkIns,
    unbalanced: 0,
    wrong_balances: 0,
  });
}
