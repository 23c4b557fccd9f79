/** How large the attract screen draws its dots, so that they keep to their corner for any number. */
import type { DotsMetrics } from '#ui/dots-layout.ts';

/**
 * @param places  dots to be drawn, the open ones included
 * @param upright on the portrait screen, which is wider there
 */
export function dotMetrics(places: number, upright: boolean): DotsMetrics {
  if (places <= 40) {
    return upright
      ? { dotPx: 18, gapPx: 15, groupGapPx: 12, rowGapPx: 8, perRow: 20 }
      : { dotPx: 18, gapPx: 6, groupGapPx: 6, rowGapPx: 7, perRow: 20 };
  }
  // Above 200 ts-dots halves what it is given (ui/dots-layout.ts).
  if (places <= 90 || (places > 200 && places <= 480)) {
    return upright
      ? { dotPx: 14, gapPx: 7, groupGapPx: 6, rowGapPx: 6, perRow: 30 }
      : { dotPx: 11, gapPx: 5, groupGapPx: 4, rowGapPx: 5, perRow: 30 };
  }
  return upright
    ? { dotPx: 9, gapPx: 4, groupGapPx: 4, rowGapPx: 4, perRow: 50 }
    : { dotPx: 7, gapPx: 3, groupGapPx: 3, rowGapPx: 3, perRow: 45 };
}
