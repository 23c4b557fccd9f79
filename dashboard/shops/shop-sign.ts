/** The sign that a shop puts up: one A4 in millimetres, which A5 takes smaller. */
import { html, svg } from 'lit';
import type { ShopInList } from '#domain/contract/shops.ts';
import { markDots } from '#ui/mark.ts';
import { qrCode, QUIET_MODULES } from '#ui/qr.ts';
import { FLAT_LEAN, wallPath } from '#ui/wall-path.ts';
import { messages, type Messages } from '../languages/index.ts';
import { widthEm } from '../passes/card-geometry.ts';

export const SIGN_SIZES = ['a4', 'a5'] as const;
export type SignSize = (typeof SIGN_SIZES)[number];

const SHEET = { widthMm: 210, heightMm: 297 } as const;
const MARGIN_MM = 20;
const QR = { edgeMm: 98, yMm: 96 } as const;
const NAME_SIZE_MM_MAX = 15;
const INK = '#1a1a1a';
const WATER = '#003741';
const FAMILY = 'BIZ UDPGothic, BIZ UDGothic, Hiragino Sans, Noto Sans JP, sans-serif';
const WALL = wallPath({ base: 0, upright: SHEET.widthMm, height: 22 }, FLAT_LEAN);

/** What the printed code leads to. */
export function counterAddress(origin: string, counterCode: string): string {
  return `${origin}/phone/shop/${counterCode}`;
}

/** Nobody else's phone reaches the machine by this name. */
export function isOwnMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}

/** The words are in all three languages, whatever the dashboard speaks. */
export function shopSign(shop: ShopInList, origin: string, size: SignSize) {
  const code = qrCode(counterAddress(origin, shop.counterCode), 'M');
  const moduleMm = QR.edgeMm / code.modules;
  const nameSize = Math.min(NAME_SIZE_MM_MAX, (SHEET.widthMm - 2 * MARGIN_MM) / widthEm(shop.name));
  const { ja, en, 'ja-easy': easy } = messages;
  return html`<svg
    class="sign"
    data-size=${size}
    viewBox="0 0 ${SHEET.widthMm} ${SHEET.heightMm}"
    font-family=${FAMILY}
    role="img"
    aria-label=${ja.shops.signFor(shop.name)}
  >
    <g transform="translate(${MARGIN_MM - 1} 17) scale(${18 / 96})">
      ${markDots(WATER, '#fb5b01')}
    </g>
    <text x=${MARGIN_MM + 22} y="29.5" font-size="9" font-weight="700" fill=${WATER}>
      ${ja.brand}
    </text>
    <text x=${MARGIN_MM} y="56" font-size=${nameSize} font-weight="700" fill=${INK}>
      ${shop.name}
    </text>
    <text x=${MARGIN_MM} y="74" font-size="9.2" font-weight="700" fill=${WATER}>
      ${ja.shops.sign.heading}
    </text>
    <text x=${MARGIN_MM} y="83" font-size="5.6" fill=${INK}>
      ${en.shops.sign.heading}　${easy.shops.sign.heading}
    </text>
    <path
      d=${code.path}
      fill="#000000"
      shape-rendering="crispEdges"
      transform="translate(${(SHEET.widthMm - QR.edgeMm) / 2 - QUIET_MODULES * moduleMm} ${
        QR.yMm - QUIET_MODULES * moduleMm
      }) scale(${moduleMm})"
    ></path>
    ${steps(ja.shops.sign, { xMm: MARGIN_MM, yMm: 212, sizeMm: 7.2, bold: true })}
    ${steps(en.shops.sign, { xMm: MARGIN_MM, yMm: 248, sizeMm: 4.3, bold: false })}
    ${steps(easy.shops.sign, { xMm: 118, yMm: 248, sizeMm: 4.3, bold: false })}
    <path
      d=${WALL}
      transform="translate(0 ${SHEET.heightMm - 24})"
      fill="none"
      stroke=${WATER}
      stroke-width="0.9"
    ></path>
  </svg>`;
}

interface StepsPlace {
  xMm: number;
  /** Of the first baseline. */
  yMm: number;
  sizeMm: number;
  bold: boolean;
}

/** Three short steps under each other. */
function steps(words: Messages['shops']['sign'], { xMm, yMm, sizeMm, bold }: StepsPlace) {
  const lines = [words.first, words.second, words.third];
  return svg`<g font-size=${sizeMm} font-weight=${bold ? 700 : 400} fill=${INK}>
    ${lines.map(
      (line, index) =>
        svg`<text x=${xMm} y=${yMm + index * sizeMm * 1.5}>${index + 1}. ${line}</text>`,
    )}
  </g>`;
}
