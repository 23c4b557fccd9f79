/** How large the dots of a head count are. */
export interface DotSize {
  dotPx: number;
  gapPx: number;
  groupGapPx: number;
  rowGapPx: number;
  perRow: number;
}

/** So many people, so large the dots: a row is always about 620 px, the whole at most 140 px high. */
export function dotSize(places: number): DotSize {
  if (places <= 60) return { dotPx: 24, gapPx: 5, groupGapPx: 10, rowGapPx: 10, perRow: 20 };
  if (places <= 100) return { dotPx: 18, gapPx: 5, groupGapPx: 8, rowGapPx: 8, perRow: 25 };
  return { dotPx: 14, gapPx: 3, groupGapPx: 5, rowGapPx: 5, perRow: 35 };
}
