import { describe, expect, test } from 'vitest';
import { isAlphanumeric, qrCode, QUIET_MODULES } from './qr.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
/** As long as a card's pass: `TS1:` and 91 bytes in base45. */
const cardPass = `TS1:${ALPHABET.repeat(4)}`.slice(0, 141);

/** Draws the path again as a grid of modules. */
function grid(text: string) {
  const { path, edge } = qrCode(text);
  const cells = Array.from({ length: edge }, () => Array.from({ length: edge }, () => false));
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let step = 0; step < Number(length); step += 1) {
      const row = cells[Number(y)];
      if (row) row[Number(x) + step] = true;
    }
  }
  return cells;
}

describe('QR code', () => {
  test('a card pass of 141 characters is version 6 at level M', () => {
    expect(cardPass).toHaveLength(141);
    expect(qrCode(cardPass, 'M')).toMatchObject({ version: 6, modules: 41, edge: 49 });
  });

  test('passes are written in alphanumeric mode, other text in bytes', () => {
    expect(isAlphanumeric(cardPass)).toBe(true);
    expect(isAlphanumeric('https://example.jp/')).toBe(false);
    // The same length in lower case needs eight bits a character and a larger symbol.
    expect(qrCode(cardPass.toLowerCase(), 'M').version).toBeGreaterThan(6);
  });

  test('has its quiet zone and its three finders', () => {
    const cells = grid(cardPass);
    const dark = (x: number, y: number) => cells[y]?.[x] ?? false;
    const last = cells.length - 1;
    for (let at = 0; at <= last; at += 1) {
      for (let quiet = 0; quiet < QUIET_MODULES; quiet += 1) {
        expect(dark(at, quiet) || dark(quiet, at)).toBe(false);
        expect(dark(at, last - quiet) || dark(last - quiet, at)).toBe(false);
      }
    }
    const near = QUIET_MODULES;
    const far = cells.length - QUIET_MODULES - 7;
    for (const [x, y] of [
      [near, near],
      [far, near],
      [near, far],
    ] as const) {
      const middle = [0, 1, 2, 3, 4, 5, 6].map((step) => dark(x + step, y + 3));
      expect(middle).toEqual([true, false, true, true, true, false, true]);
    }
  });
});
