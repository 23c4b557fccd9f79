/**
 * Books lines that may have one among them which the books cannot take: halves them down to it and
 * sets it aside, so that those around it are booked.
 */
import type { OutboxLine } from '#domain/contract/outbox.ts';
import type { Ledger, PostingReport } from '#stores/ledger/ledger.ts';
import { UnbookableLines } from '#stores/ledger/ledger.ts';

export interface LineSetAside {
  readonly activityId: string;
  readonly line: OutboxLine;
  readonly reason: string;
}

export interface BookLinesParts {
  readonly ledger: Ledger;
  /** Once a line, for somebody to look at it. */
  readonly onSetAside: (setAside: LineSetAside) => void;
}

/**
 * @returns what was booked, in the order of the lines: one report unless there was such a line
 * @throws whatever is not a line's fault, an outage first of all; what was booked before stays
 */
export async function bookLines(
  parts: BookLinesParts,
  activityId: string,
  lines: readonly OutboxLine[],
): Promise<PostingReport[]> {
  try {
    return [await parts.ledger.postOutcomes(activityId, lines)];
  } catch (error) {
    if (!(error instanceof UnbookableLines)) throw error;
    const [line] = lines;
    if (line !== undefined && lines.length === 1) {
      const reason = error.message;
      const isNew = await parts.ledger.setAside(activityId, line, reason);
      if (isNew) parts.onSetAside({ activityId, line, reason });
      return [];
    }
    const half = Math.ceil(lines.length / 2);
    const former = await bookLines(parts, activityId, lines.slice(0, half));
    return [...former, ...(await bookLines(parts, activityId, lines.slice(half)))];
  }
}
