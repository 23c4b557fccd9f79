/** `<ts-phone-language>`: the present language as a button; the three to choose from in a dialog. */
import { css, html, LitElement } from 'lit';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/dialog.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from '#ui/language/language.ts';
import { resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/core/index.ts';

export class TsPhoneLanguage extends LitElement {
  static override properties = { open: { state: true } };
  declare open: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    controlStyles,
    css`
      :host {
        display: inline-block;
      }
      .present {
        padding-inline: 12px;
        white-space: nowrap;
      }
      ul {
        display: grid;
        gap: 8px;
      }
      .choice {
        justify-content: flex-start;
      }
      .choice ts-icon {
        --ts-icon-size: 20px;
        color: var(--ts-water-900);
      }
      .choice[aria-pressed='true'] {
        font-weight: 700;
      }
      .gap {
        inline-size: 20px;
      }
    `,
  ];

  constructor() {
    super();
    this.open = false;
  }

  override render() {
    const { current, text } = this.#language;
    const name = current === 'ja-easy' ? 'やさしい' : LANGUAGE_NAMES[current];
    return html`<button
        type="button"
        class="button present"
        aria-haspopup="dialog"
        aria-label="${text.language}: ${LANGUAGE_NAMES[current]}"
        @click=${() => (this.open = true)}
      >
        ${name}
      </button>
      <ts-dialog
        heading="ことば・Language"
        ?open=${this.open}
        @ts-close=${() => (this.open = false)}
      >
        <ul>
          ${LANGUAGES.map((language) => this.#choice(language, language === current))}
        </ul>
        <button slot="actions" type="button" class="button" @click=${() => (this.open = false)}>
          ${text.close}
        </button>
      </ts-dialog>`;
  }

  #choice(language: Language, chosen: boolean) {
    return html`<li>
      <button
        type="button"
        class="button wide choice"
        lang=${LANGUAGE_TAGS[language]}
        aria-pressed=${chosen ? 'true' : 'false'}
        data-language=${language}
        @click=${() => this.#choose(language)}
      >
        ${chosen ? html`<ts-icon name="check"></ts-icon>` : html`<span class="gap"></span>`}
        ${LANGUAGE_NAMES[language]}
      </button>
    </li>`;
  }

  #choose(language: Language): void {
    this.#language.set(language);
    this.open = false;
  }
}
customElements.define('ts-phone-language', TsPhoneLanguage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-language': TsPhoneLanguage;
  }
}
