import type { OutboxLine } from '#domain/contract/outbox.ts';
import { LIVE_LIMITS } from './live-limits.ts';

interface PersonMark {
  firstAtMs: number;
  firstKioskId: string;
  inside: boolean;
  lastAtMs: number;
}

/**
 * What follows from lines that were decided: counters, presence and minutes, by the rules by which
 * admit.lua keeps them while it decides. Lines come in the order of their `seq`, of which two may
 * have the same: a batch that a worker had read before Redis was lost may be booked after the count
 * went on from the books without it.
 */
export class Recount {
  seq = 0;
  /** The last lines, oldest first; at most LIVE_LIMITS.restoredLinesMax. */
  readonly latest: OutboxLine[] = [];
  readonly #persons = new Map<string, PersonMark>();
  readonly #minutes = new Map<number, number>();
  readonly #refused = new Map<string, number>();
  #admitted = 0;
  #already = 0;
  #departures = 0;

  add(line: OutboxLine): void {
    if (line.seq < this.seq) throw new Error(`Line ${line.seq} came after line ${this.seq}.`);
    this.seq = line.seq;
    this.latest.push(line);
    if (this.latest.length > LIVE_LIMITS.restoredLinesMax) this.latest.shift();
    switch (line.outcome) {
      case 'admitted': {
        this.#admitted += 1;
        const minute = Math.floor(Date.parse(line.facts.scannedAt) / 60_000);
        this.#minutes.set(minute, (this.#minutes.get(minute) ?? 0) + 1);
        this.#pass(line, true);
        break;
      }
      case 'already-admitted':
        this.#already += 1;
        this.#pass(line, true);
        break;
      case 'departed':
        this.#departures += 1;
        this.#pass(line, false);
        break;
      case 'refused':
        this.#refused.set(line.reason, (this.#refused.get(line.reason) ?? 0) + 1);
        break;
    }
  }

  /** The person of a line went past a kiosk, in or out. */
  #pass({ facts }: OutboxLine, arriving: boolean): void {
    if (facts.participantId === null) throw new Error('Only a refusal can be of nobody.');
    const atMs = Date.parse(facts.scannedAt);
    const mark = this.#persons.get(facts.participantId);
    if (mark === undefined) {
      const first = { firstAtMs: atMs, firstKioskId: facts.kioskId };
      this.#persons.set(facts.participantId, { ...first, inside: arriving, lastAtMs: atMs });
      return;
    }
    if (arriving && atMs < mark.firstAtMs) {
      mark.firstAtMs = atMs;
      mark.firstKioskId = facts.kioskId;
    }
    if (atMs >= mark.lastAtMs) {
      mark.inside = arriving;
      mark.lastAtMs = atMs;
    }
  }

  /** Fields of the state. */
  counters(): Record<string, number> {
    const inside = [...this.#persons.values()].filter((mark) => mark.inside).length;
    const refused = [...this.#refused].map(([reason, count]) => [`refused:${reason}`, count]);
    return {
      admitted: this.#admitted,
      inside,
      already: this.#already,
      departures: this.#departures,
      ...Object.fromEntries(refused),
    };
  }

  /** As admit.lua keeps them: participantId, mark. */
  personMarks(): [participantId: string, mark: string][] {
    return [...this.#persons].map(([participantId, mark]) => [
      participantId,
      `${mark.firstAtMs} ${mark.firstKioskId} ${mark.inside ? 'i' : 'o'} ${mark.lastAtMs}`,
    ]);
  }

  /** Minutes since the epoch, and arrivals in them. */
  minutes(): [minute: string, count: number][] {
    return [...this.#minutes].map(([minute, count]) => [String(minute), count]);
  }
}
