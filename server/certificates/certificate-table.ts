/** The list of activities on a certificate: columns, rows with their heights, and how they fill pages. */
import type { CertifiedActivity } from '#domain/certificate.ts';
import { INK } from './certificate-drawing.ts';
import type { Ink, TextSetter } from './certificate-text.ts';
import { writeDay, writeMinutes } from './certificate-words.ts';

export const COLUMNS = {
  date: { title: '日付', xPt: 0, widthPt: 96 },
  activity: { title: '活動と会場', xPt: 104, widthPt: 204 },
  organizer: { title: '主催', xPt: 320, widthPt: 98 },
  minutes: { title: '時間', xPt: 428, widthPt: 56 },
} as const;
export type ColumnName = keyof typeof COLUMNS;

const CELL: Ink = { sizePt: 10.5, weight: 'regular', colour: INK.text };
const VENUE: Ink = { sizePt: 9, weight: 'regular', colour: INK.quiet };
export const TITLE: Ink = { sizePt: 9, weight: 'bold', colour: INK.head };
const LEADING = 1.5;
const ROW_PADDING_PT = 6;

/** A line of a cell with its baseline below the row's top. */
interface CellLine {
  readonly text: string;
  readonly ink: Ink;
  readonly downPt: number;
}

export interface TableRow {
  readonly cells: Readonly<Record<ColumnName, readonly CellLine[]>>;
  readonly heightPt: number;
}

export function rowOf(setter: TextSetter, activity: CertifiedActivity): TableRow {
  const { minutes } = activity;
  const cells = {
    date: cellOf(setter, 'date', [[writeDay(activity.date), CELL]]),
    activity: cellOf(setter, 'activity', [
      [activity.name, CELL],
      [activity.venue, VENUE],
    ]),
    organizer: cellOf(setter, 'organizer', [[activity.organizer, CELL]]),
    minutes: cellOf(setter, 'minutes', [[minutes === null ? '–' : writeMinutes(minutes), CELL]]),
  };
  const lowest = Math.max(...Object.values(cells).map((lines) => lines.at(-1)?.downPt ?? 0));
  return { cells, heightPt: lowest + ROW_PADDING_PT };
}

function cellOf(
  setter: TextSetter,
  column: ColumnName,
  texts: readonly (readonly [string, Ink])[],
): CellLine[] {
  const lines: CellLine[] = [];
  let downPt = ROW_PADDING_PT;
  for (const [text, ink] of texts) {
    for (const line of setter.lines(text, ink, COLUMNS[column].widthPt)) {
      downPt += ink.sizePt * (lines.length === 0 ? 1 : LEADING);
      lines.push({ text: line, ink, downPt });
    }
  }
  return lines;
}

/**
 * Rows by page. There is a first page even without rows.
 * @param room heights for rows on the first page and on each that follows
 */
export function pagesOf(
  rows: readonly TableRow[],
  room: { readonly firstPt: number; readonly laterPt: number },
): TableRow[][] {
  let page: TableRow[] = [];
  const pages = [page];
  let left = room.firstPt;
  for (const row of rows) {
    // A row that no page could hold stands alone on one; the limits on names leave none so high.
    if (row.heightPt > left && (page.length > 0 || pages.length === 1)) {
      page = [];
      pages.push(page);
      left = room.laterPt;
    }
    page.push(row);
    left -= row.heightPt;
  }
  return pages;
}
