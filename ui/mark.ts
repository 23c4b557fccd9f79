/** `<ts-mark>`: eight have gathered, the ninth is coming in. */
import { css, html, LitElement, nothing, svg } from 'lit';
import {
  gatheredPlaces,
  MARK_CENTRE,
  MARK_DOT,
  MARK_RADIUS,
  ninthPlace,
  RING_OUTSIDE,
} from './ring-geometry.ts';

const round = (value: number) => Math.round(value * 100) / 100;

/** The nine circles on the 96 grid, to be placed inside another SVG (the printed card, an icon). */
export function markDots(gathered = 'var(--ts-mark-gathered)', ninth = 'var(--ts-mark-ninth)') {
  const places = [
    ...gatheredPlaces(MARK_RADIUS).map((place) => ({ ...place, colour: gathered })),
    { ...ninthPlace(MARK_RADIUS * RING_OUTSIDE), colour: ninth },
  ];
  return places.map(
    (place) => svg`<circle cx=${round(MARK_CENTRE.x + place.x)} cy=${round(MARK_CENTRE.y + place.y)}
      r=${round(MARK_RADIUS * MARK_DOT)} style="fill: ${place.colour}"></circle>`,
  );
}

/**
 * @property onDark  white and pale orange, for night and water-1200
 * @property label   spoken name (「集い」); without it the mark is decoration beside the name
 * @cssprop --ts-mark-size  edge length of its 96 grid, default 56px
 */
export class TsMark extends LitElement {
  static override properties = {
    onDark: { type: Boolean, reflect: true, attribute: 'on-dark' },
    label: { type: String },
  };
  declare onDark: boolean;
  declare label: string;

  static override styles = css`
    :host {
      display: inline-block;
      flex: none;
      inline-size: var(--ts-mark-size, 56px);
      block-size: var(--ts-mark-size, 56px);
      --ts-mark-gathered: var(--ts-water-1200);
      --ts-mark-ninth: var(--ts-arrive);
    }
    :host([on-dark]) {
      --ts-mark-gathered: #ffffff;
      --ts-mark-ninth: var(--ts-arrive-on-dark);
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }
  `;

  constructor() {
    super();
    this.onDark = false;
    this.label = '';
  }

  override render() {
    const spoken = this.label !== '';
    return html`<svg
      viewBox="0 0 96 96"
      role=${spoken ? 'img' : nothing}
      aria-label=${spoken ? this.label : nothing}
      aria-hidden=${spoken ? nothing : 'true'}
    >
      ${markDots()}
    </svg>`;
  }
}
customElements.define('ts-mark', TsMark);

declare global {
  interface HTMLElementTagNameMap {
    'ts-mark': TsMark;
  }
}
