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
 */
export class TsKioskLine extends LitElement {
  static override properties = {
    state: { type: String, reflect: true },
    waiting: { type: Number },
    booking: { type: Number },
    kiosk: { type: String },
  };
  declare state: LinkState;
  declare waiting: number;
  declare booking: number;
  declare kiosk: string;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: calc(4 * var(--u)) 0;
        font-size: calc(22 * var(--u));
        line-height: 1.5;
      }
      ts-icon {
        --ts-icon-size: 1.28em;
        margin-inline-end: calc(14 * var(--u));
        color: var(--ts-water-300);
      }
      :host(:is([state='offline'], [state='connecting'])) ts-icon {
        color: inherit;
      }
      span {
        white-space: nowrap;
      }
      span + span {
        margin-inline-start: calc(14 * var(--u));
        padding-inline-start: calc(16 * var(--u));
        background: linear-gradient(
            color-mix(in srgb, currentColor 45%, transparent),
            color-mix(in srgb, currentColor 45%, transparent)
          )
          0 55% / calc(2 * var(--u)) 1.05em no-repeat;
      }
      .kiosk {
        overflow: hidden;
        text-overflow: ellipsis;
        max-inline-size: 100%;
      }
    `,
  ];

  constructor() {
    super();
    this.state = 'connecting';
    this.waiting = 0;
    this.booking = 0;
    this.kiosk = '';
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
      ${this.#count(line.waiting, this.waiting, 'waiting')}
      ${this.booking > 0 ? this.#count(line.booking, this.booking, 'booking') : nothing}
      ${this.kiosk === '' ? nothing : html`<span class="kiosk">${this.kiosk}</span>`}`;
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
