/** `<ts-icon name="check">`: one of our line icons, in the text's colour and size. */
import { css, html, LitElement, nothing, svg } from 'lit';
import { ICON_PATHS, type IconName } from './paths.ts';

export type { IconName } from './paths.ts';

/**
 * The bare drawing on a 24 grid, to be placed inside another SVG.
 * @param strokeWidth in units of the 24 grid
 */
export function iconPath(name: IconName, strokeWidth = 2) {
  return svg`<path d=${ICON_PATHS[name]} fill="none" stroke="currentColor" stroke-width=${strokeWidth}
    stroke-linecap="round" stroke-linejoin="round"></path>`;
}

/**
 * @property name   which icon
 * @property label  spoken name; without it the icon is hidden from assistive technology, which is
 *                  right wherever the word stands beside it
 * @cssprop --ts-icon-size    edge length, default 1.125em
 * @cssprop --ts-icon-stroke  stroke in units of the 24 grid, default 2
 */
export class TsIcon extends LitElement {
  static override properties = {
    name: { type: String, reflect: true },
    label: { type: String },
  };
  declare name: IconName;
  declare label: string;

  static override styles = css`
    :host {
      display: inline-block;
      flex: none;
      inline-size: var(--ts-icon-size, 1.125em);
      block-size: var(--ts-icon-size, 1.125em);
      vertical-align: -0.2em;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    path {
      stroke-width: var(--ts-icon-stroke, 2);
    }
  `;

  constructor() {
    super();
    this.name = 'check';
    this.label = '';
  }

  override render() {
    const spoken = this.label !== '';
    return html`<svg
      viewBox="0 0 24 24"
      role=${spoken ? 'img' : nothing}
      aria-label=${spoken ? this.label : nothing}
      aria-hidden=${spoken ? nothing : 'true'}
    >
      ${iconPath(this.name)}
    </svg>`;
  }
}
customElements.define('ts-icon', TsIcon);

declare global {
  interface HTMLElementTagNameMap {
    'ts-icon': TsIcon;
  }
}
