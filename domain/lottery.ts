/** The states of a lottery, and what leads from one to the next: only forwards (issue: each logged). */

export const LOTTERY_STATES = [
  /** Prizes are put together; nobody sees it. */
  'draft',
  /** open.txt is published; tickets can be entered. */
  'open',
  /** entries.tsv is published. */
  'closed',
  /** The hall adds its randomness. */
  'gathering',
  /** freeze.txt is published. */
  'frozen',
  /** final.txt is published: dice thrown, or none; nothing is left to be chosen. */
  'final',
  /** result.tsv is published. */
  'drawn',
  /** Ended without a result, with its reason, for ever. */
  'void',
] as const;
export type LotteryState = (typeof LOTTERY_STATES)[number];

/** What the workers make, in their own time; the other steps are one write. */
export const ORDERED_STATES = ['frozen', 'drawn'] as const satisfies readonly LotteryState[];
export type OrderedState = (typeof ORDERED_STATES)[number];

const FORWARDS: Readonly<Record<LotteryState, readonly LotteryState[]>> = {
  draft: ['open', 'void'],
  open: ['closed', 'void'],
  closed: ['gathering', 'void'],
  gathering: ['frozen', 'void'],
  frozen: ['final', 'void'],
  // The dice are thrown or a beacon may exist: from here on there is a result, or none is ever told.
  final: ['drawn'],
  drawn: [],
  void: [],
};

export function mayBecome(from: LotteryState, to: LotteryState): boolean {
  return FORWARDS[from].includes(to);
}

/** `sealed`: the operator's secret, for a hall without internet; `drand`: a public beacon. */
export const LOTTERY_MODES = ['sealed', 'drand'] as const;
export type LotteryMode = (typeof LOTTERY_MODES)[number];

/** What a rehearsal's draw id begins with (LT4). */
export const REHEARSAL_PREFIX = 'rehearsal-';

export function isRehearsal(draw: string): boolean {
  return draw.startsWith(REHEARSAL_PREFIX);
}

/** Names of the files of a draw, in the order in which they come to be. */
export const DRAW_FILES = [
  'rules.txt',
  'open.txt',
  'entries.tsv',
  'audience.tsv',
  'freeze.txt',
  'final.txt',
  'beacons.tsv',
  'reveal.txt',
  'result.tsv',
  'signatures.tsv',
] as const;
export type DrawFileName = (typeof DRAW_FILES)[number];
