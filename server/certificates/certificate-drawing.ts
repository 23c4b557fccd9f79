/** What a certificate shows besides words: the mark, the wall as a line, the QR code. Lengths are points. */
import type PdfWriter from 'pdfkit';
import QRCode from 'qrcode';

type Document = InstanceType<typeof PdfWriter>;

export const INK = {
  text: '#1a1a1a',
  quiet: '#4d4d4d',
  head: '#003741',
  arriving: '#fb5b01',
  hairline: '#c3ced0',
} as const;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The mark's own box and dots (ui/icons/mark.svg): eight have gathered, the ninth is coming in. */
const MARK_BOX = 96;
const MARK_DOT_RADIUS = 9.3;
const GATHERED: readonly (readonly [number, number])[] = [
  [73.04, 47.7],
  [69.41, 68.25],
  [53.43, 81.66],
  [32.57, 81.66],
  [16.59, 68.25],
  [12.96, 47.7],
  [23.39, 29.64],
  [43, 22.5],
];
const ARRIVING = [72.8, 17.49] as const;

export function drawMark(document: Document, { x, y }: Place, sizePt: number): void {
  const scale = sizePt / MARK_BOX;
  const dot = ([dotX, dotY]: readonly [number, number], colour: string) => {
    document.circle(x + dotX * scale, y + dotY * scale, MARK_DOT_RADIUS * scale).fill(colour);
  };
  for (const each of GATHERED) dot(each, INK.head);
  dot(ARRIVING, INK.arriving);
}

/** From the ground at (x, y + height) to the upright at (x + width, y). */
export function drawWall(
  document: Document,
  { x, y }: Place,
  { widthPt, heightPt }: { readonly widthPt: number; readonly heightPt: number },
): void {
  document
    .moveTo(x, y + heightPt)
    .bezierCurveTo(
      x + 0.62 * widthPt,
      y + 0.9 * heightPt,
      x + widthPt,
      y + 0.54 * heightPt,
      x + widthPt,
      y,
    )
    .lineWidth(2)
    .stroke(INK.head);
}

export function drawHairline(document: Document, { x, y }: Place, widthPt: number): void {
  document
    .moveTo(x, y)
    .lineTo(x + widthPt, y)
    .lineWidth(0.5)
    .stroke(INK.hairline);
}

/** Black on the paper's white; the paper around it is its quiet zone. */
export function drawQrCode(
  document: Document,
  text: string,
  { x, y }: Place,
  sizePt: number,
): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const modulePt = sizePt / size;
  for (let row = 0; row < size; row += 1) {
    for (let from = 0; from < size; from += 1) {
      if (modules.get(row, from) === 0) continue;
      let to = from;
      while (to < size && modules.get(row, to) !== 0) to += 1;
      document.rect(x + from * modulePt, y + row * modulePt, (to - from) * modulePt, modulePt);
      from = to;
    }
  }
  document.fill('#000000');
}
