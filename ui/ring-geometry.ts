/**
 * Where the nine stand. Angles run clockwise from the top; the first place of the gap, at 40°, is the
 * ninth's: the one who is arriving. Lengths are in units of the ring's radius R.
 */
export const RING_PLACES = 9;
export const RING_STEP_DEGREES = 40;
/** Where the ninth waits before it comes in. */
export const RING_OUTSIDE = 1.52;
/** Dot radius in the mark, where dots nearly touch. */
export const MARK_DOT = 0.305;
/** The mark on its grid of 96, as in icons/mark.svg. */
export const MARK_RADIUS = 30.5;
export const MARK_CENTRE = { x: 43, y: 53 } as const;
/** Dot radius in the verdict ring, which leaves its middle to the sign. */
export const RING_DOT = 0.215;

export interface Point {
  x: number;
  y: number;
}

/** The place at `angleDegrees`, `distance` from the centre; y grows downwards as on screens. */
export function placeAt(angleDegrees: number, distance: number): Point {
  const radians = (angleDegrees * Math.PI) / 180;
  return { x: distance * Math.sin(radians), y: -distance * Math.cos(radians) };
}

/** The eight who have gathered, from 80° to 360°. */
export function gatheredPlaces(radius: number): Point[] {
  return Array.from({ length: RING_PLACES - 1 }, (_, index) =>
    placeAt((index + 2) * RING_STEP_DEGREES, radius),
  );
}

/** The ninth's place, `distance` from the centre (R inside, 1.52 R outside). */
export function ninthPlace(distance: number): Point {
  return placeAt(RING_STEP_DEGREES, distance);
}
