/**
 * The chain over the entries: each entry's hash covers the one before it, so that whoever changes,
 * removes or slips in an entry changes every hash after it, and with it the head that was published.
 *
 * `hash = SHA-256(previous hash (32) ‖ UTF-8 of the entry's line)`, the first one after 32 zero
 * bytes. Hashing is the platform's; here is what goes into it.
 */

/** An entry with what its transaction says. */
export interface ChainedEntry {
  readonly entryNumber: number;
  readonly transactionId: string;
  readonly line: number;
  readonly owner: string;
  readonly account: string;
  readonly amount: number;
  readonly transactionKind: string;
  /** Microseconds since the epoch, as the database keeps them. */
  readonly postedAtUs: number;
  readonly activityId: string | null;
  /** The transaction that this one takes back. */
  readonly reverses: string | null;
}

export const CHAIN_GENESIS_HEX = '0'.repeat(64);

/**
 * The line of an entry: its values in the order below with one space between, `-` for none, and no
 * line feed. Every value is a number, a UUID or a word without spaces.
 */
export function chainLine(entry: ChainedEntry): string {
  const { entryNumber, transactionId, line, owner, account, amount } = entry;
  const { transactionKind, postedAtUs, activityId, reverses } = entry;
  return [
    entryNumber,
    transactionId,
    line,
    owner,
    account,
    amount,
    transactionKind,
    postedAtUs,
    activityId ?? '-',
    reverses ?? '-',
  ].join(' ');
}
