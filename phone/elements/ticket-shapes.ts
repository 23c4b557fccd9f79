/** `<ts-ticket-shapes>`: one perforated shape is one ticket. Dashed: it has not been used yet. */
import { css, html, LitElement, svg } from 'lit';
import { iconPath } from '#ui/icons/icon.ts';
import { resetStyles } from '#ui/shared-styles.ts';

const WIDTH = 124;
const HEIGHT = 112;
const BITE = 9;

/** The outline, bitten at half height on both sides. */
const OUTLINE = `M2 2H${WIDTH - 2}V${HEIGHT / 2 - BITE}A${BITE} ${BITE} 0 0 0 ${WIDTH - 2} ${
  HEIGHT / 2 + BITE
}V${HEIGHT - 2}H2V${HEIGHT / 2 + BITE}A${BITE} ${BITE} 0 0 0 2 ${HEIGHT / 2 - BITE}Z`;

/**
 * On the dark plane.
 *
 * @property count    tickets that were not used yet
 * @property arrived  of these, how many have just come: they rise
 * @property label    spoken
 */
export class TsTicketShapes extends LitElement {
  static override properties = {
    count: { type: Number },
    arrived: { type: Number },
    label: { type: String },
  };
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
    this.count = 0;
    this.arrived = 0;
    this.label = '';
  }

  override render() {
    this.toggleAttribute('dense', this.count > 10);
    const first = this.count - this.arrived;
    return html`<div role="img" aria-label=${this.label}>
      ${Array.from({ length: this.count }, (_, index) => shape(index >= first))}
    </div>`;
  }
}
customElements.define('ts-ticket-shapes', TsTicketShapes);

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
