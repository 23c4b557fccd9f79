/** `<ts-lottery-receipts>`: what one holds of a lottery, checked, to be copied or saved. */
import { css, html, LitElement, nothing } from 'lit';
import type { Lottery, LotteryEntry, LotteryEntryList } from '#domain/contract/lotteries.ts';
import type { OpenFile } from '#domain/draw/files.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/lottery/index.ts';
import { serialSpan } from '../lottery-standing.ts';
import { nameIn } from '../names.ts';
import { receiptText } from '../receipt-text.ts';
import { usesStyles } from './uses-styles.ts';

/** More are folded away. */
const ROWS_OPEN_MAX = 3;
const FILE_KEPT_MS = 60_000;

/**
 * @property lottery
 * @property list      own entries
 * @property openFile  the draw's open.txt; `null`: not here yet
 * @property verdicts  by entryId: signed by the draw, or not; missing: not looked at yet
 * @property strays    entryIds that the server does not list
 */
export class TsLotteryReceipts extends LitElement {
  static override properties = {
    lottery: { attribute: false },
    list: { attribute: false },
    openFile: { attribute: false },
    verdicts: { attribute: false },
    strays: { attribute: false },
    copied: { state: true },
  };
  declare lottery: Lottery;
  declare list: LotteryEntryList;
  declare openFile: OpenFile | null;
  declare verdicts: ReadonlyMap<string, boolean>;
  declare strays: ReadonlySet<string>;
  declare copied: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    usesStyles,
    css`
      :host {
        padding: 0;
      }
      .lead {
        margin-block: 4px 12px;
        color: var(--ts-ink-2);
      }
      li {
        padding-block: 12px;
      }
      .serials .figure {
        font-size: 20px;
      }
      .verdict {
        display: flex;
        gap: 8px;
        --ts-icon-size: 1.5em;
      }
      .right ts-icon,
      .right b {
        color: var(--ts-admitted-mark);
      }
      .wrong {
        color: var(--ts-refused-mark);
        font-weight: 700;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        margin-block: 16px 8px;
      }
      pre {
        overflow: auto;
        padding: 12px;
        background: var(--ts-mist);
        font-size: 13px;
        line-height: 1.6;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  constructor() {
    super();
    this.openFile = null;
    this.verdicts = new Map();
    this.strays = new Set();
    this.copied = false;
  }

  override render() {
    const { text } = this.#language;
    const { entries } = this.list;
    if (entries.length === 0) return nothing;
    const newest = entries.toReversed();
    const older = newest.slice(ROWS_OPEN_MAX);
    return html`<h2>${text.receipts.heading}</h2>
      <p class="lead">${text.receipts.lead}</p>
      <ul class="rows">
        ${newest.slice(0, ROWS_OPEN_MAX).map((entry) => this.#entry(entry))}
      </ul>
      ${
        older.length === 0
          ? nothing
          : html`<details>
              <summary>+${older.length}</summary>
              <ul class="rows">
                ${older.map((entry) => this.#entry(entry))}
              </ul>
            </details>`
      }
      <div class="actions">
        <button class="button" @click=${() => void this.#copy()}>
          ${this.copied ? html`<ts-icon name="check"></ts-icon>` : nothing}
          <span role="status">${this.copied ? text.receipts.copied : text.receipts.copy}</span>
        </button>
        <button class="button" @click=${() => this.#save()}>${text.receipts.save}</button>
      </div>
      <details>
        <summary>${text.receipts.asText}</summary>
        <pre tabindex="0">${this.#text()}</pre>
      </details>`;
  }

  #entry(entry: LotteryEntry) {
    const { text, formats, current } = this.#language;
    const prize = this.lottery.prizes.find(({ prizeId }) => prizeId === entry.prizeId);
    const at = `${formats.date(entry.enteredAt)} ${formats.time(entry.enteredAt)}`;
    return html`<li>
      <p><b>${prize === undefined ? entry.prizeId : nameIn(current, prize)}</b></p>
      <p class="serials">
        ${text.ask.tickets(formats.number(entry.count))}
        <span class="figure" data-serials>${serialSpan(entry, prize?.tickets ?? 0)}</span>
      </p>
      <p class="quiet">${at}</p>
      ${this.#verdict(entry)}
    </li>`;
  }

  #verdict({ entryId }: LotteryEntry) {
    const { receipts: text } = this.#language.text;
    const isGood = this.verdicts.get(entryId);
    if (isGood === false || this.strays.has(entryId)) {
      return html`<p class="verdict wrong" role="alert">
        <ts-icon name="stop"></ts-icon>${isGood === false ? text.wrong : text.stray}
      </p>`;
    }
    if (isGood === undefined) return html`<p class="quiet">${text.unchecked}</p>`;
    return html`<p class="verdict right">
      <ts-icon name="check"></ts-icon><span><b>${text.right}</b> ${text.rightHint}</span>
    </p>`;
  }

  #text(): string {
    const { text, formats, current } = this.#language;
    const words = { language: current, formats };
    return receiptText(text, words, this.lottery, this.list, this.openFile);
  }

  /** A page without TLS has no clipboard: the text can be marked by hand. */
  async #copy(): Promise<void> {
    await navigator.clipboard?.writeText(this.#text()).then(
      () => (this.copied = true),
      () => undefined,
    );
    if (!this.copied)
      this.renderRoot.querySelector('details:last-of-type')?.setAttribute('open', '');
  }

  #save(): void {
    const file = new Blob([this.#text()], { type: 'text/plain;charset=utf-8' });
    const address = URL.createObjectURL(file);
    const link = document.createElement('a');
    link.href = address;
    link.download = this.#language.text.receipts.file(this.lottery.draw);
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), FILE_KEPT_MS);
  }
}
customElements.define('ts-lottery-receipts', TsLotteryReceipts);

declare global {
  interface HTMLElementTagNameMap {
    'ts-lottery-receipts': TsLotteryReceipts;
  }
}
