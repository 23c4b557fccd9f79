/** What the page and its worker tell each other. */
import type { OpenFile } from '#domain/draw/files.ts';
import type { TicketStanding } from '#domain/draw/standing.ts';
import type { ResultRow } from '#domain/draw/tables.ts';
import type { CheckName } from '#domain/draw/verify.ts';
import type { BundleFault } from './bundle-files.ts';

/** A file as a person handed it over. `path`: with folders where they were given, and `/`. */
export interface GivenFile {
  readonly path: string;
  readonly content: Blob;
}

export interface ReportedPrize {
  readonly prizeId: string;
  readonly quantity: number;
  readonly serials: number;
  /** What its scores are made from. */
  readonly seed: string;
  readonly rows: readonly ResultRow[];
}

/** A draw that holds. */
export interface Report {
  readonly draw: string;
  /** `H(final.txt)`. */
  readonly final: string;
  readonly signed: boolean;
  readonly sealed: boolean;
  readonly limit: OpenFile['limit'];
  readonly prizes: readonly ReportedPrize[];
  readonly ignored: readonly string[];
}

export interface TicketAnswer {
  readonly prizeId: string;
  readonly seed: string;
  readonly standing: TicketStanding;
}

export type ToWorker =
  | { readonly type: 'verify'; readonly files: readonly GivenFile[] }
  | { readonly type: 'ticket'; readonly prizeId: string; readonly serial: number };

export type FromWorker =
  | { readonly type: 'check'; readonly name: CheckName }
  | { readonly type: 'reading'; readonly read: number; readonly total: number }
  | { readonly type: 'progress'; readonly scored: number; readonly total: number }
  | { readonly type: 'right'; readonly report: Report }
  | { readonly type: 'wrong'; readonly failed: CheckName; readonly reason: string }
  | { readonly type: 'unreadable'; readonly fault: BundleFault; readonly reason: string }
  | { readonly type: 'broken'; readonly reason: string }
  | { readonly type: 'ticket-progress'; readonly scored: number; readonly total: number }
  | { readonly type: 'ticket'; readonly answer: TicketAnswer };

/** As they are shown: the two kinds of randomness share a place. */
export const CHECK_SLOTS = [
  'open',
  'rules',
  'entries',
  'audience',
  'freeze',
  'commit',
  'final',
  'dice',
  'rounds',
  'randomness',
  'result',
  'signatures',
] as const;
export type CheckSlot = (typeof CHECK_SLOTS)[number];

export function slotOf(name: CheckName): CheckSlot {
  return name === 'beacon' || name === 'reveal' ? 'randomness' : name;
}
