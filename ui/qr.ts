/** QR codes as SVG, for screens and for print. */
import { html } from 'lit';
import { create } from 'qrcode';

/** L: a screen at full brightness; M: paper, which gets scratched. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

export interface QrCode {
  /** 1–40. */
  version: number;
  /** Modules an edge, without the quiet zone. */
  modules: number;
  /** The dark modules as one path in module units, offset by the quiet zone. */
  path: string;
  /** Modules an edge, with the quiet zone on both sides. */
  edge: number;
}

/** White modules around the code that the standard asks for. */
export const QUIET_MODULES = 4;

const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]*$/;

/** The text fits QR's alphanumeric mode: 5.5 bits a character instead of 8. Every pass does. */
export function isAlphanumeric(text: string): boolean {
  return ALPHANUMERIC.test(text);
}

/** Passes (`TS1:…`) are written in alphanumeric mode, any other text byte by byte (UTF-8). */
export function qrCode(text: string, level: QrLevel = 'M'): QrCode {
  const segment = isAlphanumeric(text)
    ? ({ data: text, mode: 'alphanumeric' } as const)
    : ({ data: new TextEncoder().encode(text), mode: 'byte' } as const);
  const symbol = create([segment], { errorCorrectionLevel: level });
  const { size, data } = symbol.modules;
  return {
    version: symbol.version,
    modules: size,
    path: darkRuns(size, data),
    edge: size + 2 * QUIET_MODULES,
  };
}

/** One rectangle for each run of dark modules in a row; neighbours leave no seams in print. */
function darkRuns(size: number, data: ArrayLike<number>): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const start = column;
      while (column < size && data[row * size + column] !== 0) column += 1;
      const length = column - start;
      if (length === 0) continue;
      path += `M${start + QUIET_MODULES} ${row + QUIET_MODULES}h${length}v1h-${length}z`;
    }
  }
  return path;
}

/**
 * The code in black on white, quiet zone included; its box decides the size. A 36 mm code on a card
 * is `inline-size: calc(36mm * edge / modules)` with the quiet zone over the card's own white.
 * @param label spoken name, e.g. 「パスのQRコード」
 */
export function qrTemplate(code: QrCode, label: string) {
  return html`<svg
    class="qr"
    viewBox="0 0 ${code.edge} ${code.edge}"
    shape-rendering="crispEdges"
    role="img"
    aria-label=${label}
  >
    <rect width=${code.edge} height=${code.edge} fill="#ffffff"></rect>
    <path d=${code.path} fill="#000000"></path>
  </svg>`;
}
