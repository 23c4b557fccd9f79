/**
 * What the books do for lotteries: who entered which ticket for what, and the files as they come to
 * be. The draw itself is computed elsewhere, from the files alone.
 */
import type { DrawFileName, LotteryState, OrderedState } from '#domain/lottery.ts';
import type {
  Lottery,
  LotteryEntry,
  LotteryEntryList,
  NewLottery,
} from '#domain/contract/lotteries.ts';
import type { AudienceRow, EntryRow } from '#domain/draw/tables.ts';
import type { Refused, SpendingKey } from './spending.ts';

/** What must never leave the server before its time: keys and the operator's secret. */
export interface LotterySecrets {
  /** PKCS#8 DER of the draw's own Ed25519 key. */
  readonly privateKeyPkcs8: Uint8Array;
  /** Raw, hex: `key` of open.txt. */
  readonly publicKeyHex: string;
  /** 32 bytes, hex; its commitment stands in open.txt. */
  readonly kHex: string;
}

/** A person in one draw: the tag that stands in the files, and the secret that proves it theirs. */
export interface LotteryOwner {
  readonly nonceHex: string;
  readonly ownerTag: string;
}

export interface LotteryTransition {
  readonly from: LotteryState;
  readonly to: LotteryState;
  readonly at: string;
  /** `null`: by its time, or by a job. */
  readonly staffId: string | null;
  /** E-mail. */
  readonly staff: string | null;
}

export interface LotteryBooks {
  createLottery(lottery: {
    readonly lotteryId: string;
    readonly lottery: NewLottery;
    readonly fiscalYear: number;
    readonly secrets: LotterySecrets;
  }): Promise<{ readonly ok: true; readonly lottery: Lottery } | Refused<'draw-taken'>>;
  /** Other prizes and times for a draft; its secrets stay. */
  replaceDraft(draft: {
    readonly lotteryId: string;
    readonly lottery: NewLottery;
    readonly fiscalYear: number;
  }): Promise<
    | { readonly ok: true; readonly lottery: Lottery }
    | Refused<'lottery-unknown' | 'lottery-state' | 'draw-taken'>
  >;
  /** A draft that nobody wants leaves nothing behind. */
  dropDraft(
    lotteryId: string,
  ): Promise<{ readonly ok: true } | Refused<'lottery-unknown' | 'lottery-state'>>;
  /** With the figures of each prize as they are now. */
  lottery(lotteryId: string): Promise<Lottery | null>;
  /** All but drafts, newest first; `drafts`: those too, for staff. */
  lotteries(options: { readonly drafts: boolean; readonly limit: number }): Promise<Lottery[]>;
  lotterySecrets(lotteryId: string): Promise<LotterySecrets | null>;
  /**
   * Moves forwards by `#domain/lottery.ts`, files and all, in one write. Asked again for a state
   * that it has: `changed: false`, and nothing is written, whatever the files. Of two who ask at
   * once one changes it. Files that exist never change: one that comes again with other bytes, or
   * before its state, is a fault of ours, and throws.
   *
   * Closing comes before entries.tsv (`addLotteryFile`): until then entries come. Freezing says from
   * how many contributions its files were made; when there are more by now it is refused with
   * `contributions-missed`: make them anew. Opening says from which draft; when that was replaced
   * meanwhile it is refused with `lottery-state`.
   */
  moveLottery(move: {
    readonly lotteryId: string;
    readonly to: LotteryState;
    readonly at: string;
    readonly staffId: string | null;
    readonly files: readonly { readonly name: DrawFileName; readonly bytes: Uint8Array }[];
    /** To `void`, and only then. */
    readonly voidReason?: string;
    /** To `open`: as its files were made from it. */
    readonly draft?: Lottery;
    /** To `frozen`: rows of audience.tsv. */
    readonly contributions?: number;
  }): Promise<
    | { readonly ok: true; readonly changed: boolean; readonly lottery: Lottery }
    | Refused<'lottery-unknown' | 'lottery-state' | 'contributions-missed' | 'dice-begun'>
  >;
  /**
   * The workers are to lead it there, from `at` on; the books are what remembers it, and the
   * lottery's `ordered` tells it until it is there. A freeze that was set for later comes forward;
   * asked again, or when it is there already, nothing changes. Only from the state before
   * (`gathering`, `final`); a freeze at a set time stands in the draft (`freezesAt`).
   */
  orderLottery(order: {
    readonly lotteryId: string;
    readonly to: OrderedState;
    readonly at: string;
    readonly staffId: string | null;
  }): Promise<
    { readonly ok: true; readonly changed: boolean } | Refused<'lottery-unknown' | 'lottery-state'>
  >;
  /**
   * Since when a step is due, or will be, and who ordered it, for the log (`staffId` null: nobody, it
   * is by its time). `null`: nobody ordered it, and it has no time. What is there stays.
   */
  lotteryOrder(
    lotteryId: string,
    to: OrderedState,
  ): Promise<{ readonly at: string; readonly staffId: string | null } | null>;
  /**
   * Lotteries that the workers have something to do for at `at`: to close
   * (`ledgerLimits.closingGraceMs` after `closesAt`, and then as soon as nobody was entered for a
   * moment, so that what was asked for in time is in),
   * closed without entries.tsv, to gather (GATHERING_MS before `freezesAt`), to freeze by their time
   * or by order, final in drand mode, or ordered to be drawn; void, and it owes tickets. By indexes:
   * asked for every second.
   */
  lotteriesDue(at: string): Promise<string[]>;
  /**
   * A file besides a change of state: entries.tsv once it is closed, beacons, signatures at the end.
   * Idempotent. False: it was there, byte for byte. Throws as `moveLottery` does.
   */
  addLotteryFile(
    lotteryId: string,
    file: { readonly name: DrawFileName; readonly bytes: Uint8Array },
    at: string,
  ): Promise<boolean>;
  /**
   * The first throw is shown: from here on a sealed draw is not ended without a result any more
   * (`moveLottery` to `void` answers `dice-begun`). False: it is not frozen.
   */
  beginDice(lotteryId: string, at: string): Promise<boolean>;
  lotteryFile(lotteryId: string, name: DrawFileName): Promise<Uint8Array | null>;
  lotteryTransitions(lotteryId: string): Promise<LotteryTransition[]>;

  /**
   * The person's secret and tag in this draw; made by `make` at the first asking (LT1). `null`: no
   * such lottery, or nobody of that id (any more).
   */
  lotteryOwner(
    lotteryId: string,
    participantId: string,
    make: () => LotteryOwner,
  ): Promise<LotteryOwner | null>;
  /**
   * Enters so many of the person's oldest open tickets, each once (LT3): row and serials, tickets
   * and points (tickets → tickets-entered) and the key in one write. Only while it is open and
   * before `closesAt`; of a rehearsal nothing is spent (LT4), and each person has at most
   * `ledgerLimits.practiceMax` serials in it. Serials of a prize tile 1..N.
   * `ownerTag`: as `lotteryOwner` has it. A draft is unknown; somebody erased has no tickets.
   */
  enterLottery(order: {
    readonly spending: SpendingKey;
    readonly participantId: string;
    readonly lotteryId: string;
    readonly prizeId: string;
    readonly count: number;
    readonly ownerTag: string;
    readonly transactionId: string;
    readonly at: string;
    /** Signs the row as it will stand in entries.tsv; called inside, so it must be quick and local. */
    readonly sign: (row: EntryRow) => string;
  }): Promise<
    | {
        readonly ok: true;
        readonly entry: LotteryEntry;
        readonly ticketsLeft: number;
        readonly replayed: boolean;
      }
    | (Refused<'tickets-insufficient'> & { readonly held: number })
    | Refused<'lottery-unknown' | 'lottery-not-open' | 'prize-unknown' | 'idempotency-key-reused'>
  >;
  /**
   * A void lottery's tickets become open again: the next entries, each taken back by a reversal in
   * its name (PT4), in one short write. Asked again it goes on; several may ask at once. What somebody
   * erased had entered goes back to the account that stays of them: every sum is as for all others.
   * @param batch.told the `upTo` of the batch before, when everybody of it was told; the people after
   * that are named again
   * @param batch.limit entries of one write; fewer when they hold many tickets
   * @returns whose tickets are back; `null`: none are owed (any more)
   */
  giveTicketsBack(batch: {
    readonly lotteryId: string;
    readonly told: string | null;
    readonly limit: number;
    readonly newTransactionId: () => string;
  }): Promise<{ readonly people: readonly string[]; readonly upTo: string } | null>;
  lotteryEntriesOf(lotteryId: string, participantId: string): Promise<LotteryEntryList>;
  /** Every row, sorted by (prizeId, entryId) bytewise, in pages; for entries.tsv. */
  lotteryEntries(lotteryId: string): AsyncIterable<readonly EntryRow[]>;

  /** How the people behind these tags are called, by tag; nobody who was erased. */
  nicknamesOfTags(
    lotteryId: string,
    ownerTags: readonly string[],
  ): Promise<ReadonlyMap<string, string>>;

  /**
   * Only while gathering, and until its freeze is due; `limit` a tag. The same bytes again are
   * answered with the row they made.
   */
  contribute(contribution: {
    readonly lotteryId: string;
    readonly ownerTag: string;
    readonly hex: string;
    readonly limit: number;
    readonly at: string;
  }): Promise<
    | { readonly ok: true; readonly row: AudienceRow }
    | Refused<'lottery-unknown' | 'lottery-not-gathering' | 'contribution-limit'>
  >;
  contributions(lotteryId: string): Promise<(AudienceRow & { readonly blanked: boolean })[]>;
  /** For the screen: how many, of how many tags, and the latest of them, newest first. */
  latestContributions(
    lotteryId: string,
    limit: number,
  ): Promise<{
    readonly count: number;
    readonly people: number;
    readonly latest: readonly {
      readonly seq: number;
      readonly hex: string;
      readonly blanked: boolean;
    }[];
  }>;
  /** From the screen, never from the file. */
  blankContribution(lotteryId: string, seq: number): Promise<boolean>;
}
