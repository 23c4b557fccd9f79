/** `<ts-language-switch>`: three languages, each by its own name. */
import { css, html, LitElement } from 'lit';
import { resetStyles } from '../shared-styles.ts';
import { LANGUAGE_NAMES, LANGUAGE_TAGS, LANGUAGES, type Language } from './language.ts';
import { pageLanguage } from './page-language.ts';

/**
 * Sets the page's language at one tap; arrow keys move and choose, as in every radio group.
 *
 * @property variant  `segments` (default, targets of 64 px) or `text` (quiet words, 48 px)
 * @property label    name of the group; default in all three languages
 * @fires ts-language  after a choice by a person; detail `{ language }`; the page is set already
 * @csspart segment
 */
export class TsLanguageSwitch extends LitElement {
  static override properties = {
    variant: { type: String, reflect: true },
    label: { type: String },
  };
  declare variant: 'segments' | 'text';
  declare label: string;

  #unsubscribe: (() => void) | undefined;

  static override styles = [
    resetStyles,
    css`
      :host {
        display: inline-block;
      }
      .group {
        display: flex;
      }
      button {
        appearance: none;
        flex: auto;
        margin: 0;
        border: 0;
        background: none;
        white-space: nowrap;
        cursor: pointer;
        touch-action: manipulation;
        transition: background-color var(--ts-change-ms) var(--ts-change-ease);
      }
      :host([variant='segments']) .group {
        background: var(--ts-paper);
        color: var(--ts-ink);
        border: var(--ts-border-control);
        border-radius: var(--ts-radius-control);
      }
      :host([variant='segments']) button {
        min-block-size: calc(var(--ts-target-large) - 4px);
        /* The chosen one is bold, and wider: the least of the padding gives way. */
        padding-inline: 14px;
        font-size: var(--ts-text-20);
        line-height: 1.2;
        border-inline-start: 2px solid var(--ts-line);
      }
      :host([variant='segments']) button:first-child {
        border-inline-start: 0;
        border-start-start-radius: 6px;
        border-end-start-radius: 6px;
      }
      :host([variant='segments']) button:last-child {
        border-start-end-radius: 6px;
        border-end-end-radius: 6px;
      }
      :host([variant='segments']) button[aria-checked='true'] {
        background: var(--ts-water-1200);
        color: #ffffff;
        font-weight: 700;
      }
      :host([variant='text']) button {
        display: inline-flex;
        align-items: center;
        min-block-size: var(--ts-target);
        padding-inline: 0;
        font-size: var(--ts-text-16);
        color: var(--ts-ink-2);
        text-underline-offset: 0.3em;
        border-radius: 4px;
      }
      :host([variant='text']) button + button::before {
        content: '';
        display: inline-block;
        inline-size: 1px;
        block-size: 1em;
        margin-inline: 14px;
        background: var(--ts-edge);
      }
      :host([variant='text']) button[aria-checked='true'] {
        color: var(--ts-ink);
        font-weight: 700;
      }
      button:focus-visible {
        position: relative;
        z-index: 1;
      }
    `,
  ];

  constructor() {
    super();
    this.variant = 'segments';
    this.label = '言語・Language・ことば';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = pageLanguage.subscribe(() => this.requestUpdate());
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  override render() {
    return html`<div class="group" role="radiogroup" aria-label=${this.label}>
      ${LANGUAGES.map((language) => this.#segment(language))}
    </div>`;
  }

  #segment(language: Language) {
    const chosen = language === pageLanguage.current;
    return html`<button
      type="button"
      role="radio"
      part="segment"
      lang=${LANGUAGE_TAGS[language]}
      aria-checked=${chosen ? 'true' : 'false'}
      tabindex=${chosen ? 0 : -1}
      data-language=${language}
      @click=${() => this.#choose(language)}
      @keydown=${(event: KeyboardEvent) => this.#move(event, language)}
    >
      ${LANGUAGE_NAMES[language]}
    </button>`;
  }

  #choose(language: Language): void {
    pageLanguage.set(language);
    this.dispatchEvent(
      new CustomEvent('ts-language', { detail: { language }, bubbles: true, composed: true }),
    );
  }

  #move(event: KeyboardEvent, from: Language): void {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowDown: 1,
      ArrowLeft: -1,
      ArrowUp: -1,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = LANGUAGES.at((LANGUAGES.indexOf(from) + step) % LANGUAGES.length);
    if (next === undefined) return;
    this.#choose(next);
    this.renderRoot.querySelector<HTMLElement>(`[data-language='${next}']`)?.focus();
  }
}
customElements.define('ts-language-switch', TsLanguageSwitch);

declare global {
  interface HTMLElementTagNameMap {
    'ts-language-switch': TsLanguageSwitch;
  }
}
