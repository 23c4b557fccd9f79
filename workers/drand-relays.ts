/**
 * drand's HTTP relays: `GET <relay>/<chain hash>/public/<round>`. None of them is believed: what a
 * relay answers is read strictly, within limits of size and time, and verified by the chain's key.
 * They are asked one after another and politely: not before the round's time, and each at most once
 * a second, more rarely while it is of no use.
 */
import { hash } from 'node:crypto';
import * as v from 'valibot';
import { QUICKNET, timeOfRound, verifyBeacon } from '#domain/draw/beacon.ts';
import type { Beacon } from '#domain/draw/files.ts';

export const RELAY_LIMITS = {
  answerMs: 3_000,
  /** An answer is about 250 bytes. */
  answerBytesMax: 4_096,
  askIntervalMs: 1_000,
  askIntervalMaxMs: 30_000,
  /** A relay has a round some moments after its time; one that has not by then is told. */
  lateMs: 10_000,
} as const;

export interface DrandRelayParts {
  /** Base addresses, in the order in which they are asked. */
  readonly relays: readonly string[];
  /** Told once for each kind of trouble with a relay, until it answers well again. */
  readonly writeLine: (line: string) => void;
  readonly nowMs: () => number;
}

export interface DrandRelays {
  /** `null`: its time has not come, no relay has it, or each was asked a moment ago. */
  fetchRound(round: number): Promise<Beacon | null>;
}

/** What a relay said, or why that is of no use. */
type Told = { readonly beacon: Beacon } | { readonly missing: true } | { readonly fault: string };

interface Relay {
  readonly base: string;
  failures: number;
  /** Of `performance.now()`: no clock that can be set. */
  askAgainMs: number;
  readonly toldFaults: Set<string>;
}

export function createDrandRelays({ relays, writeLine, nowMs }: DrandRelayParts): DrandRelays {
  const known: Relay[] = relays.map((base) => ({
    base: base.replace(/\/+$/, ''),
    failures: 0,
    askAgainMs: 0,
    toldFaults: new Set(),
  }));

  function note(relay: Relay, round: number, told: Told): void {
    if ('beacon' in told) {
      relay.failures = 0;
      relay.toldFaults.clear();
      return;
    }
    const lateMs = nowMs() - timeOfRound(QUICKNET, round);
    if ('missing' in told && lateMs < RELAY_LIMITS.lateMs) return;
    const fault = 'missing' in told ? `does not have the round yet` : told.fault;
    relay.failures += 1;
    const pauseMs = RELAY_LIMITS.askIntervalMs * 2 ** Math.min(relay.failures, 10);
    relay.askAgainMs = performance.now() + Math.min(pauseMs, RELAY_LIMITS.askIntervalMaxMs);
    if (relay.toldFaults.has(fault)) return;
    relay.toldFaults.add(fault);
    writeLine(`beacons: ${relay.base} ${fault} (round ${round}); others are asked, then it again.`);
  }

  return {
    async fetchRound(round) {
      if (nowMs() < timeOfRound(QUICKNET, round)) return null;
      for (const relay of known) {
        if (performance.now() < relay.askAgainMs) continue;
        relay.askAgainMs = performance.now() + RELAY_LIMITS.askIntervalMs;
        const told = await ask(relay.base, round);
        note(relay, round, told);
        if ('beacon' in told) return told.beacon;
      }
      return null;
    },
  };
}

const hex = (length: number) => v.pipe(v.string(), v.regex(/^[0-9a-f]+$/), v.length(length));
const AnswerSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    round: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    randomness: hex(64),
    signature: hex(96),
  }),
);

/** Of drand's relays, for a round that is not there (yet). */
const MISSING_STATUSES: ReadonlySet<number> = new Set([404, 425]);

async function ask(base: string, round: number): Promise<Told> {
  let text: string | null;
  try {
    const answer = await fetch(`${base}/${QUICKNET.hash}/public/${round}`, {
      redirect: 'error',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(RELAY_LIMITS.answerMs),
    });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      if (MISSING_STATUSES.has(answer.status)) return { missing: true };
      return { fault: `answers with status ${answer.status}` };
    }
    text = await shortText(answer);
  } catch (error) {
    const isSlow = error instanceof Error && error.name === 'TimeoutError';
    return { fault: isSlow ? 'is too slow' : 'is out of reach' };
  }
  if (text === null) return { fault: 'answers with more than a beacon' };
  return read(text, round);
}

/** `null`: it is longer than any answer; the rest is not waited for. */
async function shortText(answer: Response): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop lets go of the connection.
  for await (const piece of answer.body ?? []) {
    bytes += piece.length;
    if (bytes > RELAY_LIMITS.answerBytesMax) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function read(text: string, round: number): Told {
  const parsed = v.safeParse(AnswerSchema, text);
  if (!parsed.success) return { fault: 'answers with something else than a beacon' };
  const { round: told, randomness, signature } = parsed.output;
  // Never another round, however sound it may be.
  if (told !== round) return { fault: 'answers with another round' };
  const isSound =
    hash('sha256', Buffer.from(signature, 'hex')) === randomness &&
    verifyBeacon(QUICKNET, { round, signature });
  return isSound ? { beacon: { round, signature } } : { fault: 'answers with a false beacon' };
}
