/**
 * `<ts-ticket-shapes>`: one perforated shape is one ticket. Filled, with its number: entered for a
 * prize. Dashed: it has not been used yet.
 */
import { css, html, LitElement, nothing, svg } from 'lit';
import { iconPath } from '#ui/icons/icon.ts';
import { resetStyles } from '#ui/shared-styles.ts';

const WIDTH = 124;
const HEIGHT = 112;
const BITE = 9;
/** In two rows of wide shapes; more stand closer. */
const ROWS_WIDE_MAX = 10;
/** Digits at their full size; longer numbers are drawn narrower. */
const DIGITS_WIDE_MAX = 4;
const NUMBER_WIDTH = 88;

/** The outline, bitten at half height on both sides. */
const OUTLINE = `M2 2H${WIDTH - 2}V${HEIGHT / 2 - BITE}A${BITE} ${BITE} 0 0 0 ${WIDTH - 2} ${
  HEIGHT / 2 + BITE
}V${HEIGHT - 2}H2V${HEIGHT / 2 + BITE}A${BITE} ${BITE} 0 0 0 2 ${HEIGHT / 2 - BITE}Z`;

/**
 * On the dark plane.
 *
 * @property numbers  of tickets that were entered
 * @property count    tickets that were not used yet
 * @property arrived  of these, how many have just come: they rise
 * @property label    spoken
 */
export class TsTicketShapes extends LitElement {
  static override properties = {
    numbers: { attribute: false },
    count: { type: Number },
    arrived: { type: Number },
    label: { type: String },
  };
  declare numbers: readonly string[];
  declare count: number;
  declare arrived: number;
  declare label: string;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: block;
        color: var(--ts-water-300);
      }
      div {
        display: grid;
        grid-template-columns: repeat(5, minmax(0, 1fr));
        gap: 9px;
      }
      :host([dense]) div {
        grid-template-columns: repeat(10, minmax(0, 1fr));
        gap: 6px;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
      }
      .outline {
        fill: none;
        stroke: currentColor;
        stroke-width: 4;
        stroke-dasharray: 12 8;
      }
      .plus {
        color: #ffffff;
      }
      .entered {
        fill: #ffffff;
      }
      text {
        fill: var(--ts-water-1200);
        font-family: var(--ts-font-figures);
        font-size: 40px;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        text-anchor: middle;
      }
      .arriving {
        animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease) both;
      }
      @keyframes rise {
        from {
          transform: translateY(30px);
          opacity: 0;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.numbers = [];
    this.count = 0;
    this.arrived = 0;
    this.label = '';
  }

  override render() {
    this.toggleAttribute('dense', this.numbers.length + this.count > ROWS_WIDE_MAX);
    const first = this.count - this.arrived;
    return html`<div role="img" aria-label=${this.label}>
      ${this.numbers.map(numbered)}
      ${Array.from({ length: this.count }, (_, index) => shape(index >= first))}
    </div>`;
  }
}
customElements.define('ts-ticket-shapes', TsTicketShapes);

function numbered(number: string) {
  const isLong = number.length > DIGITS_WIDE_MAX;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    ${svg`<path class="entered" d=${OUTLINE}></path>
      <text x=${WIDTH / 2} y=${HEIGHT / 2 + 14}
        textLength=${isLong ? NUMBER_WIDTH : nothing}
        lengthAdjust=${isLong ? 'spacingAndGlyphs' : nothing}>${number}</text>`}
  </svg>`;
}

function shape(isArriving: boolean) {
  return html`<svg
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    class=${isArriving ? 'arriving' : ''}
    aria-hidden="true"
  >
    ${svg`<path class="outline" d=${OUTLINE}></path>
      <g class="plus" transform="translate(${WIDTH / 2 - 26} ${HEIGHT / 2 - 26}) scale(2.17)">${iconPath('plus')}</g>`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-ticket-shapes': TsTicketShapes;
  }
}
