/** `<ts-ring>`: the verdict ring. Eight have gathered; what the ninth does is the answer. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { iconPath, type IconName } from './icons/icon.ts';
import { gatheredPlaces, ninthPlace, RING_DOT, RING_OUTSIDE } from './ring-geometry.ts';

export type RingState =
  | 'admitted'
  | 'already'
  | 'refused'
  | 'stored'
  | 'departed'
  | 'empty'
  | 'loading';

/** How one state looks; lengths in units of the radius R. */
interface RingLook {
  /** Are the eight filled, or rings? */
  gathered: 'filled' | 'hollow';
  ninth: 'filled' | 'hollow' | 'departed';
  /** Where the ninth rests, and from where it slides there. */
  ninthAt: number;
  ninthFrom: number;
  sign?: IconName;
  /** Edge of the sign's 24 grid. */
  signSize: number;
  /** Its line, in units of that grid: bolder than in running text where it has few strokes. */
  signStroke: number;
  /** Radius of the line of a hollow dot, and its width. */
  hollowRadius: number;
  hollowStroke: number;
  /** Radius of a filled dot. */
  dotRadius: number;
}

const still = { ninthAt: 1, ninthFrom: 1, dotRadius: RING_DOT };
const thin = { hollowRadius: 0.1965, hollowStroke: 0.0415 };
const bold = { hollowRadius: 0.2145, hollowStroke: 0.056, dotRadius: 0.2425 };

const LOOKS: Record<RingState, RingLook> = {
  admitted: {
    ...still,
    ...thin,
    gathered: 'filled',
    ninth: 'filled',
    ninthFrom: RING_OUTSIDE,
    sign: 'check',
    signSize: 1.29,
    signStroke: 2.4,
  },
  already: {
    ...still,
    ...thin,
    gathered: 'filled',
    ninth: 'filled',
    sign: 'already',
    signSize: 1.268,
    signStroke: 2.4,
  },
  refused: {
    ...still,
    ...thin,
    gathered: 'filled',
    ninth: 'filled',
    ninthAt: 1.34,
    ninthFrom: RING_OUTSIDE,
    sign: 'stop',
    signSize: 1.16,
    signStroke: 2.4,
  },
  stored: {
    ...still,
    ...thin,
    gathered: 'hollow',
    ninth: 'filled',
    ninthFrom: RING_OUTSIDE,
    sign: 'stored',
    signSize: 1.153,
    signStroke: 2,
  },
  departed: {
    ...still,
    ...thin,
    gathered: 'filled',
    ninth: 'departed',
    ninthAt: 1.34,
    ninthFrom: 1,
    sign: 'arrow-out',
    signSize: 1.15,
    signStroke: 2,
  },
  empty: {
    ...still,
    ...bold,
    gathered: 'hollow',
    ninth: 'filled',
    ninthAt: 1.42,
    ninthFrom: 1.42,
    signSize: 1.15,
    signStroke: 2,
  },
  loading: {
    ...still,
    ...bold,
    gathered: 'hollow',
    ninth: 'hollow',
    signSize: 1.15,
    signStroke: 2,
  },
};

const R = 100;
/** Half the drawing's edge: a ring of 440 px has R = 169.6 px and its signs stand as drawn. */
const HALF = 129.7;

/**
 * A square of `--ts-ring-size` (default: the width it is given). R is 0.3855 of the edge; a ninth that
 * stays outside is drawn beyond it. The arrival plays when the element appears or its state changes;
 * for two people with the same verdict in a row, give the ring a new key.
 *
 * @property state  admitted | already | refused | stored | departed | empty | loading
 * @property sign   another icon in the middle; `''` for none; default: the state's own
 * @property label  spoken name; without it hidden, for the word stands beside it
 * @cssprop --ts-ring-size, --ts-ring-dot, --ts-ring-ninth, --ts-ring-sign
 */
export class TsRing extends LitElement {
  static override properties = {
    state: { type: String, reflect: true },
    sign: { type: String },
    label: { type: String },
  };
  declare state: RingState;
  declare sign: IconName | '' | undefined;
  declare label: string;

  static override styles = css`
    :host {
      display: block;
      inline-size: var(--ts-ring-size, 100%);
      aspect-ratio: 1;
    }
    :host([state='admitted']) {
      --dot: var(--ts-on-admitted);
      --ninth: var(--ts-arrive-on-dark);
      --sign: var(--ts-on-admitted);
    }
    :host([state='already']) {
      --dot: var(--ts-already-mark);
      --ninth: var(--ts-already-mark);
      --sign: var(--ts-on-already);
    }
    :host([state='refused']) {
      --dot: #ffbbbb;
      --ninth: var(--ts-on-refused);
      --sign: var(--ts-on-refused);
    }
    :host([state='stored']) {
      --dot: #604b00;
      --ninth: #604b00;
      --sign: var(--ts-on-stored);
    }
    :host([state='departed']) {
      --dot: var(--ts-water-700);
      --ninth: var(--ts-water-700);
      --sign: var(--ts-water-1200);
    }
    :host([state='empty']),
    :host([state='loading']) {
      --dot: var(--ts-open);
      --ninth: var(--ts-arrive);
      --sign: var(--ts-open);
    }
    :host([state='loading']) {
      --ninth: var(--ts-open);
      animation: appear var(--ts-change-ms) 300ms both;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    .gathered {
      color: var(--ts-ring-dot, var(--dot));
    }
    .ninth {
      color: var(--ts-ring-ninth, var(--ninth));
      animation: slide var(--ts-arrive-ms) var(--ts-arrive-ease) both;
    }
    .sign {
      color: var(--ts-ring-sign, var(--sign));
    }
    .filled {
      fill: currentColor;
    }
    .hollow {
      fill: none;
      stroke: currentColor;
    }
    @keyframes slide {
      from {
        transform: translate(var(--from-x), var(--from-y));
      }
    }
    @keyframes appear {
      from {
        opacity: 0;
      }
    }
  `;

  constructor() {
    super();
    this.state = 'loading';
    this.sign = undefined;
    this.label = '';
  }

  override render() {
    const look = LOOKS[this.state];
    const spoken = this.label !== '';
    return html`<svg
      viewBox="${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}"
      role=${spoken ? 'img' : nothing}
      aria-label=${spoken ? this.label : nothing}
      aria-hidden=${spoken ? nothing : 'true'}
    >
      <g class="gathered">${gatheredPlaces(R).map((place) => dot(look, look.gathered, place))}</g>
      ${keyed(this.state, ninth(look))} ${this.#sign(look)}
    </svg>`;
  }

  #sign(look: RingLook) {
    const name = this.sign ?? look.sign;
    if (name === undefined || name === '') return nothing;
    const scale = (look.signSize * R) / 24;
    return svg`<g class="sign" transform="scale(${scale}) translate(-12 -12)">
      ${iconPath(name, look.signStroke)}
    </g>`;
  }
}
customElements.define('ts-ring', TsRing);

function dot(look: RingLook, kind: RingLook['ninth'], place: { x: number; y: number }) {
  if (kind === 'filled') {
    return svg`<circle class="filled" cx=${place.x} cy=${place.y} r=${look.dotRadius * R}></circle>`;
  }
  const ring = svg`<circle class="hollow" cx=${place.x} cy=${place.y} r=${look.hollowRadius * R}
    stroke-width=${look.hollowStroke * R}></circle>`;
  if (kind === 'hollow') return ring;
  return svg`${ring}<circle class="filled" cx=${place.x} cy=${place.y}
    r=${look.dotRadius * R * 0.42}></circle>`;
}

function ninth(look: RingLook) {
  const at = ninthPlace(look.ninthAt * R);
  const from = ninthPlace(look.ninthFrom * R);
  return svg`<g class="ninth" style="--from-x: ${from.x - at.x}px; --from-y: ${from.y - at.y}px">
    ${dot(look, look.ninth, at)}
  </g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-ring': TsRing;
  }
}
