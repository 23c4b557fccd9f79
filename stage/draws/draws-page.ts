/** `<ts-draws-page>`: all draws ever, voids and rehearsals included, each with its files. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Lottery } from '#domain/contract/lotteries.ts';
import { controlStyles } from '#ui/controls.css.ts';
import '#ui/elements/notice.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/language/language-switch.ts';
import '#ui/mark.ts';
import '#ui/ring.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import '../check-yourself.ts';
import { messages } from '../languages/draws/index.ts';
import { nameIn } from '../screen/facts.ts';

/**
 * @property lotteries  newest first; `null`: not there yet
 * @property failed     they did not come
 * @fires ts-read-again
 */
export class TsDrawsPage extends LitElement {
  static override properties = {
    lotteries: { attribute: false },
    failed: { type: Boolean },
  };
  declare lotteries: readonly Lottery[] | null;
  declare failed: boolean;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        display: block;
        max-inline-size: 768px;
        margin-inline: auto;
        padding: 16px 24px 56px;
      }
      header,
      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 16px;
      }
      .brand {
        display: flex;
        align-items: center;
        gap: 10px;
        color: var(--ts-water-1200);
        font-size: var(--ts-text-20);
        font-weight: 700;
        --ts-mark-size: 36px;
      }
      h1 {
        margin-block: 20px 12px;
        font-size: var(--ts-text-28);
      }
      h2 {
        font-size: var(--ts-text-20);
      }
      .waiting {
        display: grid;
        place-items: center;
        gap: 16px;
        padding-block: 48px;
        text-align: center;
        --ts-ring-size: 160px;
      }
      .draws > li {
        display: grid;
        gap: 8px;
        padding-block: 24px;
        border-block-end: var(--ts-border);
      }
      .draws > li:first-child {
        margin-block-start: 16px;
        border-block-start: var(--ts-border);
      }
      .mark {
        padding: 2px 12px;
        background: var(--ts-stored);
        color: var(--ts-ink);
        font-weight: 700;
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 12px;
        font-weight: 700;
      }
      .void .state {
        color: var(--ts-refused-mark);
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 24px;
        color: var(--ts-ink-2);
      }
      summary {
        display: flex;
        align-items: center;
        min-block-size: var(--ts-target);
        color: var(--ts-water-900);
        cursor: pointer;
        text-decoration: underline;
        text-underline-offset: 0.25em;
      }
      .files li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 16px;
        padding-block: 10px;
        border-block-end: var(--ts-border);
      }
      .hash {
        grid-column: 1 / -1;
        font-family: ui-monospace, 'SFMono-Regular', Consolas, monospace;
        font-size: var(--ts-text-14);
        line-height: 1.5;
        word-break: break-all;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 24px;
      }
    `,
  ];

  constructor() {
    super();
    this.lotteries = null;
    this.failed = false;
  }

  protected override updated(_changed: PropertyValues): void {
    document.title = this.#language.text.title;
  }

  override render() {
    const { text } = this.#language;
    return html`<header>
        <p class="brand"><ts-mark></ts-mark>${text.brand}</p>
        <ts-language-switch variant="text"></ts-language-switch>
      </header>
      <main>
        <h1>${text.heading}</h1>
        <p>${text.lead}</p>
        ${this.#content()}
      </main>`;
  }

  #content() {
    const { text } = this.#language;
    if (this.failed) {
      return html`<ts-notice kind="offline" heading=${text.failed}>
        ${text.failedHint}
        <button
          slot="action"
          class="button"
          @click=${() => this.dispatchEvent(new CustomEvent('ts-read-again'))}
        >
          ${text.tryAgain}
        </button>
      </ts-notice>`;
    }
    if (this.lotteries === null) {
      return html`<div class="waiting" role="status">
        <ts-ring state="loading" label=${text.waiting}></ts-ring>
      </div>`;
    }
    if (this.lotteries.length === 0) {
      return html`<div class="waiting">
        <ts-ring state="empty"></ts-ring>
        <h2>${text.empty}</h2>
        <p>${text.emptyHint}</p>
      </div>`;
    }
    return html`<ol class="draws">
        ${this.lotteries.map((lottery) => this.#draw(lottery))}
      </ol>
      <ts-check-yourself .lotteryId=${null}></ts-check-yourself>`;
  }

  #draw(lottery: Lottery) {
    const { text, formats, current } = this.#language;
    const tickets = lottery.prizes.reduce((sum, prize) => sum + prize.tickets, 0);
    return html`<li class=${lottery.state} data-draw=${lottery.draw}>
      <div class="name">
        <h2>${nameIn(current, lottery)}</h2>
        ${lottery.rehearsal ? html`<span class="mark">${text.rehearsal}</span>` : nothing}
      </div>
      <p class="state">
        <ts-icon name=${ICONS[lottery.state]}></ts-icon>
        ${text.states[lottery.state]}
        ${
          lottery.state === 'open'
            ? html`<span
                >${formats.date(lottery.closesAt)}
                ${text.until(formats.time(lottery.closesAt))}</span
              >`
            : nothing
        }
      </p>
      ${lottery.voidReason === null ? nothing : html`<p>${text.reason(lottery.voidReason)}</p>`}
      <p class="facts">
        <span>${formats.fiscalYear(lottery.fiscalYear)}</span>
        ${lottery.drawnAt === null ? nothing : html`<span>${formats.date(lottery.drawnAt)}</span>`}
        <span>${text.prizes(formats.number(lottery.prizes.length))}</span>
        <span>${text.tickets(formats.number(tickets))}</span>
      </p>
      <p class="actions">
        <a class="button" href="/stage/draws/${lottery.lotteryId}">${text.open}</a>
      </p>
      ${lottery.files.length === 0 ? nothing : this.#files(lottery)}
    </li>`;
  }

  #files({ lotteryId, files, state }: Lottery) {
    const { text, formats } = this.#language;
    const address = `/api/lotteries/${lotteryId}`;
    return html`<details>
      <summary>${text.files(formats.number(files.length))}</summary>
      <ol class="files">
        ${files.map(
          ({ name, sha256, bytes }) =>
            html`<li>
              <a href="${address}/files/${name}">${name}</a>
              <span>${text.bytes(formats.number(Math.max(1, Math.round(bytes / 1_000))))}</span>
              <span class="hash">${sha256}</span>
            </li>`,
        )}
      </ol>
      <p class="actions">
        ${
          state === 'drawn'
            ? html`<a href="${address}/bundle.zip" download>${text.bundle}</a>
                <a href="/stage/verify.html">${text.verifier}</a>
                <a href="/stage/verify_vd1.py" download>${text.script}</a>`
            : nothing
        }
      </p>
    </details>`;
  }
}
customElements.define('ts-draws-page', TsDrawsPage);

const ICONS = {
  draft: 'clock',
  open: 'ticket',
  closed: 'lock',
  gathering: 'voice',
  frozen: 'dice',
  final: 'beacon',
  drawn: 'check',
  void: 'stop',
} as const;

declare global {
  interface HTMLElementTagNameMap {
    'ts-draws-page': TsDrawsPage;
  }
}
