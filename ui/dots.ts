/** `<ts-dots>`: one dot is one person. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { dotsLayout, dotsShares, type DotsLayout, type DotsShares } from './dots-layout.ts';

type Rows = Extract<DotsLayout, { kind: 'dots' }>;

const circle = (x: number, y: number, r: number) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;

/**
 * Groups of five, in rows. Above 200 places the dots are half as large, above 1,000 they become a bar
 * in the same colours (dots-layout.ts); write the figure beside them always.
 *
 * @property count     who arrived, those who left again included
 * @property departed  of these, who left: a ring with a point
 * @property newest    of these, who came just now: orange (default 0)
 * @property capacity  places expected; the rest is drawn hollow (default 0)
 * @property dotPx, gapPx, groupGapPx, rowGapPx, perRow  (attributes dot-px, gap-px, …) the drawing in
 *           px; default 18, 6, 6, 7, 20 as on the kiosk; dashboard: 24, 5, 10, 10, 20. `groupGapPx` 0
 *           draws an even row (rank steps)
 * @property night     on dark: pale water, pale orange
 * @property label     spoken summary, in the screen's language; without it hidden
 * @cssprop --ts-dots-filled, --ts-dots-newest, --ts-dots-open
 * @cssprop --ts-dots-unit  one px of the drawing (default 1px)
 */
export class TsDots extends LitElement {
  static override properties = {
    count: { type: Number },
    departed: { type: Number },
    newest: { type: Number },
    capacity: { type: Number },
    dotPx: { type: Number, attribute: 'dot-px' },
    gapPx: { type: Number, attribute: 'gap-px' },
    groupGapPx: { type: Number, attribute: 'group-gap-px' },
    rowGapPx: { type: Number, attribute: 'row-gap-px' },
    perRow: { type: Number, attribute: 'per-row' },
    night: { type: Boolean, reflect: true },
    label: { type: String },
  };
  declare count: number;
  declare departed: number;
  declare newest: number;
  declare capacity: number;
  declare dotPx: number;
  declare gapPx: number;
  declare groupGapPx: number;
  declare rowGapPx: number;
  declare perRow: number;
  declare night: boolean;
  declare label: string;

  static override styles = css`
    :host {
      display: block;
      --filled: var(--ts-dots-filled, var(--ts-water-700));
      --newest: var(--ts-dots-newest, var(--ts-arrive));
      --open: var(--ts-dots-open, var(--ts-open));
    }
    :host([night]) {
      --filled: var(--ts-dots-filled, var(--ts-water-300));
      --newest: var(--ts-dots-newest, var(--ts-arrive-on-dark));
      --open: var(--ts-dots-open, var(--ts-open-on-night));
    }
    svg {
      display: block;
      inline-size: calc(var(--width) * var(--ts-dots-unit, 1px));
      max-inline-size: 100%;
      block-size: auto;
      overflow: visible;
    }
    .filled,
    .point {
      fill: var(--filled);
    }
    .newest {
      fill: var(--newest);
      animation: land var(--ts-arrive-ms) var(--ts-arrive-ease);
    }
    .departed {
      fill: none;
      stroke: var(--filled);
    }
    .open {
      fill: none;
      stroke: var(--open);
    }
    @keyframes land {
      from {
        opacity: 0;
      }
    }
  `;

  constructor() {
    super();
    this.count = 0;
    this.departed = 0;
    this.newest = 0;
    this.capacity = 0;
    this.dotPx = 18;
    this.gapPx = 6;
    this.groupGapPx = 6;
    this.rowGapPx = 7;
    this.perRow = 20;
    this.night = false;
    this.label = '';
  }

  override render() {
    const shares = dotsShares(this);
    const layout = dotsLayout(shares.places, this);
    const spoken = this.label !== '';
    return html`<svg
      style="--width: ${layout.widthPx}"
      viewBox="0 0 ${layout.widthPx} ${layout.heightPx}"
      role=${spoken ? 'img' : nothing}
      aria-label=${spoken ? this.label : nothing}
      aria-hidden=${spoken ? nothing : 'true'}
    >
      ${layout.kind === 'dots' ? rows(shares, layout) : bar(shares, layout)}
    </svg>`;
  }
}
customElements.define('ts-dots', TsDots);

/** One path a state, however many people: cheap to lay out, cheap to update. */
function rows(shares: DotsShares, layout: Rows) {
  const dotPx = layout.metrics.dotPx;
  const strokePx = Math.max(1, dotPx / 10);
  let next = 0;
  const take = (dots: number, radius: number) => {
    let path = '';
    for (const end = next + dots; next < end; next += 1) {
      const { x, y } = layout.centre(next);
      path += circle(x, y, radius);
    }
    return path;
  };
  const inside = take(shares.inside, dotPx / 2);
  const newest = take(shares.newest, dotPx / 2);
  const left = next;
  const departed = take(shares.departed, (dotPx - strokePx) / 2);
  next = left;
  const points = take(shares.departed, dotPx * 0.2);
  const open = take(shares.open, (dotPx - strokePx) / 2);
  return svg`<path class="filled" d=${inside}></path>
    <path class="departed" d=${departed} stroke-width=${strokePx}></path>
    <path class="point" d=${points}></path>
    <path class="open" d=${open} stroke-width=${strokePx}></path>
    ${keyed(shares.inside, svg`<path class="newest" d=${newest}></path>`)}`;
}

function bar(shares: DotsShares, layout: { widthPx: number; heightPx: number }) {
  const { widthPx, heightPx } = layout;
  const unit = widthPx / shares.places;
  const here = (shares.inside + shares.newest) * unit;
  const left = shares.departed * unit;
  const strokePx = 2;
  const box = (className: string, x: number, width: number) =>
    width < strokePx
      ? nothing
      : svg`<rect class=${className} x=${x + strokePx / 2} y=${strokePx / 2}
        width=${width - strokePx} height=${heightPx - strokePx} stroke-width=${strokePx}></rect>`;
  return svg`${box('open', here + left, widthPx - here - left)}${box('departed', here, left)}
    <rect class="filled" x="0" y="0" width=${here} height=${heightPx}></rect>
    ${
      shares.newest > 0
        ? svg`<circle class="newest" cx=${Math.max(heightPx / 2, here - heightPx / 2)}
          cy=${heightPx / 2} r=${heightPx / 2 - 2}></circle>`
        : nothing
    }`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-dots': TsDots;
  }
}
