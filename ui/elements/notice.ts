/** `<ts-notice>`: what happened, what is safe, one action. */
import { css, html, LitElement } from 'lit';
import '../icons/icon.ts';
import type { IconName } from '../icons/paths.ts';
import { resetStyles } from '../shared-styles.ts';

export type NoticeKind = 'error' | 'stale' | 'offline' | 'done' | 'information';

const ICONS: Readonly<Record<NoticeKind, IconName>> = {
  error: 'stop',
  stale: 'clock',
  offline: 'cloud-off',
  done: 'check',
  information: 'help',
};

/**
 * @property kind     error | stale | offline | done | information; errors are announced at once, the
 *                    others when the reader pauses
 * @property heading  what happened
 * @property icon     another icon than the kind's
 * @slot              what is safe, what to do: one sentence
 * @slot action       one button or link
 * @csspart heading
 */
export class TsNotice extends LitElement {
  static override properties = {
    kind: { type: String, reflect: true },
    heading: { type: String },
    icon: { type: String },
  };
  declare kind: NoticeKind;
  declare heading: string;
  declare icon: IconName | undefined;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: auto 1fr auto;
        column-gap: var(--ts-space-16);
        align-items: start;
        padding: 12px var(--ts-space-16);
        background: var(--ts-mist);
        color: var(--ts-ink);
        font-size: var(--ts-text-16);
        line-height: 1.6;
        --ts-icon-size: 1.6em;
        --mark: var(--ts-water-900);
      }
      :host([kind='error']) {
        background: var(--ts-refused-soft);
        --mark: var(--ts-refused-mark);
      }
      :host([kind='stale']),
      :host([kind='offline']) {
        background: var(--ts-stored);
        --mark: var(--ts-ink);
      }
      :host([kind='done']) {
        background: var(--ts-admitted-soft);
        --mark: var(--ts-admitted-mark);
      }
      ts-icon {
        color: var(--mark);
      }
      .heading {
        font-weight: 700;
      }
      @media (max-width: 480px) {
        :host {
          grid-template-columns: auto 1fr;
        }
        /* The slot itself has no box: what stands in it does. */
        ::slotted([slot='action']) {
          grid-column: 2;
          justify-self: start;
          margin-block-start: 8px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.kind = 'information';
    this.heading = '';
    this.icon = undefined;
  }

  override render() {
    const urgent = this.kind === 'error';
    return html`<ts-icon name=${this.icon ?? ICONS[this.kind]}></ts-icon>
      <div role=${urgent ? 'alert' : 'status'}>
        <p class="heading" part="heading">${this.heading}</p>
        <slot></slot>
      </div>
      <slot name="action"></slot>`;
  }
}
customElements.define('ts-notice', TsNotice);

declare global {
  interface HTMLElementTagNameMap {
    'ts-notice': TsNotice;
  }
}
