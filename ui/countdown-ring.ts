/** `<ts-countdown-ring>`: the seconds that are left, a dot a second. A living screen is seen by it. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { placeAt } from './ring-geometry.ts';

/** Half the drawing's edge, in units where the ring's radius is 100: the largest dot stays inside. */
const HALF = 116;
const RADIUS = 100;
const DOTS_MAX = 60;

/** Radii of the dots in the same units. A large ring (around a code) takes finer ones. */
const RADII = {
  plain: { dot: 7.4, fifth: 7.4, now: 14 },
  fine: { dot: 2.8, fifth: 3.9, now: 6.4 },
} as const;

/** `left`: still to come; `now`: the second that is running, orange; `gone`: over. */
export type SecondState = 'left' | 'now' | 'gone';

/**
 * How each dot stands, clockwise from the top.
 * @param seconds dots of the ring
 * @param left    seconds that are left; fractions count as a second that is running
 */
export function secondStates(seconds: number, left: number): SecondState[] {
  const whole = Math.min(seconds, Math.max(0, Math.ceil(left)));
  return Array.from({ length: seconds }, (_, index) => {
    if (index >= whole) return 'gone';
    return index === whole - 1 ? 'now' : 'left';
  });
}

/**
 * A square of the width that it is given. What stands in its middle (a code, a figure) is its slot.
 *
 * @property seconds  dots of the full ring, at most 60 (default 30)
 * @property left     seconds that are left; the last of these dots is orange: now
 * @property fine     finer dots, every fifth a little larger: for a ring as wide as a phone
 * @property night    on dark: pale water, pale orange
 * @property label    spoken summary; without it hidden, for the words stand beside it
 * @slot              the middle
 * @cssprop --ts-countdown-left, --ts-countdown-now, --ts-countdown-gone
 */
export class TsCountdownRing extends LitElement {
  static override properties = {
    seconds: { type: Number },
    left: { type: Number },
    fine: { type: Boolean, reflect: true },
    night: { type: Boolean, reflect: true },
    label: { type: String },
  };
  declare seconds: number;
  declare left: number;
  declare fine: boolean;
  declare night: boolean;
  declare label: string;

  static override styles = css`
    :host {
      display: grid;
      place-items: center;
      aspect-ratio: 1;
      --left: var(--ts-countdown-left, var(--ts-water-700));
      --now: var(--ts-countdown-now, var(--ts-arrive));
      --gone: var(--ts-countdown-gone, var(--ts-line));
    }
    :host([night]) {
      --left: var(--ts-countdown-left, var(--ts-water-300));
      --now: var(--ts-countdown-now, var(--ts-arrive-on-dark));
      --gone: var(--ts-countdown-gone, var(--ts-open-on-night));
    }
    svg,
    .middle {
      grid-area: 1 / 1;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }
    circle {
      transition: fill var(--ts-change-ms, 160ms) var(--ts-change-ease, ease);
    }
    .left {
      fill: var(--left);
    }
    .now {
      fill: var(--now);
    }
    .gone {
      fill: var(--gone);
    }
    @media (prefers-reduced-motion: reduce) {
      circle {
        transition: none;
      }
    }
  `;

  constructor() {
    super();
    this.seconds = 30;
    this.left = 30;
    this.fine = false;
    this.night = false;
    this.label = '';
  }

  override render() {
    const spoken = this.label !== '';
    const seconds = Math.min(DOTS_MAX, Math.max(1, Math.floor(this.seconds)));
    const radii = this.fine ? RADII.fine : RADII.plain;
    return html`<svg
        viewBox="${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}"
        role=${spoken ? 'img' : nothing}
        aria-label=${spoken ? this.label : nothing}
        aria-hidden=${spoken ? nothing : 'true'}
      >
        ${secondStates(seconds, this.left).map((state, index) => {
          const { x, y } = placeAt((index * 360) / seconds, RADIUS);
          const radius = index % 5 === 0 ? radii.fifth : radii.dot;
          return svg`<circle class=${state} cx=${x} cy=${y}
            r=${state === 'now' ? radii.now : radius}></circle>`;
        })}
      </svg>
      <div class="middle"><slot></slot></div>`;
  }
}
customElements.define('ts-countdown-ring', TsCountdownRing);

declare global {
  interface HTMLElementTagNameMap {
    'ts-countdown-ring': TsCountdownRing;
  }
}
