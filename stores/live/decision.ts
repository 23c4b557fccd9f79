/**
 * How a decision is written in Redis: short words between spaces (admit.lua composes them), and how
 * it is read again.
 *
 *     decision  seq a points participations | seq y firstAtMs firstKioskId | seq d | seq r reason
 *     record    contentHash decidedAtMs outcomeId decision      under the scanId
 *     answer    decision | = record                             of the admit script
 *     entry     d decision f facts                              in the outbox stream; see facts.ts
 */
import * as v from 'valibot';
import type { OutboxLine, ScanFacts } from '#domain/contract/outbox.ts';
import { OutboxLineSchema } from '#domain/contract/outbox.ts';
import type { RefusalReason } from '#domain/check-in.ts';
import { REFUSAL_REASONS } from '#domain/check-in.ts';
import { instantOf, readFacts } from './facts.ts';
import type { Decision, PlacedLine } from './live-store.ts';

/** A stream entry as ioredis gives it: id, and fields and values in turns. */
export type StreamEntry = [id: string, fields: string[]];

/** A record is marked by this in the script's answer. */
const REPLAY_MARK = '=';

/**
 * What the admit script answered for one scan.
 * @param facts as they were handed in; a replay brings those of the first decision
 */
export function readAnswer(answer: string, facts: ScanFacts, bookedSeq: number): Decision {
  const words = answer.split(' ');
  const replayed = words[0] === REPLAY_MARK;
  const decidedAt = replayed ? instantOf(words[2]) : facts.decidedAt;
  const outcomeId = replayed ? words[3] : facts.outcomeId;
  const [seqText, letter, one, two] = replayed ? words.slice(4) : words;
  const seq = Number(seqText);
  if (outcomeId === undefined || !Number.isSafeInteger(seq)) {
    throw new Error(`The answer to a scan cannot be read: ${answer}`);
  }
  const base = { replayed, seq, booked: seq <= bookedSeq, decidedAt };
  switch (letter ?? '') {
    case 'a':
      return {
        ...base,
        outcome: 'admitted',
        checkInId: outcomeId,
        points: Number(one),
        participations: Number(two),
      };
    case 'y':
      return {
        ...base,
        outcome: 'already-admitted',
        firstAt: instantOf(one),
        firstKioskId: String(two),
      };
    case 'd':
      return { ...base, outcome: 'departed' };
    case 'r':
      return { ...base, outcome: 'refused', reason: reasonOf(one) };
    default:
      throw new Error(`The answer to a scan cannot be read: ${answer}`);
  }
}

/** The record that the admit script would have written for a line; to restore it from the books. */
export function writeRecord(line: OutboxLine): string {
  const { contentHash, decidedAt, outcomeId } = line.facts;
  return `${contentHash} ${Date.parse(decidedAt)} ${outcomeId} ${writeDecision(line)}`;
}

/** The decision of a line, as it stands in the stream and at the end of the record. */
export function writeDecision(line: OutboxLine): string {
  switch (line.outcome) {
    case 'admitted':
      return `${line.seq} a ${line.points} ${line.participations}`;
    case 'already-admitted':
      return `${line.seq} y ${Date.parse(line.firstAt)} ${line.firstKioskId}`;
    case 'departed':
      return `${line.seq} d`;
    case 'refused':
      return `${line.seq} r ${line.reason}`;
    default:
      return line satisfies never;
  }
}

/** A line of the outbox, parsed with the contract's schema. */
export function readEntry([streamId, fields]: StreamEntry): PlacedLine {
  const [seq, letter, one, two] = fields[1]?.split(' ') ?? [];
  const base = { facts: readFacts(fields[3] ?? ''), seq: Number(seq) };
  const line = v.parse(OutboxLineSchema, { ...base, ...outcomeOf(letter, one, two) });
  return { streamId, line };
}

function outcomeOf(letter: string | undefined, one: string | undefined, two: string | undefined) {
  switch (letter ?? '') {
    case 'a':
      return { outcome: 'admitted', points: Number(one), participations: Number(two) };
    case 'y':
      return { outcome: 'already-admitted', firstAt: instantOf(one), firstKioskId: two };
    case 'd':
      return { outcome: 'departed' };
    case 'r':
      return { outcome: 'refused', reason: one };
    default:
      return {};
  }
}

function reasonOf(word: string | undefined): RefusalReason {
  const reason = REFUSAL_REASONS.find((known) => known === word);
  if (reason === undefined) throw new Error(`Unknown reason in the answer to a scan: ${word}`);
  return reason;
}
