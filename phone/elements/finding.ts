/** `<ts-finding>`: what a check has found, across the page: colour, icon and word. */
import { css, html, LitElement } from 'lit';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/paths.ts';
import { resetStyles } from '#ui/shared-styles.ts';

/** right: it holds; wrong: it does not; unknown: nothing could be found out. */
export type FindingKind = 'right' | 'wrong' | 'unknown';

const ICONS: Readonly<Record<FindingKind, IconName>> = {
  right: 'check',
  wrong: 'stop',
  unknown: 'help',
};

/**
 * A full field where it holds, a slab beside white where it does not: they differ without colour.
 *
 * @property kind     right | wrong | unknown
 * @property heading  what was found
 * @property icon     another icon than the kind's
 * @slot              what it means, what to do
 */
export class TsFinding extends LitElement {
  static override properties = {
    kind: { type: String, reflect: true },
    heading: { type: String },
    icon: { type: String },
  };
  declare kind: FindingKind;
  declare heading: string;
  declare icon: IconName | undefined;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 72px minmax(0, 1fr);
        --ts-icon-size: 40px;
        --ts-icon-stroke: 2.6;
      }
      .sign {
        display: grid;
        place-items: center;
      }
      .words {
        padding: 20px 24px 20px 4px;
        line-height: 1.6;
      }
      h2 {
        color: inherit;
        font-size: var(--ts-text-24);
      }
      .words slot {
        display: block;
        margin-block-start: 4px;
      }
      :host([kind='right']) {
        background: var(--ts-admitted);
        color: var(--ts-on-admitted);
      }
      :host([kind='wrong']) {
        border: 2px solid var(--ts-refused);
      }
      :host([kind='wrong']) .sign {
        background: var(--ts-refused);
        color: var(--ts-on-refused);
      }
      :host([kind='wrong']) .words,
      :host([kind='unknown']) .words {
        padding-inline-start: 20px;
      }
      :host([kind='wrong']) h2 {
        color: var(--ts-refused);
      }
      :host([kind='unknown']) {
        background: var(--ts-stored);
        color: var(--ts-on-stored);
      }
      :host([kind='unknown']) .words {
        padding-inline-start: 4px;
      }
      @media print {
        :host {
          border: 2pt solid currentColor;
          background: none !important;
          color: var(--ts-ink) !important;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.kind = 'unknown';
    this.heading = '';
    this.icon = undefined;
  }

  override render() {
    return html`<div class="sign"><ts-icon name=${this.icon ?? ICONS[this.kind]}></ts-icon></div>
      <div class="words" role=${this.kind === 'wrong' ? 'alert' : 'status'}>
        <h2>${this.heading}</h2>
        <slot></slot>
      </div>`;
  }
}
customElements.define('ts-finding', TsFinding);

declare global {
  interface HTMLElementTagNameMap {
    'ts-finding': TsFinding;
  }
}
