/** `<ts-books-page>`: how the books are, and the head of their chain, for everybody (PT6). */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { BooksSchema, type Books, type BooksReport } from '#domain/contract/books.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { requestJson } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../elements/finding.ts';
import '../elements/public-frame.ts';
import { publicStyles } from '../elements/public-styles.ts';
import { messages } from '../languages/public/index.ts';

export class TsBooksPage extends LitElement {
  static override properties = {
    books: { state: true },
    failed: { state: true },
    copied: { state: true },
  };
  /** `null`: not answered yet. */
  declare books: Books | null;
  declare failed: boolean;
  declare copied: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [resetStyles, figureStyles, controlStyles, publicStyles];

  constructor() {
    super();
    this.books = null;
    this.failed = false;
    this.copied = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  protected override updated(_changed: PropertyValues): void {
    document.title = this.#language.text.books.title;
  }

  override render() {
    const text = this.#language.text.books;
    return html`<ts-public-frame>
      <h1>${text.heading}</h1>
      <p>${text.lead}</p>
      ${this.#content()}
    </ts-public-frame>`;
  }

  #content() {
    const { books } = this;
    if (books !== null) {
      return html`${this.#result(books)} ${this.#meaning(books)} ${this.#verify()}`;
    }
    if (this.failed) return this.#failure();
    return html`<div class="waiting" role="status">
      <ts-ring state="loading" label=${this.#language.text.waiting}></ts-ring>
    </div>`;
  }

  #failure() {
    const text = this.#language.text;
    return html`<section>
      <ts-finding kind="unknown" .icon=${'cloud-off'} heading=${text.books.failed}>
        ${text.books.failedHint}
      </ts-finding>
      <div class="actions">
        <button class="button primary" @click=${() => void this.#read()}>${text.tryAgain}</button>
      </div>
    </section>`;
  }

  #result({ latest, late }: Books) {
    const text = this.#language.text.books;
    const { formats } = this.#language;
    if (latest === null) {
      return html`<section>
        <ts-finding kind="unknown" .icon=${'clock'} heading=${text.none}
          >${text.noneHint}</ts-finding
        >
      </section>`;
    }
    const { accounts, entries, wrong } = latest;
    return html`<section>
        ${
          wrong > 0
            ? html`<ts-finding kind="wrong" heading=${text.wrong(formats.number(wrong))}>
                ${text.wrongHint}
              </ts-finding>`
            : late
              ? html`<ts-finding kind="unknown" .icon=${'clock'} heading=${text.late}>
                  ${text.lateHint}
                </ts-finding>`
              : html`<ts-finding kind="right" heading=${text.right}>
                  ${text.rightHint(formats.number(accounts), formats.number(entries))}
                </ts-finding>`
        }
        <dl class="facts">
          ${fact(text.at, html`${formats.dateWithYear(latest.at)} ${formats.time(latest.at)}`)}
          ${fact(text.entries, this.#figure(entries))}
          ${fact(text.accounts, this.#figure(accounts))}
          ${fact(text.held, text.points(formats.number(latest.pointsHeld)))}
        </dl>
      </section>
      <section>
        <h2>${text.head}</h2>
        ${this.#head(latest)}
      </section>`;
  }

  #figure(value: number) {
    return html`<span class="figure">${this.#language.formats.number(value)}</span>`;
  }

  #head(latest: BooksReport) {
    const text = this.#language.text.books;
    return html`<p class="hash" data-head>${latest.headHex}</p>
      <p class="quiet">${text.headHint(this.#language.formats.number(latest.chained))}</p>
      <div class="actions">
        <button class="button" @click=${() => void this.#copy(latest.headHex)}>${text.copy}</button>
        <span role="status">${this.copied ? text.copied : nothing}</span>
      </div>`;
  }

  #meaning({ earlier }: Books) {
    const text = this.#language.text.books;
    return html`<section>
        <h2>${text.meaningHeading}</h2>
        <p>${text.meaning}</p>
        <p>${text.keep}</p>
      </section>
      <section>
        <h2>${text.earlier}</h2>
        ${earlier.length === 0 ? html`<p>${text.earlierNone}</p>` : this.#earlier(earlier)}
      </section>`;
  }

  #earlier(earlier: Books['earlier']) {
    const text = this.#language.text.books;
    const { formats } = this.#language;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${text.at}</th>
          <th scope="col">${text.result}</th>
          <th scope="col" class="end">${text.entries}</th>
          <th scope="col">${text.seal}</th>
        </tr>
      </thead>
      <tbody>
        ${earlier.map(
          ({ at, chained, headHex, wrong }) =>
            html`<tr>
              <td class="nowrap">${formats.date(at)} ${formats.time(at)}</td>
              <td class="corner">
                ${wrong === 0 ? text.resultRight : text.resultWrong(formats.number(wrong))}
              </td>
              <td class="end">${this.#figure(chained)}</td>
              <td class="hash whole">${headHex}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #verify() {
    const text = this.#language.text.books;
    return html`<section>
      <h2>${text.verifyHeading}</h2>
      <p>${text.verify}</p>
      <p><code class="hash">${text.command}</code></p>
    </section>`;
  }

  async #read(): Promise<void> {
    this.failed = false;
    const answer = await requestJson(BooksSchema, '/api/books');
    if (answer.ok) this.books = answer.value;
    else this.failed = true;
  }

  async #copy(headHex: string): Promise<void> {
    // Where it is refused, the seal can still be marked and copied by hand.
    await navigator.clipboard.writeText(headHex).then(
      () => (this.copied = true),
      () => undefined,
    );
  }
}
function fact(term: string, value: unknown) {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

customElements.define('ts-books-page', TsBooksPage);

declare global {
  interface HTMLElementTagNameMap {
    'ts-books-page': TsBooksPage;
  }
}
