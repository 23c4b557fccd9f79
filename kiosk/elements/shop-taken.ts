/** `<ts-shop-taken>`: the coupon was taken, or had been before. A full field, each with its layout. */
import { css, html, LitElement, nothing } from 'lit';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import '#ui/wall.ts';
import { lengthOf, widthOf } from '../activity-words.ts';
import { shopMessages } from '../languages/shop/index.ts';
import type { ShopAnswer } from '../shop-desk-state.ts';
import { offerNameIn } from '../shop-words.ts';
import { screenStyles } from './screen-styles.ts';
import { verdictStyles } from './verdict-styles.ts';

type TakenAnswer = Exclude<ShopAnswer, { kind: 'problem' }>;

/** Used so shortly before that it is surely this one, shown twice. */
const JUST_NOW_MS = 60_000;

/**
 * Make it anew for each answer (KS1).
 * @property answer  what is said
 * @property shop    the shop's name
 * @property at      the time shown, milliseconds since the epoch
 * @property returnsAfterMs
 */
export class TsShopTaken extends LitElement {
  static override properties = {
    answer: { attribute: false },
    shop: { type: String },
    at: { type: Number },
    returnsAfterMs: { type: Number },
    kind: { type: String, reflect: true },
  };
  declare answer: TakenAnswer | null;
  declare shop: string;
  declare at: number;
  declare returnsAfterMs: number;
  declare kind: 'admitted' | 'already';

  readonly #language = new LanguageController(this, shopMessages);

  static override styles = [
    screenStyles,
    verdictStyles,
    css`
      .head {
        overflow-wrap: anywhere;
        word-break: auto-phrase;
      }
      .offer {
        margin-block-start: calc(12 * var(--u));
        font-size: min(91 * var(--u), 660 * var(--u) / var(--width));
      }
      .offer[data-length='long'] {
        font-size: calc(60 * var(--u));
      }
      .offer[data-length='longest'] {
        font-size: calc(48 * var(--u));
      }
      .offer + .when {
        margin-block-start: calc(44 * var(--u));
      }
    `,
  ];

  constructor() {
    super();
    this.answer = null;
    this.shop = '';
    this.at = 0;
    this.returnsAfterMs = 0;
    this.kind = 'admitted';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.answer = null;
  }

  protected override willUpdate(): void {
    if (this.answer !== null) this.kind = this.answer.kind === 'used' ? 'already' : 'admitted';
  }

  override render() {
    const { answer } = this;
    if (answer === null) return nothing;
    const { text, formats } = this.#language;
    return html`<ts-wall kind="field"></ts-wall>
      <header>
        <span class="activity">${this.shop}</span>
        <span class="figure">${formats.time(this.at)}</span>
      </header>
      <ts-ring state=${this.kind}></ts-ring>
      <div class="words">
        ${answer.kind === 'used' ? this.#used(answer.firstAt) : this.#redeemed(answer)}
      </div>
      <footer>
        ${text.taken.returning}
        <div class="remaining" style="--returns-after: ${this.returnsAfterMs}ms"><i></i></div>
      </footer>`;
  }

  #redeemed({ coupon, balance }: Extract<TakenAnswer, { kind: 'redeemed' }>) {
    const { text, formats, current } = this.#language;
    const name = offerNameIn(coupon.offer, current);
    return html`<p class="name" style="--width: ${widthOf(text.taken.kicker)}">
        ${text.taken.kicker}
      </p>
      <h1 class="head offer" data-length=${lengthOf(name)} style="--width: ${widthOf(name)}">
        ${name}
      </h1>
      <p class="when">
        <ts-icon name="coupon"></ts-icon>
        <span>${text.taken.number}</span>
        <span class="figure">${coupon.number}</span>
      </p>
      <p class="note">
        ${balance === null ? coupon.shop.name : text.taken.left(formats.number(balance))}
      </p>`;
  }

  #used(firstAt: string | null) {
    const { text, formats } = this.#language;
    const { used } = text;
    const isJustNow = firstAt !== null && Math.abs(this.at - Date.parse(firstAt)) < JUST_NOW_MS;
    return html`<h1 class=${used.head.includes('\n') ? 'head by-hand two-lines' : 'head'}>
        ${used.head}
      </h1>
      <p class="sub">${isJustNow ? used.justNow : used.sub}</p>
      ${
        firstAt === null
          ? nothing
          : html`<p class="when">
              <ts-icon name="clock"></ts-icon>
              ${
                formats.date(firstAt) === formats.date(this.at)
                  ? nothing
                  : html`<span>${formats.date(firstAt)}</span>`
              }
              <span class="figure">${formats.timeWithSeconds(firstAt)}</span>
              <span>${used.at}</span>
            </p>`
      }
      <p class="note">${used.note}</p>`;
  }
}
customElements.define('ts-shop-taken', TsShopTaken);

declare global {
  interface HTMLElementTagNameMap {
    'ts-shop-taken': TsShopTaken;
  }
}
