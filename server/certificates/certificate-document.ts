/**
 * The certificate as a document to print: A4, its fonts embedded, tagged for screen readers. The
 * same content at the same address gives the same bytes.
 */
import { once } from 'node:events';
import PdfWriter from 'pdfkit';
import type { CertificateContent } from '#domain/certificate.ts';
import { fiscalYearBounds } from '#domain/fiscal-year.ts';
import { INK, drawHairline, drawMark, drawQrCode, drawWall } from './certificate-drawing.ts';
import type { CertificateFonts } from './certificate-fonts.ts';
import { COLUMNS, TITLE, pagesOf, rowOf } from './certificate-table.ts';
import type { ColumnName, TableRow } from './certificate-table.ts';
import { TextSetter } from './certificate-text.ts';
import type { Ink } from './certificate-text.ts';
import {
  WORDS,
  writeDate,
  writeFiscalYear,
  writeFiscalYearDays,
  writeMinutes,
} from './certificate-words.ts';

type Document = InstanceType<typeof PdfWriter>;

const TITLE_WORD = '活動証明書';
const PROGRAMME = '集い';
const LEFT_PT = 56;
const WIDTH_PT = 484;
const RIGHT_PT = LEFT_PT + WIDTH_PT;
const LIST_TOP_PT = { first: 392, later: 112 } as const;
const LIST_BOTTOM_PT = { first: 636, later: 776 } as const;
const PROOF_TOP_PT = 662;
const QR_PT = 102;
const FOOT_PT = 812;
const FIGURE_PT = 24;
const NAME_PT = { most: 26, least: 10 } as const;

const BODY: Ink = { sizePt: 12, weight: 'regular', colour: INK.text };
const QUIET: Ink = { sizePt: 9.5, weight: 'regular', colour: INK.quiet };
const HEAD: Ink = { sizePt: 15, weight: 'bold', colour: INK.head };

interface Sheet {
  readonly document: Document;
  readonly setter: TextSetter;
  readonly content: CertificateContent;
}

/** @param address what the QR code leads to */
export async function writeCertificate(
  fonts: CertificateFonts,
  content: CertificateContent,
  address: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = new PdfWriter({
    size: 'A4',
    margin: 0,
    // No font but those that are embedded.
    font: '',
    lang: 'ja',
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: `${TITLE_WORD} ${writeFiscalYear(content.fiscalYear)}`,
      Author: PROGRAMME,
      Creator: PROGRAMME,
      // Otherwise the present moment, and the same certificate would have other bytes each time.
      CreationDate: new Date(content.issuedAt),
    },
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const setter = new TextSetter(document, await fonts.fontsFor(lettersOf(content)));
  const sheet = { document, setter, content };
  const pages = pagesOf(
    content.activities.map((activity) => rowOf(setter, activity)),
    {
      firstPt: LIST_BOTTOM_PT.first - LIST_TOP_PT.first,
      laterPt: LIST_BOTTOM_PT.later - LIST_TOP_PT.later,
    },
  );
  writeHead(sheet);
  writeFigures(sheet);
  writeList(sheet, pages, () => writeProof(sheet, address));
  const ended = once(document, 'end');
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Every letter that may be needed: what the certificate says, and the words around it. */
function lettersOf(content: CertificateContent): string {
  const said = content.activities.flatMap(({ name, organizer, venue }) => [name, organizer, venue]);
  const always = Object.values(COLUMNS).map((column) => column.title);
  return [
    ...said,
    ...always,
    ...Object.values(WORDS),
    content.name,
    content.rankName,
    content.certificateId,
    TITLE_WORD,
    PROGRAMME,
    writeDate(Date.parse(content.issuedAt)),
    writeFiscalYear(content.fiscalYear),
    '0123456789年月日時間分回から（）まで様元/ –',
  ].join('');
}

function writeHead(sheet: Sheet): void {
  const { document, setter, content } = sheet;
  const issued = WORDS.issued + writeDate(Date.parse(content.issuedAt));
  figure(document, PROGRAMME, () => drawMark(document, { x: LEFT_PT - 2, y: 44 }, 34));
  tagged(document, 'P', () => {
    setter.draw(PROGRAMME, { ...HEAD, x: LEFT_PT + 40, y: 67 });
  });
  tagged(document, 'P', () => {
    setter.draw(issued, { ...BODY, x: RIGHT_PT - setter.widthPt(issued, BODY), y: 67 });
  });
  tagged(document, 'H1', () => {
    setter.draw(TITLE_WORD, { ...HEAD, sizePt: 36, x: LEFT_PT, y: 146 });
  });
  tagged(document, 'P', () => writeName(sheet));
  const days = writeFiscalYearDays(content.fiscalYear);
  const sentence = `${writeFiscalYear(content.fiscalYear)}（${days}）${WORDS.certified}`;
  tagged(document, 'P', () => writeLines(sheet, sentence, { ...BODY, y: 250 }, WIDTH_PT));
}

/** In one line as large as it fits, since it is what the paper is about. */
function writeName({ document, setter, content }: Sheet): void {
  const largest: Ink = { sizePt: NAME_PT.most, weight: 'bold', colour: INK.text };
  const suffix = ' 様';
  const room = WIDTH_PT - setter.widthPt(suffix, { ...largest, sizePt: 15 }) - 8;
  const fits = (NAME_PT.most * room) / setter.widthPt(content.name, largest);
  const ink = { ...largest, sizePt: Math.max(NAME_PT.least, Math.min(NAME_PT.most, fits)) };
  setter.draw(content.name, { ...ink, x: LEFT_PT, y: 206 });
  const end = LEFT_PT + setter.widthPt(content.name, ink);
  setter.draw(suffix, { ...largest, sizePt: 15, weight: 'regular', x: end, y: 206 });
  drawHairline(document, { x: LEFT_PT, y: 218 }, WIDTH_PT);
}

function writeFigures(sheet: Sheet): void {
  const { document, setter, content } = sheet;
  const isOver = Date.parse(content.issuedAt) >= fiscalYearBounds(content.fiscalYear).endMs;
  const figures: [string, string, string | null][] = [
    [WORDS.participations, `${content.participations}回`, isOver ? null : WORDS.asOf],
  ];
  if (content.minutes > 0) {
    figures.push([WORDS.time, writeMinutes(content.minutes), WORDS.timeNote]);
  }
  figures.push([WORDS.rank, content.rankName, null]);
  let x = LEFT_PT;
  for (const [word, value, note] of figures) {
    const at = x;
    const largest: Ink = { sizePt: FIGURE_PT, weight: 'bold', colour: INK.head };
    const fits = (FIGURE_PT * (RIGHT_PT - at)) / setter.widthPt(value, largest);
    const ink = { ...largest, sizePt: Math.min(FIGURE_PT, fits) };
    tagged(document, 'P', () => {
      setter.draw(word, { ...QUIET, x: at, y: 306 });
      setter.draw(value, { ...ink, x: at, y: 336 });
      if (note !== null) setter.draw(note, { ...QUIET, sizePt: 8, x: at, y: 352 });
    });
    x += Math.max(140, setter.widthPt(value, ink) + 32);
  }
}

/** @param writeBelow what stands at the foot of the first page */
function writeList(
  sheet: Sheet,
  pages: readonly (readonly TableRow[])[],
  writeBelow: () => void,
): void {
  const { document } = sheet;
  const table = document.struct('Table', { title: WORDS.activities });
  document.addStructure(table);
  for (const [index, rows] of pages.entries()) {
    if (index > 0) {
      document.addPage({ size: 'A4', margin: 0 });
      writeRunningHead(sheet);
    }
    writeFoot(sheet, `${index + 1} / ${pages.length}`);
    let y = index === 0 ? LIST_TOP_PT.first : LIST_TOP_PT.later;
    writeTitles(sheet, table, y);
    for (const row of rows) {
      writeRow(sheet, table, row, y);
      y += row.heightPt;
    }
    if (index === 0) writeBelow();
  }
  table.end();
}

type Structure = ReturnType<Document['struct']>;

function writeTitles({ document, setter }: Sheet, table: Structure, y: number): void {
  const row = document.struct('TR');
  table.add(row);
  for (const { title, xPt } of Object.values(COLUMNS)) {
    row.add(
      document.struct('TH', {}, () => {
        setter.draw(title, { ...TITLE, x: LEFT_PT + xPt, y: y - 6 });
      }),
    );
  }
  row.end();
  artifact(document, () => drawHairline(document, { x: LEFT_PT, y }, WIDTH_PT));
}

function writeRow({ document, setter }: Sheet, table: Structure, row: TableRow, y: number): void {
  const element = document.struct('TR');
  table.add(element);
  for (const column of Object.keys(COLUMNS).filter(isColumn)) {
    element.add(
      document.struct('TD', {}, () => {
        for (const { text, ink, downPt } of row.cells[column]) {
          setter.draw(text, { ...ink, x: LEFT_PT + COLUMNS[column].xPt, y: y + downPt });
        }
      }),
    );
  }
  element.end();
  const bottom = y + row.heightPt;
  artifact(document, () => drawHairline(document, { x: LEFT_PT, y: bottom }, WIDTH_PT));
}

function isColumn(name: string): name is ColumnName {
  return name in COLUMNS;
}

/** Whose paper a later sheet belongs to. */
function writeRunningHead({ document, setter, content }: Sheet): void {
  artifact(document, () => {
    drawMark(document, { x: LEFT_PT - 2, y: 44 }, 24);
    const words = `${TITLE_WORD}　${writeFiscalYear(content.fiscalYear)}　${content.name}`;
    const [line = ''] = setter.lines(words, { ...QUIET, weight: 'bold' }, WIDTH_PT - 32);
    setter.draw(line, { ...QUIET, weight: 'bold', x: LEFT_PT + 28, y: 60 });
  });
}

function writeFoot({ document, setter, content }: Sheet, page: string): void {
  artifact(document, () => {
    const ink = { ...QUIET, sizePt: 8.5 };
    setter.draw(`${WORDS.number} ${content.certificateId}`, { ...ink, x: LEFT_PT, y: FOOT_PT });
    setter.draw(page, { ...ink, x: RIGHT_PT - setter.widthPt(page, ink), y: FOOT_PT });
  });
}

/** How somebody to whom it is shown can check it. */
function writeProof(sheet: Sheet, address: string): void {
  const { document, setter } = sheet;
  const x = LEFT_PT + QR_PT + 22;
  figure(document, address, () => {
    drawQrCode(document, address, { x: LEFT_PT, y: PROOF_TOP_PT }, QR_PT);
  });
  tagged(document, 'H2', () => {
    setter.draw(WORDS.proofHead, { ...HEAD, sizePt: 12, x, y: PROOF_TOP_PT + 14 });
  });
  tagged(document, 'P', () => {
    writeLines(sheet, WORDS.proof, { ...QUIET, x, y: PROOF_TOP_PT + 36 }, 246);
  });
  artifact(document, () => {
    const size = { widthPt: 120, heightPt: QR_PT + 12 };
    drawWall(document, { x: RIGHT_PT - size.widthPt, y: PROOF_TOP_PT - 4 }, size);
  });
}

function writeLines(
  { setter }: Sheet,
  text: string,
  { x = LEFT_PT, y, ...ink }: Ink & { readonly x?: number; readonly y: number },
  widthPt: number,
): void {
  for (const [index, line] of setter.lines(text, ink, widthPt).entries()) {
    setter.draw(line, { ...ink, x, y: y + index * ink.sizePt * 1.7 });
  }
}

function tagged(document: Document, type: 'H1' | 'H2' | 'P', write: () => void): void {
  document.addStructure(document.struct(type, {}, write));
}

function figure(document: Document, alternative: string, draw: () => void): void {
  document.addStructure(document.struct('Figure', { alt: alternative }, draw));
}

/** What a screen reader passes over. */
function artifact(document: Document, draw: () => void): void {
  document.markContent('Artifact');
  draw();
  document.endMarkedContent();
}
