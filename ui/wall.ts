/** `<ts-wall>`: the one curved plane of a screen, lying behind the content. */
import { css, html, LitElement } from 'lit';
import {
  FLAT_LEAN,
  RAIL_LEAN,
  SLAB_LEAN,
  WALL_LEAN,
  wallPlane,
  type WallLean,
} from './wall-path.ts';

export type WallKind = 'field' | 'door' | 'slab' | 'rail' | 'flat' | 'flat-below';

interface WallShape {
  lean: WallLean;
  side: 'left' | 'right';
  /** In fractions of the element's box. */
  base: number;
  upright: number;
  from: number;
  /** Where the ground lies; default at the bottom. */
  ground?: number;
}

/** As drawn: field and door on 1280×800, slab on 1280×800, rail on 280×900, flat on 800×724. */
const SHAPES: Record<WallKind, WallShape> = {
  /** Verdicts: a shade at the lower right. */
  field: { lean: WALL_LEAN, side: 'right', base: 300 / 1280, upright: 1140 / 1280, from: 0 },
  /** Attract: the dark camera plane at the right. */
  door: { lean: WALL_LEAN, side: 'right', base: 567 / 1280, upright: 744 / 1280, from: 0.35 },
  /** Refused, log-in: a slab at the left. */
  slab: { lean: SLAB_LEAN, side: 'left', base: 702 / 1280, upright: 476 / 1280, from: 0 },
  /** Dashboard: the lighter ground beside the rail. */
  rail: {
    lean: RAIL_LEAN,
    side: 'right',
    base: 0,
    upright: 268 / 280,
    from: 275 / 900,
    ground: 878 / 900,
  },
  /** Portrait: a plane above, its lower edge the wall. */
  flat: { lean: FLAT_LEAN, side: 'left', base: 0, upright: 1, from: 510 / 724 },
  /** Phone: a plane below, its upper edge the wall; the box begins where the upright does. */
  'flat-below': { lean: FLAT_LEAN, side: 'right', base: 0, upright: 1, from: 0 },
};

/**
 * Fills its positioned parent (`position: absolute; inset: 0; z-index: -1`); the parent needs
 * `position: relative; isolation: isolate`. Its colour is `color` or `--ts-wall-fill`.
 * The curve stretches with the box, so the planes stay in proportion on every screen.
 *
 * @property kind     field | door | slab | rail | flat | flat-below
 * @property base     where the curve meets the ground, fraction of the width; default: as drawn
 * @property upright  where it stands upright, fraction of the width; default: as drawn
 * @property from     where the upright begins, fraction of the height from the top; default: as drawn
 * @cssprop --ts-wall-fill
 */
export class TsWall extends LitElement {
  static override properties = {
    kind: { type: String, reflect: true },
    base: { type: Number },
    upright: { type: Number },
    from: { type: Number },
  };
  declare kind: WallKind;
  declare base: number | undefined;
  declare upright: number | undefined;
  declare from: number | undefined;

  static override styles = css`
    :host {
      position: absolute;
      inset: 0;
      z-index: -1;
      pointer-events: none;
      color: var(--ts-wall-fill, var(--ts-water-1200));
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }
    path {
      fill: currentColor;
    }
  `;

  constructor() {
    super();
    this.kind = 'field';
    this.base = undefined;
    this.upright = undefined;
    this.from = undefined;
  }

  override render() {
    const shape = SHAPES[this.kind];
    const plane = wallPlane(
      {
        base: this.base ?? shape.base,
        upright: this.upright ?? shape.upright,
        from: this.from ?? shape.from,
        height: shape.ground ?? 1,
        width: 1,
        bottom: 1,
      },
      shape.side,
      shape.lean,
    );
    return html`<svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
      <path d=${plane}></path>
    </svg>`;
  }
}
customElements.define('ts-wall', TsWall);

declare global {
  interface HTMLElementTagNameMap {
    'ts-wall': TsWall;
  }
}
