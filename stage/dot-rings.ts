/** A dot a phone: rings around the number, from just beyond the gap where people arrive. */
export interface DotPlace {
  readonly x: number;
  readonly y: number;
}

export interface DotRings {
  readonly places: readonly DotPlace[];
  readonly dotRadius: number;
}

/** The radius of the outermost ring, in px of 1920 × 1080. */
export const RINGS_RADIUS = 440;
/** How wide the rings are together: the number has the rest. */
const BAND = 56;
const SPACING_MAX = 19;
const SPACING_MIN = 9;
/** Rings lie further apart than their dots. */
const RING_SPACING = 1.4;
/** Just after the gap of the mark. */
const START_DEGREES = 44;

/**
 * The largest dots that leave room for all.
 * @returns `null`: too many to be told apart; a share of a line and the figure say it then
 */
export function dotRings(count: number): DotRings | null {
  for (let spacing = SPACING_MAX; spacing >= SPACING_MIN; spacing -= 1) {
    const radii = radiiOf(spacing);
    const rooms = radii.map((radius) => roomOf(radius, spacing));
    // As few rings as hold all of them.
    let rings = 1;
    while (rings < rooms.length && sum(rooms.slice(0, rings)) < count) rings += 1;
    if (sum(rooms.slice(0, rings)) < count) continue;
    return { places: placesOn(radii.slice(0, rings), count), dotRadius: spacing * 0.32 };
  }
  return null;
}

/** All rings are filled alike, clockwise, so that the last dots stand beside the gap. */
function placesOn(radii: readonly number[], count: number): DotPlace[] {
  const places: DotPlace[] = [];
  for (let index = 0; index < count; index += 1) {
    const ring = index % radii.length;
    const own = Math.ceil((count - ring) / radii.length);
    const degrees = START_DEGREES + (Math.floor(index / radii.length) * 360) / own;
    const radians = (degrees * Math.PI) / 180;
    const radius = radii[ring] ?? RINGS_RADIUS;
    places.push({ x: radius * Math.sin(radians), y: -radius * Math.cos(radians) });
  }
  return places;
}

function radiiOf(spacing: number): number[] {
  const rings = Math.floor(BAND / (spacing * RING_SPACING)) + 1;
  return Array.from({ length: rings }, (_, ring) => RINGS_RADIUS - ring * spacing * RING_SPACING);
}

function roomOf(radius: number, spacing: number): number {
  return Math.floor((2 * Math.PI * radius) / spacing);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
