/** The four locks between a ticket and a winner: what is fixed, what is being fixed, what is to come. */
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import type { Moment } from './stage-state.ts';

export type LockName = 'entries' | 'audience' | 'dice' | 'beacon' | 'sealed';

export interface Lock {
  readonly name: LockName;
  readonly state: 'open' | 'now' | 'locked';
  /** How far it is, where that can be seen: dots of the ring. */
  readonly dots: { readonly filled: number; readonly of: number };
}

/** Dots of a ring that counts nothing. */
const RING_DOTS = 24;
/** Of a ring of seconds; more seconds fill it whole. */
const SECOND_DOTS = 30;

export function locksAt(snapshot: StageSnapshot, moment: Moment): readonly Lock[] {
  const { lottery, dice } = snapshot;
  const reached = ORDER[lottery.state];
  const whole = { filled: RING_DOTS, of: RING_DOTS };
  const none = { filled: 0, of: RING_DOTS };
  const lock = (name: LockName, at: number, dots = none): Lock => {
    if (reached > at) return { name, state: 'locked', dots: whole };
    return { name, state: reached === at ? 'now' : 'open', dots: reached === at ? dots : none };
  };
  const last = lottery.mode === 'sealed' ? 'sealed' : 'beacon';
  const isBorn = moment.name === 'ready' || lottery.state === 'drawn';
  return [
    lock('entries', 0, secondsOf(moment)),
    lock('audience', 2, secondsOf(moment)),
    lock('dice', 3, { filled: dice.length, of: DICE_THROWS }),
    isBorn ? { name: last, state: 'locked', dots: whole } : lock(last, 4, secondsOf(moment)),
  ];
}

/** Which lock is worked at; between two of them none is. */
const ORDER: Readonly<Record<StageSnapshot['lottery']['state'], number>> = {
  draft: -1,
  open: 0,
  closed: 1,
  gathering: 2,
  frozen: 3,
  final: 4,
  drawn: 5,
  void: -1,
};

function secondsOf(moment: Moment): Lock['dots'] {
  const secondsLeft = 'secondsLeft' in moment ? moment.secondsLeft : null;
  if (secondsLeft === null) return { filled: 0, of: RING_DOTS };
  return { filled: Math.min(SECOND_DOTS, secondsLeft), of: SECOND_DOTS };
}

/** What the twelve words stand for: the hash of the newest lock that is shut. */
export interface Seal {
  readonly of: 'entries' | 'freeze' | 'final';
  /** SHA-256, lower-case hex. */
  readonly hash: string;
}

export function sealOf({ finalHash, lottery }: StageSnapshot): Seal | null {
  if (finalHash !== null) return { of: 'final', hash: finalHash };
  const hashOf = (name: string) => lottery.files.find((file) => file.name === name)?.sha256;
  const freeze = hashOf('freeze.txt');
  if (freeze !== undefined) return { of: 'freeze', hash: freeze };
  const entries = hashOf('entries.tsv');
  return entries === undefined ? null : { of: 'entries', hash: entries };
}

/** What a phone opens: the draw, and with `final=` the hash that it compares with its own. */
export function spectatorAddress(origin: string, snapshot: StageSnapshot): string {
  const address = `${origin}/stage/${snapshot.lottery.lotteryId}`;
  return snapshot.finalHash === null ? address : `${address}#final=${snapshot.finalHash}`;
}
