/** `<ts-coupon-card>`: one's own coupon, torn along its dots: what, where, its number, and that it lives. */
import { css, html, LitElement } from 'lit';
import type { Coupon } from '#domain/contract/coupons.ts';
import { STEP_SECONDS } from '#domain/pass.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/countdown-ring.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { couponStanding } from '../coupon-standing.ts';
import { messages } from '../languages/uses/index.ts';
import { secondsLeftAt } from '../live-pass-controller.ts';
import { nameIn } from '../names.ts';
import { couponUsePath } from '../routes.ts';

/**
 * @property coupon
 * @property offsetMs  the server's clock minus the phone's, ms
 */
export class TsCouponCard extends LitElement {
  static override properties = {
    coupon: { attribute: false },
    offsetMs: { attribute: false },
  };
  declare coupon: Coupon;
  declare offsetMs: number;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second', () => this.offsetMs);

  static override styles = [
    resetStyles,
    figureStyles,
    controlStyles,
    css`
      :host {
        --line: 3px;
        --notch: 17px;
        display: block;
        color: var(--ts-water-1100);
      }
      .card {
        border: var(--line) solid currentColor;
        border-radius: var(--ts-radius-pass);
        background: var(--ts-paper);
      }
      .above {
        padding: 12px 21px 0;
        color: var(--ts-ink);
      }
      .state {
        color: var(--ts-water-900);
        font-weight: 700;
        line-height: 1.6;
      }
      .offer {
        font-size: var(--ts-text-28);
        overflow-wrap: anywhere;
      }
      .shop {
        font-size: 20px;
        line-height: 1.5;
        overflow-wrap: anywhere;
      }
      .proof {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 20px;
        margin-block-start: 10px;
      }
      ts-countdown-ring {
        flex: none;
        inline-size: 96px;
        color: var(--ts-water-1200);
      }
      ts-countdown-ring .figure {
        font-size: 34px;
      }
      .words {
        line-height: 1.6;
        white-space: pre-line;
      }
      .number {
        color: var(--ts-ink-2);
      }
      .number .figure {
        font-size: 18px;
        white-space: nowrap;
      }
      /* Two half circles bite into the edges where the card would be torn. */
      .tear {
        position: relative;
        block-size: calc(2 * var(--notch));
        margin-inline: calc(-1 * var(--line));
        overflow: hidden;
      }
      .tear::before,
      .tear::after {
        content: '';
        position: absolute;
        inset-block-start: 0;
        inline-size: calc(2 * var(--notch));
        block-size: calc(2 * var(--notch));
        border: var(--line) solid currentColor;
        border-radius: 50%;
        background: var(--ts-paper);
      }
      .tear::before {
        inset-inline-start: calc(-1 * var(--notch));
      }
      .tear::after {
        inset-inline-end: calc(-1 * var(--notch));
      }
      .tear span {
        position: absolute;
        inset: 50% 26px auto;
        block-size: 3px;
        margin-block-start: -1.5px;
        background: radial-gradient(circle, currentColor 1.4px, transparent 1.6px) 0 0 / 9.2px 3px
          repeat-x;
      }
      .below {
        padding: 0 21px 21px;
      }
      .use {
        min-block-size: 62px;
        font-size: 20px;
      }
    `,
  ];

  constructor() {
    super();
    this.offsetMs = 0;
  }

  override render() {
    const { text, current } = this.#language;
    const { coupon } = this;
    const { nowMs } = this.#clock;
    const left = secondsLeftAt(nowMs);
    const isReserved = couponStanding(coupon, nowMs) === 'reserved';
    return html`<article class="card">
      <div class="above">
        <p class="state">${isReserved ? text.coupons.reserved : text.coupons.ready}</p>
        <h2 class="offer">${nameIn(current, coupon.offer)}</h2>
        <p class="shop">${nameIn(current, coupon.shop)}</p>
        <div class="proof">
          <ts-countdown-ring .seconds=${STEP_SECONDS} .left=${left}
            ><span class="figure" aria-hidden="true">${left}</span></ts-countdown-ring
          >
          <div>
            <p class="words">${text.coupons.live}</p>
            <p class="number">
              ${text.coupons.number} <span class="figure">${coupon.number}</span>
            </p>
          </div>
        </div>
      </div>
      <div class="tear"><span></span></div>
      <div class="below">
        <a class="button primary wide use" href=${couponUsePath(coupon.couponId)}
          >${text.coupons.use}</a
        >
      </div>
    </article>`;
  }
}
customElements.define('ts-coupon-card', TsCouponCard);

declare global {
  interface HTMLElementTagNameMap {
    'ts-coupon-card': TsCouponCard;
  }
}
