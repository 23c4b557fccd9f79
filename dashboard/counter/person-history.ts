/** `<ts-person-history>`: why the balance is what it is; every line unfolds to its entries (PT2). */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { REVERSIBLE_KINDS } from '#domain/accounts.ts';
import type { HistoryLine } from '#domain/contract/people.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import type { RequestProblem } from '#ui/problem.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/index.ts';
import { problemSentence } from '../languages/problem-sentence.ts';
import { panelStyles } from '../panel-styles.ts';
import { readEntries } from './people-api.ts';
import { personHistoryStyles } from './person-history.css.ts';

/** @fires ts-reverse  detail: HistoryLine that staff want to take back */
export class TsPersonHistory extends LitElement {
  static override properties = {
    participantId: { attribute: false },
    version: { attribute: false },
    lines: { state: true },
    older: { state: true },
    problem: { state: true },
    loaded: { state: true },
  };
  declare participantId: string;
  /** Another one: something was booked, read again. */
  declare version: string;
  declare lines: HistoryLine[];
  /** For the next page; `null` at the end. */
  declare older: string | null;
  declare problem: RequestProblem | null;
  declare loaded: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    panelStyles,
    personHistoryStyles,
  ];

  constructor() {
    super();
    this.participantId = '';
    this.version = '';
    this.lines = [];
    this.older = null;
    this.problem = null;
    this.loaded = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('participantId')) {
      this.lines = [];
      this.loaded = false;
    }
    if (changed.has('participantId') || changed.has('version')) void this.#read(null);
  }

  override render() {
    const text = this.#language.text;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.counter.history.heading}</h2></div>
      ${
        this.loaded && this.lines.length === 0
          ? html`<p class="quiet-text">${text.counter.history.empty}</p>`
          : nothing
      }
      <div class="rows">
        ${repeat(
          this.lines,
          // A line that is unfolded stays that line when another one comes before it.
          (line) => line.transactionId,
          (line) => this.#line(line),
        )}
      </div>
      ${
        this.problem === null
          ? nothing
          : html`<p class="problem" role="alert">
              ${problemSentence(text, this.#language.formats, this.problem)}
              <button class="link" @click=${() => void this.#read(null)}>${text.tryAgain}</button>
            </p>`
      }
      ${
        this.older === null
          ? nothing
          : html`<button class="button more" @click=${() => void this.#read(this.older)}>
              ${text.counter.history.more}
            </button>`
      }
    </section>`;
  }

  #line(line: HistoryLine) {
    const text = this.#language.text.counter;
    const { signedNumber, number, date, time } = this.#language.formats;
    return html`<details>
      <summary>
        <ts-icon name="right"></ts-icon>
        <span class="when">${date(line.postedAt)} ${time(line.postedAt)}</span>
        <span class="what"
          >${isGivingBack(line) ? text.history.givenBack : text.kind[line.kind]}${
            line.reversedBy === null
              ? nothing
              : html` <span class="reversed">${text.history.reversed}</span>`
          } <span class="about">${this.#about(line)}</span></span
        >
        <span class="figure amount" ?data-minus=${line.amount < 0}
          >${line.amount === 0 ? '0' : signedNumber(line.amount)}</span
        >
        <span class="after">${text.history.after(number(line.balanceAfter))}</span>
      </summary>
      ${this.#entries(line)}
    </details>`;
  }

  #about(line: HistoryLine) {
    const { counter: text } = this.#language.text;
    const parts = [
      line.activity?.name,
      line.coupon === null ? undefined : `${line.coupon.shop} ${line.coupon.offer}`,
      line.coupon?.number,
      line.tickets === 0
        ? undefined
        : text.ticketCount(this.#language.formats.number(line.tickets)),
      line.reason ?? undefined,
    ];
    return parts.filter((part) => part !== undefined).map((part) => html`<span>${part}</span>`);
  }

  #entries(line: HistoryLine) {
    const text = this.#language.text.counter;
    const { signedNumber } = this.#language.formats;
    return html`<div class="entries">
      <table>
        <caption>
          ${text.history.entries}
        </caption>
        <tbody>
          ${line.entries.map(
            ({ account, own, amount }) =>
              html`<tr>
                <th scope="row">
                  ${text.account[account]}${own ? nothing : html`<small>${text.history.others}</small>`}
                </th>
                <td class="figure">${signedNumber(amount)}</td>
              </tr>`,
          )}
          <tr class="sum">
            <th scope="row">${text.history.sum}</th>
            <td class="figure">${line.entries.reduce((sum, { amount }) => sum + amount, 0)}</td>
          </tr>
        </tbody>
      </table>
      ${
        isReversible(line)
          ? html`<button
              class="button"
              @click=${() =>
                this.dispatchEvent(new CustomEvent<HistoryLine>('ts-reverse', { detail: line }))}
            >
              ${text.history.reverse}
            </button>`
          : nothing
      }
    </div>`;
  }

  async #read(before: string | null): Promise<void> {
    const { participantId, version } = this;
    const answer = await readEntries(participantId, before);
    const isOver = participantId !== this.participantId || version !== this.version;
    if (isOver || !this.isConnected) return;
    // Asked twice, a page is there already.
    if (before !== null && before !== this.older) return;
    this.problem = answer.ok ? null : answer;
    if (!answer.ok) return;
    const { entries } = answer.value;
    this.lines = before === null ? entries : [...this.lines, ...entries];
    this.older = answer.value.before;
    this.loaded = true;
  }
}

/** A void lottery's tickets come back. */
function isGivingBack({ kind, tickets }: HistoryLine): boolean {
  return kind === 'reversal' && tickets > 0;
}

/** What staff may take back, as far as this side knows; the books decide. */
function isReversible({ kind, reversedBy, reverses }: HistoryLine): boolean {
  const kinds: readonly string[] = REVERSIBLE_KINDS;
  return kinds.includes(kind) && reversedBy === null && reverses === null;
}
customElements.define('ts-person-history', TsPersonHistory);

declare global {
  interface HTMLElementTagNameMap {
    'ts-person-history': TsPersonHistory;
  }
}
