import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ICON_PATHS } from './icons/paths.ts';
import {
  gatheredPlaces,
  MARK_CENTRE,
  MARK_DOT,
  MARK_RADIUS,
  ninthPlace,
  placeAt,
  RING_OUTSIDE,
} from './ring-geometry.ts';
import { FLAT_LEAN, wallPath, wallPlane } from './wall-path.ts';

describe('ring', () => {
  test('nine places stand 40° apart, the ninth at 40° clockwise from the top', () => {
    const places = [ninthPlace(1), ...gatheredPlaces(1)];
    expect(places).toHaveLength(9);
    for (const [index, place] of places.entries()) {
      const degrees = (Math.atan2(place.x, -place.y) * 180) / Math.PI;
      expect((degrees + 360) % 360).toBeCloseTo((40 * (index + 1)) % 360, 6);
      expect(Math.hypot(place.x, place.y)).toBeCloseTo(1, 9);
    }
    expect(placeAt(0, 2).y).toBe(-2);
  });

  test('the mark is the drawing, to a tenth of its grid', () => {
    const drawing = readFileSync(new URL('./icons/mark.svg', import.meta.url), 'utf8');
    const circles = [...drawing.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map(
      (circle) => circle.slice(1).map(Number),
    );
    const places = [...gatheredPlaces(MARK_RADIUS), ninthPlace(MARK_RADIUS * RING_OUTSIDE)];
    expect(circles).toHaveLength(9);
    for (const [index, [cx, cy, r]] of circles.entries()) {
      expect(MARK_CENTRE.x + (places[index]?.x ?? 0)).toBeCloseTo(cx ?? 0, 1);
      expect(MARK_CENTRE.y + (places[index]?.y ?? 0)).toBeCloseTo(cy ?? 0, 1);
      expect(MARK_RADIUS * MARK_DOT).toBeCloseTo(r ?? 0, 1);
    }
  });
});

describe('wall', () => {
  test('the curve has the control points that the design names', () => {
    expect(wallPath({ base: 300, upright: 1140, height: 800 })).toBe(
      'M 300,800 C 820.8,720 1140,432 1140,0',
    );
  });

  test('it runs either way and may stand on a straight upright', () => {
    expect(wallPath({ base: 700, upright: 476, height: 800 })).toBe(
      'M 700,800 C 561.12,720 476,432 476,0',
    );
    expect(wallPath({ base: 0, upright: 100, height: 200, from: 100 })).toBe(
      'M 0,200 C 62,190 100,154 100,100 L 100,0',
    );
  });

  test('a plane is closed along the box, below the ground too', () => {
    expect(wallPlane({ base: 300, upright: 1140, height: 800, width: 1280 }, 'right')).toMatch(
      / L 1280,0 L 1280,800 L 300,800 Z$/,
    );
    expect(
      wallPlane({ base: 0, upright: 1, height: 0.9, width: 1, bottom: 1 }, 'left', FLAT_LEAN),
    ).toMatch(/^M 0,0\.9 C 0\.98,0\.9 .* L 0,0 L 0,1 L 0,1 Z$/);
  });
});

/** The drawing's shapes as one absolute-start path, as paths.ts writes them. */
const joined = (content: string) =>
  [...content.matchAll(/<(path|circle) ([^>]*?)\/>/g)]
    .map(([, element, attributes = '']) => {
      const value = (name: string) =>
        new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
      if (element === 'path') {
        return value('d').replace(/^m(-?[\d.]+)[ ,](-?[\d.]+)[ ,]/, 'M$1 $2l');
      }
      const r = Number(value('r'));
      const left = Number((Number(value('cx')) - r).toFixed(3));
      return `M${left} ${value('cy')}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    })
    .join('');

describe('icons', () => {
  const drawing = readFileSync(new URL('./icons/icons.svg', import.meta.url), 'utf8');

  test('every icon of the drawing is there, and none else', () => {
    const symbols = [...drawing.matchAll(/<symbol id="([^"]+)"[^>]*>(.*?)<\/symbol>/g)].map(
      ([, id = '', content = '']) => [id, joined(content)],
    );
    expect(symbols.length).toBeGreaterThan(20);
    expect(Object.fromEntries(symbols)).toEqual(ICON_PATHS);
  });
});
