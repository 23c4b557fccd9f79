/** `<ts-phone-me>`: my page. Where the less frequent things are. */
import { css, html, LitElement, nothing } from 'lit';
import { passNumberOf } from '#domain/pass.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/paths.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../elements/erase-dialog.ts';
import '../elements/language-choice.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { messages, type Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { CERTIFICATES_PATH, HISTORY_PATH, MOVE_AWAY_PATH, ROOT } from '../routes.ts';
import { SessionController } from '../session-controller.ts';

export class TsPhoneMe extends LitElement {
  static override properties = {
    session: { attribute: false },
    erasing: { state: true },
  };
  declare session: PhoneSession;
  declare erasing: boolean;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);

  static override styles = [
    resetStyles,
    controlStyles,
    figureStyles,
    pageStyles,
    css`
      .standing::first-letter {
        text-transform: capitalize;
      }
      .standing {
        color: var(--ts-ink-2);
      }
      .nickname {
        overflow-wrap: anywhere;
      }
      .number {
        margin-block-start: 12px;
      }
      .number .figure {
        font-size: 18px;
      }
      .number small {
        display: block;
        font-size: var(--ts-text-14);
        line-height: 1.6;
        color: var(--ts-ink-2);
      }
      ul {
        border-block-start: var(--ts-border);
      }
      li {
        border-block-end: var(--ts-border);
      }
      .row {
        appearance: none;
        display: flex;
        align-items: center;
        gap: 16px;
        inline-size: 100%;
        min-block-size: 72px;
        padding: 8px 0;
        border: 0;
        background: none;
        color: var(--ts-ink);
        font: inherit;
        line-height: 1.5;
        text-align: start;
        text-decoration: none;
        cursor: pointer;
        --ts-icon-size: 26px;
      }
      .row:hover {
        background: var(--ts-mist);
      }
      .row > ts-icon:first-child {
        color: var(--ts-water-900);
      }
      .row b {
        display: block;
      }
      .row small {
        font-size: var(--ts-text-14);
        color: var(--ts-ink-2);
      }
      .row .turn {
        margin-inline-start: auto;
        color: var(--ts-ink-2);
        --ts-icon-size: 18px;
      }
      .language {
        justify-content: space-between;
        cursor: auto;
      }
    `,
  ];

  constructor() {
    super();
    this.erasing = false;
  }

  override render() {
    const { text, formats } = this.#language;
    const { me } = this.session;
    return html`<header class="page-head">
        <a class="back" href=${ROOT}><ts-icon name="right"></ts-icon>${text.tabs.pass}</a>
        <h1>${text.me.heading}</h1>
        ${
          me === null
            ? nothing
            : html`<p class="nickname"><b>${text.pass.person(me.nickname)}</b></p>
                <p class="standing">
                  ${formats.fiscalYear(me.fiscalYear)}・${text.me.participations(formats.number(me.participations))}
                </p>
                ${this.#number(text)}`
        }
      </header>
      <ul>
        ${this.#link(HISTORY_PATH, 'clock', text.me.history, text.me.historyText)}
        ${this.#link(CERTIFICATES_PATH, 'book', text.me.certificates, text.me.certificatesText)}
        ${this.#link(MOVE_AWAY_PATH, 'phone', text.me.move, text.me.moveText)}
        <li>
          <div class="row language">
            <b>${text.me.language}</b><ts-phone-language></ts-phone-language>
          </div>
        </li>
        ${this.#link('/books', 'lock', text.me.books, text.me.booksText)}
        <li>
          <button type="button" class="row" @click=${() => (this.erasing = true)}>
            <ts-icon name="stop"></ts-icon>
            <span><b>${text.me.erase}</b><small>${text.me.eraseText}</small></span>
            <ts-icon class="turn" name="right"></ts-icon>
          </button>
        </li>
      </ul>
      <ts-phone-erase-dialog
        .session=${this.session}
        .open=${this.erasing}
        @ts-close=${() => (this.erasing = false)}
      ></ts-phone-erase-dialog>`;
  }

  #number({ me }: Messages) {
    const number = passNumberOf(this.session.pass ?? '');
    if (number === null) return nothing;
    return html`<p class="number">
      ${me.number} <span class="figure">${number.slice(0, 4)} ${number.slice(4)}</span>
      <small>${me.numberHint}</small>
    </p>`;
  }

  #link(path: string, icon: IconName, name: string, more: string) {
    return html`<li>
      <a class="row" href=${path}>
        <ts-icon name=${icon}></ts-icon>
        <span><b>${name}</b><small>${more}</small></span>
        <ts-icon class="turn" name="right"></ts-icon>
      </a>
    </li>`;
  }
}
customElements.define('ts-phone-me', TsPhoneMe);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-me': TsPhoneMe;
  }
}
