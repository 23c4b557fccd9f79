/** `<ts-phone-history>`: why the balance is what it is. Every line unfolds to its entries (PT2). */
import { html, LitElement, nothing } from 'lit';
import { EntryListSchema, type HistoryLine } from '#domain/contract/people.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblemCode } from '#ui/problem.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { historyEntries, kindOf } from '../elements/history-entries.ts';
import { pageStyles } from '../elements/page-styles.ts';
import { KeptList } from '../kept-list.ts';
import { messages, problemWords, type Messages } from '../languages/core/index.ts';
import type { PhoneSession } from '../phone-session.ts';
import { ME_PATH, TAB_PATHS } from '../routes.ts';
import { SessionController } from '../session-controller.ts';
import { historyStyles } from './history.css.ts';

const PATH = '/api/me/entries';

export class TsPhoneHistory extends LitElement {
  static override properties = {
    session: { attribute: false },
    older: { state: true },
    nextPage: { state: true },
    busy: { state: true },
    problem: { state: true },
  };
  declare session: PhoneSession;
  /** The pages after the first. */
  declare older: readonly HistoryLine[];
  /** Where the next page begins; `undefined`: as the first page says. */
  declare nextPage: string | null | undefined;
  declare busy: boolean;
  /** Of a further page. */
  declare problem: RequestProblemCode | null;

  readonly #language = new LanguageController(this, messages);
  protected readonly followed = new SessionController(this);
  readonly #first = new KeptList(this, EntryListSchema, PATH);
  #stops: readonly (() => void)[] = [];

  static override styles = [resetStyles, controlStyles, figureStyles, pageStyles, historyStyles];

  constructor() {
    super();
    this.older = [];
    this.nextPage = undefined;
    this.busy = false;
    this.problem = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // A new line moves the pages: they are read again from the top.
    const readAgain = () => {
      this.older = [];
      this.nextPage = undefined;
      void this.#first.load();
    };
    // After a gap most often none has come: whoever reads far down stays there.
    const lookAgain = async () => {
      const before = this.#first.value?.before;
      await this.#first.load();
      if (this.#first.value?.before === before) return;
      this.older = [];
      this.nextPage = undefined;
    };
    this.#stops = [
      this.session.on('points:posted', readAgain),
      this.session.on('ticket:changed', readAgain),
      this.session.on('snapshot', () => void lookAgain()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render() {
    const { text } = this.#language;
    return html`<header class="page-head">
        <a class="back" href=${ME_PATH}><ts-icon name="right"></ts-icon>${text.me.heading}</a>
        <h1>${text.history.heading}</h1>
      </header>
      ${this.#notice(text)} ${this.#content(text)}`;
  }

  #notice(text: Messages) {
    const { problem, value, atMs } = this.#first;
    if (problem === null) return nothing;
    const retry = html`<button
      slot="action"
      type="button"
      class="button"
      @click=${() => void this.#first.load()}
    >
      ${text.tryAgain}
    </button>`;
    if (value !== null && atMs !== null) {
      const { date, time } = this.#language.formats;
      return html`<ts-notice
        kind="stale"
        heading=${text.history.stale(`${date(atMs)} ${time(atMs)}`)}
        >${problemWords(text, problem)}${retry}</ts-notice
      >`;
    }
    return html`<ts-notice kind="error" heading=${text.history.problem}
      >${text.history.problemSafe} ${problemWords(text, problem)}${retry}</ts-notice
    >`;
  }

  #content(text: Messages) {
    const { value, slow } = this.#first;
    if (value === null) {
      return slow ? html`<ts-ring class="loading" state="loading"></ts-ring>` : nothing;
    }
    const lines = [...value.entries, ...this.older];
    if (lines.length === 0) {
      return html`<div class="empty">
        <ts-ring state="empty"></ts-ring>
        <p>${text.history.empty}</p>
        <a class="button" href=${TAB_PATHS.activities}>${text.history.findActivity}</a>
      </div>`;
    }
    const before = this.nextPage === undefined ? value.before : this.nextPage;
    return html`<p class="quiet explain">${text.history.explain}</p>
      <ol class="lines">
        ${lines.map((line) => this.#line(text, line))}
      </ol>
      ${this.#more(text, before)}`;
  }

  #line(text: Messages, line: HistoryLine) {
    const { formats } = this.#language;
    const change = line.amount === 0 ? '±0' : formats.signedNumber(line.amount);
    return html`<li id="line-${line.transactionId}">
      <details>
        <summary>
          <span class="day">
            <span class="figure">${formats.dayOfYear(line.postedAt)}</span>
            <span>${formats.time(line.postedAt)}</span>
          </span>
          <span class="what">
            <b>${titleOf(text, line)}</b>
            <span class="kind">${kindOf(text, line)}</span>
          </span>
          <span class="change figure ${line.amount > 0 ? 'plus' : ''}">
            ${change}<span class="unit">P</span>
          </span>
          <ts-icon class="turn" name="right"></ts-icon>
        </summary>
        ${historyEntries(text, formats, line, (transactionId) => this.#show(transactionId))}
      </details>
    </li>`;
  }

  #more(text: Messages, before: string | null) {
    if (before === null) return html`<p class="quiet end">${text.history.end}</p>`;
    return html`${
        this.problem === null
          ? nothing
          : html`<ts-notice kind="error" heading=${problemWords(text, this.problem)}></ts-notice>`
      }
      <button
        type="button"
        class="button wide"
        aria-disabled=${this.busy ? 'true' : nothing}
        @click=${() => void this.#readMore(before)}
      >
        ${text.history.more}
      </button>`;
  }

  async #readMore(before: string): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    const path = `${PATH}?before=${encodeURIComponent(before)}`;
    const answer = await this.session.request(EntryListSchema, path);
    this.busy = false;
    if (!answer.ok) {
      this.problem = answer.code;
      return;
    }
    this.older = [...this.older, ...answer.value.entries];
    this.nextPage = answer.value.before;
  }

  /** Opens the line of another transaction, when it has been read. */
  #show(transactionId: string): void {
    const details = this.renderRoot.querySelector<HTMLDetailsElement>(
      `#line-${CSS.escape(transactionId)} details`,
    );
    if (details === null) return;
    details.open = true;
    details.scrollIntoView({ block: 'center' });
    details.querySelector('summary')?.focus({ preventScroll: true });
  }
}

/** What a line is called: the activity, the offer, or what staff wrote. */
function titleOf(text: Messages, line: HistoryLine): string {
  if (line.activity !== null) return line.activity.name;
  if (line.coupon !== null) return `${line.coupon.offer}・${line.coupon.shop}`;
  if (line.tickets > 0) return text.history.tickets(String(line.tickets));
  return line.reason ?? text.history.kinds[line.kind];
}
customElements.define('ts-phone-history', TsPhoneHistory);

declare global {
  interface HTMLElementTagNameMap {
    'ts-phone-history': TsPhoneHistory;
  }
}
