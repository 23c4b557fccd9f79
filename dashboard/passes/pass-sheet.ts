/** One printed sheet: ten cards with crop marks, as an SVG in millimetres. */
import { html, nothing, svg } from 'lit';
import type { PassList } from '#domain/contract/people.ts';
import { markDots } from '#ui/mark.ts';
import { qrCode, QUIET_MODULES } from '#ui/qr.ts';
import { wallPath } from '#ui/wall-path.ts';
import type { Messages } from '../languages/index.ts';
import {
  cardPosition,
  cutLines,
  HONORIFIC_SIZE_MM,
  layoutName,
  MARGIN,
  QR,
  SHEET,
  spacedNumber,
  TEXT_X_MM,
  WALL,
  type Line,
} from './card-geometry.ts';

export type Pass = PassList['passes'][number];

const INK = '#1a1a1a';
const WATER = '#003741';
const HAIR = '#cfdcdf';
const FAMILY = 'BIZ UDPGothic, BIZ UDGothic, Hiragino Sans, Noto Sans JP, sans-serif';
const FIGURES = 'Barlow, BIZ UDPGothic, sans-serif';
const MARK_SIZE_MM = 6.15;
const CUT = cutLines();
/** Fuller at its foot than on screens: it goes around the card's words. */
const CARD_LEAN = { first: { across: 0.62, down: 0.95 }, second: { across: 1, down: 0.62 } };
const CURVE = wallPath(
  {
    base: WALL.baseXMm,
    upright: WALL.uprightXMm,
    height: WALL.groundMm,
    from: WALL.topMm,
  },
  CARD_LEAN,
).replace(/ L [^L]*$/, '');

export interface SheetPlace {
  /** 1, 2 … */
  page: number;
  pages: number;
  /** Cards in the whole print. */
  cards: number;
}

export function passSheet(passes: readonly Pass[], place: SheetPlace, text: Messages) {
  const words = text.passes;
  return html`<svg
    class="sheet"
    viewBox="0 0 ${SHEET.widthMm} ${SHEET.heightMm}"
    font-family=${FAMILY}
    role="img"
    aria-label=${words.sheetRight(String(place.page), String(place.pages))}
  >
    <g stroke=${HAIR} stroke-width="0.2">${CUT.hairs.map(line)}</g>
    <g stroke="#000000" stroke-width="0.25">${CUT.marks.map(line)}</g>
    ${passes.map((pass, index) => {
      const { xMm, yMm } = cardPosition(index);
      return svg`<g transform="translate(${xMm} ${yMm})">${card(pass, text)}</g>`;
    })}
    <g font-size="2.53" fill="#4d4d4d">
      <text x=${MARGIN.leftMm} y="293.3">${words.sheetLeft(String(place.cards))}</text>
      <text x=${SHEET.widthMm - MARGIN.leftMm} y="293.3" text-anchor="end">
        ${words.sheetRight(String(place.page), String(place.pages))}
      </text>
    </g>
  </svg>`;
}

function line({ x1, y1, x2, y2 }: Line) {
  return svg`<line x1=${x1} y1=${y1} x2=${x2} y2=${y2}></line>`;
}

/** The card with its upper left corner at 0, 0. The code is black on the paper's own white. */
function card(pass: Pass, text: Messages) {
  const words = text.passes;
  const code = qrCode(pass.pass, 'M');
  const moduleMm = QR.edgeMm / code.modules;
  const name = layoutName(pass.nickname, words.honorific);
  const lastBaselineMm = name.baselinesMm.at(-1) ?? 0;
  return svg`
    <path d=${code.path} fill="#000000" shape-rendering="crispEdges"
      transform="translate(${QR.xMm - QUIET_MODULES * moduleMm} ${QR.yMm - QUIET_MODULES * moduleMm})
        scale(${moduleMm})"></path>
    <path d=${CURVE} fill="none" stroke=${WATER} stroke-width=${WALL.lineMm}></path>
    <g transform="translate(${TEXT_X_MM - 0.15} ${5.95}) scale(${MARK_SIZE_MM / 96})">
      ${markDots(WATER, '#fb5b01')}
    </g>
    <text x="52.3" y="10.1" font-size="3.7" font-weight="700" fill=${WATER}>${text.brand}</text>
    <g font-size=${name.sizeMm} font-weight="700" fill=${INK}>
      ${name.lines.map(
        (part, index) =>
          svg`<text x=${TEXT_X_MM} y=${name.baselinesMm[index] ?? 0}>${part}${
            index === name.lines.length - 1 && words.honorific !== ''
              ? svg`<tspan dx="1.5" font-size=${HONORIFIC_SIZE_MM} font-weight="400"
                  >${words.honorific}</tspan>`
              : nothing
          }</text>`,
      )}
    </g>
    <g font-size="3.17" fill=${INK}>
      <text x=${TEXT_X_MM} y=${lastBaselineMm + 6.5}>${words.cardFirst}</text>
      <text x=${TEXT_X_MM} y=${lastBaselineMm + 11.4}>${words.cardSecond}</text>
    </g>
    <text x=${TEXT_X_MM} y="42.8" font-family=${FIGURES} font-weight="600" font-size="3.9"
      fill=${INK}>${spacedNumber(pass.number)}</text>`;
}
