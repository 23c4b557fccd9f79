/** `<ts-kiosk-line>`: is the server there, what waits, what is being booked, which desk is this. */
import { css, html, LitElement, nothing } from 'lit';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import type { LinkState } from '../kiosk-link.ts';

/**
 * @property state    connecting | online | doubtful | offline
 * @property waiting  scans not yet acknowledged
 * @property booking  scans that the books do not have yet; not shown when 0
 * @property kiosk    the desk's name; `''` for none
 * @property bare     a desk that keeps no scans: no counts
 */
export class TsKioskLine extends LitElement {
  static override properties = {
    state: { type: String, reflect: true },
    waiting: { type: Number },
    booking: { type: Number },
    kiosk: { type: String },
    bare: { type: Boolean },
  };
  declare state: LinkState;
  declare waiting: number;
  declare booking: number;
  declare kiosk: string;
  declare bare: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: calc(4 * var(--u)) calc(31 * var(--u));
        overflow: clip;
        font-size: calc(22 * var(--u));
        line-height: 1.5;
      }
      ts-icon {
        --ts-icon-size: 1.28em;
        margin-inline-end: calc(12 * var(--u));
        color: var(--ts-water-300);
      }
      :host(:is([state='offline'], [state='connecting'])) ts-icon {
        color: inherit;
      }
      span {
        white-space: nowrap;
      }
      span {
        position: relative;
      }
      /* The bar stands in the gap before; at the beginning of a line it is clipped away. */
      span + span::before {
        content: '';
        position: absolute;
        inset: 0.32em auto 0.24em calc(-16 * var(--u));
        inline-size: calc(2 * var(--u));
        background: currentColor;
        opacity: 0.45;
      }
      .figure {
        font-size: 1.16em;
      }
    `,
  ];

  constructor() {
    super();
    this.state = 'connecting';
    this.waiting = 0;
    this.booking = 0;
    this.kiosk = '';
    this.bare = false;
  }

  override render() {
    const { line } = this.#language.text;
    const isOffline = this.state === 'offline';
    const word =
      this.state === 'connecting' ? line.connecting : isOffline ? line.offline : line.online;
    return html`<span
        ><ts-icon name=${isOffline || this.state === 'connecting' ? 'cloud-off' : 'cloud'}></ts-icon
        >${word}</span
      >
      ${this.bare ? nothing : this.#count(line.waiting, this.waiting, 'waiting')}
      ${this.booking > 0 ? this.#count(line.booking, this.booking, 'booking') : nothing}
      ${this.kiosk === '' ? nothing : html`<span>${this.kiosk}</span>`}`;
  }

  #count(word: string, count: number, name: string) {
    const { text, formats } = this.#language;
    return html`<span data-count=${name}
      >${word} <b class="figure">${formats.number(count)}</b> ${text.line.items}</span
    >`;
  }
}
customElements.define('ts-kiosk-line', TsKioskLine);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-line': TsKioskLine;
  }
}
