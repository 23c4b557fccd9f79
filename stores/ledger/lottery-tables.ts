/** The tables of lotteries. What each is for stands in migrations 0008 to 0010. */
import type { ColumnType, Generated } from 'kysely';
import type { LimitRule } from '#domain/draw/files.ts';
import type { DrawFileName, LotteryMode, LotteryState, OrderedState } from '#domain/lottery.ts';

type MadeAt = Generated<string>;

export interface LotteriesTable {
  lottery_id: string;
  /** Ascends in the order of making. */
  lottery_number: Generated<number>;
  draw: string;
  rehearsal: boolean;
  name: string;
  name_en: string | null;
  name_easy: string | null;
  fiscal_year: number;
  state: Generated<LotteryState>;
  mode: LotteryMode;
  limit_rule: LimitRule;
  closes_at: string;
  freezes_at: string | null;
  /** The first throw was shown. */
  dice_begun_at: string | null;
  void_reason: string | null;
  /** It is void, and tickets that were entered in it are to be given back. */
  owes_tickets: Generated<boolean>;
  /** An entry's transaction: up to it people were told that they have theirs back. */
  given_back_to: string | null;
  entries_made: Generated<number>;
  contributions_made: Generated<number>;
  /** Of how many tags these are. */
  contributors: Generated<number>;
  created_at: MadeAt;
}

export interface LotteryPrizesTable {
  lottery_id: string;
  prize_id: string;
  /** In draw order, from 0. */
  place: number;
  name: string;
  name_en: string | null;
  name_easy: string | null;
  quantity: number;
  alternates: number;
  /** Serials given out. */
  tickets: Generated<number>;
  people: Generated<number>;
}

export interface LotterySecretsTable {
  lottery_id: string;
  private_key_pkcs8: Buffer;
  public_key_hex: string;
  k_hex: string;
}

export interface LotteryOwnersTable {
  lottery_id: string;
  participant_id: string;
  nonce_hex: string;
  owner_tag: string;
}

export interface LotteryEntriesTable {
  lottery_id: string;
  prize_id: string;
  entry_id: string;
  owner_tag: string;
  first_serial: number;
  serials: number;
  signature: string;
  entered_at: string;
}

export interface LotteryContributionsTable {
  lottery_id: string;
  seq: number;
  owner_tag: string;
  hex: string;
  added_at: string;
}

export interface LotteryBlankedTable {
  lottery_id: string;
  seq: number;
  blanked_at: MadeAt;
}

export interface LotteryFilesTable {
  lottery_id: string;
  name: DrawFileName;
  /** Ascends in the order in which they came to be. */
  file_number: Generated<number>;
  bytes: Buffer;
  /** Hex, computed by the database. */
  sha256: ColumnType<string, never, never>;
  made_at: string;
}

export interface LotteryTransitionsTable {
  lottery_id: string;
  to_state: LotteryState;
  from_state: LotteryState;
  transition_number: Generated<number>;
  made_at: string;
  staff_id: string | null;
}

export interface LotteryOrdersTable {
  lottery_id: string;
  order_number: Generated<number>;
  to_state: OrderedState;
  /** From then on. */
  due_at: string;
  staff_id: string | null;
  ordered_at: MadeAt;
}

export interface LotteryTables {
  lotteries: LotteriesTable;
  lottery_prizes: LotteryPrizesTable;
  lottery_secrets: LotterySecretsTable;
  lottery_owners: LotteryOwnersTable;
  lottery_entries: LotteryEntriesTable;
  lottery_contributions: LotteryContributionsTable;
  lottery_blanked: LotteryBlankedTable;
  lottery_files: LotteryFilesTable;
  lottery_transitions: LotteryTransitionsTable;
  lottery_orders: LotteryOrdersTable;
}
