/** `<ts-passes-view>`: the cards of people, to print or to show on a screen. */
import { html, LitElement, nothing } from 'lit';
import { LIMITS } from '#domain/contract/limits.ts';
import { controlStyles, fieldStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { textField } from '#ui/elements/text-field.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../form-dialog.ts';
import type { DialogForm } from '../form-dialog.ts';
import { messages } from '../languages/index.ts';
import { panelStyles } from '../panel-styles.ts';
import { listPasses } from '../staff-api.ts';
import { manageCardForm, newCardForm } from './card-forms.ts';
import { CARDS_PER_SHEET, spacedNumber } from './card-geometry.ts';
import { passesFor, printParts, sheetsOf } from './pass-pages.ts';
import { passSheet, type Pass } from './pass-sheet.ts';
import './pass-show.ts';
import { passesViewStyles } from './passes-view.css.ts';

/** Rows on the screen before "more"; a search is quicker than a long list. */
const ROWS_MAX = 200;
/** 10,000 people. */
const PAGES_MAX = 100;
const SLOW_AFTER_MS = 300;

export class TsPassesView extends LitElement {
  static override properties = {
    passes: { state: true },
    reading: { state: true },
    failure: { state: true },
    search: { state: true },
    printPart: { state: true },
    printing: { state: true },
    shown: { state: true },
    form: { state: true },
    slow: { state: true },
  };
  declare passes: Pass[];
  declare reading: boolean;
  declare failure: RequestProblemCode | null;
  declare search: string;
  /** Which print job of a long list. */
  declare printPart: number;
  declare printing: boolean;
  declare shown: Pass | null;
  declare form: DialogForm | null;
  declare slow: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    fieldStyles,
    panelStyles,
    passesViewStyles,
  ];

  constructor() {
    super();
    this.passes = [];
    this.reading = true;
    this.failure = null;
    this.search = '';
    this.printPart = 0;
    this.printing = false;
    this.shown = null;
    this.form = null;
    this.slow = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('beforeprint', this.#beforePrint);
    globalThis.addEventListener('afterprint', this.#afterPrint);
    setTimeout(() => (this.slow = true), SLOW_AFTER_MS);
    void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('beforeprint', this.#beforePrint);
    globalThis.removeEventListener('afterprint', this.#afterPrint);
  }

  override render() {
    const text = this.#language.text.passes;
    const found = passesFor(this.passes, this.search);
    const parts = printParts(found.length);
    const part = parts[Math.min(this.printPart, parts.length - 1)];
    const printed = part === undefined ? [] : found.slice(part.from, part.to);
    return html`<div class="screen">
        <header>
          <div>
            <h1>${text.heading}</h1>
            <p class="quiet-text">${text.lead}</p>
          </div>
          <button class="button" @click=${() => this.#add()}>
            <ts-icon name="plus"></ts-icon>${text.add}
          </button>
        </header>
        ${this.#state()} ${this.passes.length === 0 ? nothing : this.#list(found, printed)}
      </div>
      ${this.printing ? html`<div class="sheets">${this.#sheets(printed)}</div>` : nothing}
      <ts-form-dialog .form=${this.form} @ts-close=${() => (this.form = null)}></ts-form-dialog>
      <ts-pass-show .pass=${this.shown} @ts-close=${() => (this.shown = null)}></ts-pass-show>`;
  }

  #state() {
    const text = this.#language.text;
    if (this.failure !== null) {
      return html`<ts-notice kind="error" icon="cloud-off" heading=${text.passes.failed}>
        ${text.passes.failedHint}
        <button slot="action" class="button" @click=${() => void this.#read()}>
          ${text.tryAgain}
        </button>
      </ts-notice>`;
    }
    if (this.reading) {
      return this.slow
        ? html`<div class="waiting" role="status">
            <ts-ring state="loading"></ts-ring>
            <p>${text.passes.reading(this.#language.formats.number(this.passes.length))}</p>
          </div>`
        : nothing;
    }
    return this.passes.length === 0 ? html`<p class="nobody">${text.passes.empty}</p>` : nothing;
  }

  #list(found: Pass[], printed: Pass[]) {
    const text = this.#language.text.passes;
    const { number } = this.#language.formats;
    const [first] = sheetsOf(printed);
    return html`<div class="columns">
      <section class="panel">
        <div class="tools">
          ${textField({
            name: 'search',
            label: text.search,
            value: this.search,
            lengthMax: LIMITS.nicknameLengthMax,
            onInput: (value) => {
              this.search = value;
              this.printPart = 0;
            },
          })}
          <p class="found" role="status">${text.found(number(found.length))}</p>
        </div>
        ${found.length === 0 ? html`<p class="nobody">${text.noneFound}</p>` : nothing}
        <ul class="rows">
          ${found.slice(0, ROWS_MAX).map((pass) => this.#row(pass))}
        </ul>
      </section>
      <section class="panel print-panel">
        ${this.#parts(found)}
        <button
          class="button primary wide"
          ?disabled=${printed.length === 0}
          @click=${() => this.#print()}
        >
          ${text.print(number(printed.length), number(Math.ceil(printed.length / CARDS_PER_SHEET)))}
        </button>
        <p class="quiet-text">${text.printHint}</p>
        ${
          first === undefined
            ? nothing
            : html`<figure class="preview">
                ${passSheet(first, this.#place(1, printed.length), this.#language.text)}
                <figcaption>${text.preview}</figcaption>
              </figure>`
        }
      </section>
    </div>`;
  }

  #row(pass: Pass) {
    const text = this.#language.text.passes;
    return html`<li>
      <span class="name">${pass.nickname}</span>
      <span class="figure">${spacedNumber(pass.number)}</span>
      <span class="acts">
        <button
          class="button quiet"
          aria-label=${text.showFor(pass.nickname)}
          @click=${() => (this.shown = pass)}
        >
          ${text.show}
        </button>
        <button
          class="button quiet"
          aria-label=${text.manageFor(pass.nickname)}
          @click=${() => this.#manage(pass)}
        >
          ${text.manage}
        </button>
      </span>
    </li>`;
  }

  #parts(found: Pass[]) {
    const text = this.#language.text.passes;
    const { number } = this.#language.formats;
    const parts = printParts(found.length);
    if (parts.length < 2) return nothing;
    return html`<div class="field">
      <label for="part">${text.part}</label>
      <select
        id="part"
        @change=${(event: Event) => {
          if (event.target instanceof HTMLSelectElement)
            this.printPart = event.target.selectedIndex;
        }}
      >
        ${parts.map(
          ({ from, to }, index) =>
            html`<option ?selected=${index === this.printPart}>
              ${text.partOf(number(from + 1), number(to))}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #sheets(printed: Pass[]) {
    return sheetsOf(printed).map((passes, index) =>
      passSheet(passes, this.#place(index + 1, printed.length), this.#language.text),
    );
  }

  #place(page: number, cards: number) {
    return { page, pages: Math.ceil(cards / CARDS_PER_SHEET), cards };
  }

  #add(): void {
    this.form = newCardForm(this.#language.text, (card) => this.#changed(card));
  }

  #manage(pass: Pass): void {
    this.form = manageCardForm(this.#language.text, pass, (card) => this.#changed(card));
  }

  /** A card that was just made is what one wants to print. */
  async #changed(card: Pass | null): Promise<void> {
    await this.#read();
    this.search = card?.number ?? '';
    this.printPart = 0;
  }

  #print(): void {
    this.#beforePrint();
    print();
  }

  /** The browser prints what is there when this returns. */
  readonly #beforePrint = (): void => {
    this.printing = true;
    this.performUpdate();
  };

  readonly #afterPrint = (): void => {
    this.printing = false;
  };

  async #read(): Promise<void> {
    this.reading = true;
    this.failure = null;
    let passes: Pass[] = [];
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const answer = await listPasses(passes.at(-1)?.number);
      if (!answer.ok) {
        this.failure = answer.code;
        break;
      }
      if (answer.value.passes.length === 0) break;
      passes = [...passes, ...answer.value.passes];
      this.passes = passes;
    }
    if (this.failure === null) this.passes = passes;
    this.reading = false;
  }
}
customElements.define('ts-passes-view', TsPassesView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-passes-view': TsPassesView;
  }
}
