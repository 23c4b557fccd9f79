/** `<ts-check-ring>`: a dot a check; what came of all of them in the middle. */
import { css, html, LitElement, svg } from 'lit';
import { iconPath, type IconName } from '#ui/icons/icon.ts';
import type { CheckSlot } from './conversation.ts';
import { CHECK_SLOTS } from './conversation.ts';

const RADIUS = 84;
const DOT = 11.5;
const OPEN_STROKE = 2.5;
const SIGN_SCALE = 3.6;

/**
 * @property passed  checks that passed
 * @property sign    in the middle; none while it is not known
 * @cssprop --ts-check-ring-size  edge length, default 120px
 */
export class TsCheckRing extends LitElement {
  static override properties = {
    passed: { attribute: false },
    sign: { type: String },
  };
  declare passed: ReadonlySet<CheckSlot>;
  declare sign: IconName | null;

  static override styles = css`
    :host {
      display: block;
      inline-size: var(--ts-check-ring-size, 120px);
      block-size: var(--ts-check-ring-size, 120px);
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    .passed {
      fill: var(--ts-water-300);
    }
    .open {
      fill: none;
      stroke: var(--ts-open-on-night);
      stroke-width: ${OPEN_STROKE};
    }
  `;

  constructor() {
    super();
    this.passed = new Set();
    this.sign = null;
  }

  override render() {
    return html`<svg viewBox="-100 -100 200 200" aria-hidden="true">
      ${CHECK_SLOTS.map((slot, index) => this.#dot(slot, index))}
      ${
        this.sign === null
          ? ''
          : svg`<g transform="scale(${SIGN_SCALE}) translate(-12 -12)">${iconPath(this.sign, 2.4)}</g>`
      }
    </svg>`;
  }

  #dot(slot: CheckSlot, index: number) {
    const angle = (index / CHECK_SLOTS.length) * 2 * Math.PI;
    const [x, y] = [RADIUS * Math.sin(angle), -RADIUS * Math.cos(angle)];
    const isPassed = this.passed.has(slot);
    return svg`<circle class=${isPassed ? 'passed' : 'open'} cx=${x.toFixed(2)} cy=${y.toFixed(2)}
      r=${isPassed ? DOT : DOT - OPEN_STROKE / 2}></circle>`;
  }
}
customElements.define('ts-check-ring', TsCheckRing);

declare global {
  interface HTMLElementTagNameMap {
    'ts-check-ring': TsCheckRing;
  }
}
