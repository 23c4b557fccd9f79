/** `<ts-reports-view>`: whether the books are right (PT6), and the head of their chain. */
import { css, html, LitElement, nothing } from 'lit';
import type { Books, BooksReport } from '#domain/contract/books.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { copyText } from '../copy-text.ts';
import { messages } from '../languages/index.ts';
import { listLoading } from '../list-loading.ts';
import { listStyles } from '../list-styles.ts';
import { panelStyles } from '../panel-styles.ts';
import { problemNotice } from '../problem-notice.ts';
import { readBooks } from './books-api.ts';

export class TsReportsView extends LitElement {
  static override properties = {
    books: { state: true },
    problem: { state: true },
    copied: { state: true },
  };
  declare books: Books | null;
  declare problem: RequestProblem | null;
  /** `null`: nobody tried. */
  declare copied: boolean | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    listStyles,
    css`
      .result {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 16px 32px;
      }
      .result > ts-icon {
        padding: 12px;
        background: var(--ts-admitted);
        color: #ffffff;
        --ts-icon-size: 72px;
      }
      .result[data-wrong] > ts-icon {
        background: var(--ts-refused);
      }
      .result h2 {
        font-size: var(--ts-text-28);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 16px 56px;
      }
      dt {
        color: var(--ts-ink-2);
      }
      dd {
        margin: 0;
        color: var(--ts-water-1200);
        font-size: 32px;
      }
      .hash {
        display: block;
        margin-block: 8px 12px;
        font-family: monospace;
        font-size: 18px;
        overflow-wrap: anywhere;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
      @media (min-width: 761px) {
        .row {
          grid-template-columns: 220px 160px minmax(0, 1fr) 150px;
        }
      }
      .row code {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .bad {
        color: var(--ts-refused-mark);
        font-weight: 700;
      }
      @media (max-width: 560px) {
        .result {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  constructor() {
    super();
    this.books = null;
    this.problem = null;
    this.copied = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const text = this.#language.text;
    return html`<header>
        <div>
          <h1>${text.reports.heading}</h1>
          <p class="quiet-text">${text.reports.lead}</p>
        </div>
      </header>
      ${problemNotice(this.#language, this.problem, () => void this.#read())}
      ${listLoading(this.books === null && this.problem === null, this.#language.text.loading)}
      ${this.books === null ? nothing : this.#books(this.books)}`;
  }

  #books({ latest, late, earlier }: Books) {
    const text = this.#language.text.reports;
    if (latest === null) {
      return html`<section class="empty">
        <ts-ring state="empty"></ts-ring>
        <div>
          <h2>${text.none}</h2>
          <p>${text.noneLead}</p>
        </div>
      </section>`;
    }
    return html`${
      late
        ? html`<ts-notice kind="stale" heading=${text.late}>${text.lateLead}</ts-notice>`
        : nothing
    }
    ${this.#result(latest)} ${this.#figures(latest)} ${this.#head(latest)}
    ${
      earlier.length === 0
        ? nothing
        : html`<section class="panel">
            <div class="panel-head"><h2>${text.earlier}</h2></div>
            <div class="rows">${earlier.map((report) => this.#earlier(report))}</div>
          </section>`
    }`;
  }

  #result({ wrong, accounts, entries }: BooksReport) {
    const text = this.#language.text.reports;
    const { number } = this.#language.formats;
    const right = wrong === 0;
    return html`<section class="result" ?data-wrong=${!right} role=${right ? 'status' : 'alert'}>
      <ts-icon name=${right ? 'check' : 'stop'}></ts-icon>
      <div>
        <h2>${right ? text.right : text.wrong(number(wrong))}</h2>
        <p>${right ? text.rightLead(number(accounts), number(entries)) : text.wrongLead}</p>
      </div>
    </section>`;
  }

  #figures({ at, accounts, entries, pointsHeld, tookMs }: BooksReport) {
    const text = this.#language.text.reports;
    const { number } = this.#language.formats;
    const facts: [string, string][] = [
      [text.at, this.#when(at)],
      [text.accounts, number(accounts)],
      [text.entries, number(entries)],
      [text.pointsHeld, `${number(pointsHeld)} P`],
      [text.tookMs, text.milliseconds(number(tookMs))],
    ];
    return html`<dl>
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd class="figure">${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #head({ headHex, chained }: BooksReport) {
    const text = this.#language.text.reports;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.head}</h2></div>
      <p class="quiet-text">${text.headLead(this.#language.formats.number(chained))}</p>
      <code class="hash">${headHex}</code>
      <div class="acts">
        <button class="button" @click=${() => void this.#copy(headHex)}>${text.copy}</button>
        <a href="/books" target="_blank">${text.publicPage}</a>
        <span role="status"
          >${this.copied === null ? '' : this.copied ? text.copied : text.notCopied}</span
        >
      </div>
    </section>`;
  }

  #earlier({ at, chained, headHex, wrong }: Books['earlier'][number]) {
    const text = this.#language.text.reports;
    const { number } = this.#language.formats;
    return html`<div class="row">
      <span>${this.#when(at)}</span>
      <span class="sub">${text.chained(number(chained))}</span>
      <code class="detail" title=${headHex}>${headHex}</code>
      <span class=${wrong === 0 ? 'count' : 'count bad'}
        >${wrong === 0 ? text.ok : text.bad(number(wrong))}</span
      >
    </div>`;
  }

  #when(at: string): string {
    const { date, time } = this.#language.formats;
    return `${date(at)} ${time(at)}`;
  }

  async #copy(headHex: string): Promise<void> {
    this.copied = await copyText(headHex);
  }

  async #read(): Promise<void> {
    const answer = await readBooks();
    this.problem = answer.ok ? null : answer;
    if (answer.ok) this.books = answer.value;
  }
}
customElements.define('ts-reports-view', TsReportsView);

declare global {
  interface HTMLElementTagNameMap {
    'ts-reports-view': TsReportsView;
  }
}
