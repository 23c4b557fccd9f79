import { expect, test } from 'vitest';
import { dotsLayout } from '#ui/dots-layout.ts';
import { dotMetrics } from './dot-metrics.ts';

/** What the drawings leave for the dots, px. */
const ROOM = {
  lying: { widthPx: 500, heightPx: 80 },
  upright: { widthPx: 704, heightPx: 90 },
};

test.each([1, 40, 41, 90, 91, 200, 201, 300, 480, 481, 1000, 1001, 10_000])(
  '%i places keep to their corner, both ways up',
  (places) => {
    for (const [way, room] of Object.entries(ROOM)) {
      const { widthPx, heightPx } = dotsLayout(places, dotMetrics(places, way === 'upright'));
      expect(widthPx, way).toBeLessThanOrEqual(room.widthPx);
      expect(heightPx, way).toBeLessThanOrEqual(room.heightPx);
    }
  },
);
