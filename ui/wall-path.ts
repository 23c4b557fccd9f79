/**
 * The castle wall (武者返し): a gentle base that turns upright. The only curve we draw, one a screen.
 * It runs from the base (x0, at the bottom) to the upright (x1, at the top) of a box.
 */
export interface WallBox {
  /** x where the curve meets the ground. */
  base: number;
  /** x where it stands upright. */
  upright: number;
  /** y of the ground, where the curve ends; the top is 0. */
  height: number;
  /** y where the upright begins; above it the wall is a straight line. Default 0. */
  from?: number;
}

/** The two control points in fractions of the box: how far they lean, how high they hang. */
export interface WallLean {
  first: { across: number; down: number };
  second: { across: number; down: number };
}

/** The wall as it is named in the design: `C x0+.62w,.90h x1,.54h x1,0`. */
export const WALL_LEAN: WallLean = {
  first: { across: 0.62, down: 0.9 },
  second: { across: 1, down: 0.54 },
};
/** A slab that stands free at the left (refused, log-in): a little fuller at the foot. */
export const SLAB_LEAN: WallLean = {
  first: { across: 0.74, down: 0.88 },
  second: { across: 1, down: 0.567 },
};
/** The narrow rail: the foot runs far out. */
export const RAIL_LEAN: WallLean = {
  first: { across: 0.05, down: 0.989 },
  second: { across: 1, down: 1.02 },
};
/** Laid flat under or over a plane: the ground is long, the upright short. */
export const FLAT_LEAN: WallLean = {
  first: { across: 0.98, down: 1 },
  second: { across: 0.989, down: 0.314 },
};

const number = (value: number) => String(Math.round(value * 10_000) / 10_000);
const pair = (x: number, y: number) => `${number(x)},${number(y)}`;

/** The open curve `M base … C … upright` in the box's own units, for strokes (the printed card). */
export function wallPath(box: WallBox, lean: WallLean = WALL_LEAN): string {
  const from = box.from ?? 0;
  const width = box.upright - box.base;
  const rise = box.height - from;
  const at = (point: { across: number; down: number }) =>
    pair(box.base + point.across * width, from + point.down * rise);
  const straight = from > 0 ? ` L ${pair(box.upright, 0)}` : '';
  return `M ${pair(box.base, box.height)} C ${at(lean.first)} ${at(lean.second)} ${pair(box.upright, from)}${straight}`;
}

/** The plane on one side of the wall, closed along the edges of a box `width` wide, `bottom` high. */
export function wallPlane(
  box: WallBox & { width: number; bottom?: number },
  side: 'left' | 'right',
  lean: WallLean = WALL_LEAN,
): string {
  const edge = side === 'right' ? box.width : 0;
  const bottom = box.bottom ?? box.height;
  return `${wallPath(box, lean)} L ${pair(edge, 0)} L ${pair(edge, bottom)} L ${pair(box.base, bottom)} Z`;
}
