/**
 * `<ts-moving-proof>`: what a clerk looks at. Its dots and its clock move, so that a picture of it
 * proves nothing.
 */
import { css, html, LitElement, nothing } from 'lit';
import type { Coupon } from '#domain/contract/coupons.ts';
import { STEP_SECONDS } from '#domain/pass.ts';
import { ClockController } from '#ui/controllers/clock-controller.ts';
import '#ui/countdown-ring.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { minutesAndSeconds, reservedLeftMs } from '../coupon-standing.ts';
import { messages } from '../languages/uses/index.ts';
import { secondsLeftAt } from '../live-pass-controller.ts';
import { nameIn } from '../names.ts';

/**
 * @property coupon
 * @property kind      waiting: for the clerk's hand; done: it has just been used
 * @property offsetMs  the server's clock minus the phone's, ms
 */
export class TsMovingProof extends LitElement {
  static override properties = {
    coupon: { attribute: false },
    kind: { type: String, reflect: true },
    offsetMs: { attribute: false },
  };
  declare coupon: Coupon;
  declare kind: 'waiting' | 'done';
  declare offsetMs: number;

  readonly #language = new LanguageController(this, messages);
  readonly #clock = new ClockController(this, 'second', () => this.offsetMs);

  static override styles = [
    resetStyles,
    figureStyles,
    css`
      :host {
        display: block;
        padding: clamp(12px, 2.8dvh, 24px) 24px;
        background: var(--ts-water-50);
        color: var(--ts-ink);
        line-height: 1.5;
        text-align: center;
      }
      :host([kind='done']) {
        background: var(--ts-admitted);
        color: var(--ts-on-admitted);
        --ts-countdown-left: var(--ts-on-admitted);
        --ts-countdown-now: var(--ts-arrive-on-dark);
        --ts-countdown-gone: rgb(255 255 255 / 0.32);
        animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease) both;
      }
      @keyframes rise {
        from {
          transform: translateY(40px);
          opacity: 0;
        }
      }
      h1 {
        color: inherit;
        font-size: var(--ts-text-32);
      }
      :host([kind='waiting']) h1 {
        color: var(--ts-water-1200);
        font-size: var(--ts-text-28);
      }
      ts-countdown-ring {
        --edge: clamp(104px, 20dvh, 168px);
        inline-size: var(--edge);
        margin: clamp(8px, 1.8dvh, 16px) auto;
        --ts-icon-size: calc(var(--edge) * 0.45);
        --ts-icon-stroke: 2.6;
      }
      .left {
        font-size: calc(var(--edge) * 0.26);
      }
      .offer {
        font-size: var(--ts-text-24);
        font-weight: 700;
        line-height: 1.35;
        overflow-wrap: anywhere;
      }
      .shop {
        font-size: var(--ts-text-18);
        overflow-wrap: anywhere;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 4px 28px;
        margin-block-start: 12px;
      }
      dt {
        font-size: var(--ts-text-14);
      }
      dd .figure {
        font-size: 24px;
        white-space: nowrap;
      }
      .at {
        margin-block-start: 4px;
        font-weight: 700;
      }
    `,
  ];

  constructor() {
    super();
    this.kind = 'waiting';
    this.offsetMs = 0;
  }

  override render() {
    const { text, current, formats } = this.#language;
    const { coupon } = this;
    const { nowMs } = this.#clock;
    const isDone = this.kind === 'done';
    return html`<h1>${isDone ? text.use.done : text.use.confirmHeading}</h1>
      <p>${isDone ? nothing : text.use.confirmLead}</p>
      <ts-countdown-ring .seconds=${STEP_SECONDS} .left=${secondsLeftAt(nowMs)}
        >${
          isDone
            ? html`<ts-icon name="check"></ts-icon>`
            : html`<span class="figure left"
                >${minutesAndSeconds(reservedLeftMs(coupon, nowMs))}</span
              >`
        }</ts-countdown-ring
      >
      <p class="offer">${nameIn(current, coupon.offer)}</p>
      <p class="shop">${nameIn(current, coupon.shop)}</p>
      ${
        isDone && coupon.redeemedAt !== null
          ? html`<p class="at">${text.use.doneAt(formats.timeWithSeconds(coupon.redeemedAt))}</p>`
          : nothing
      }
      <dl>
        <div>
          <dt>${text.use.now}</dt>
          <dd><span class="figure">${formats.timeWithSeconds(nowMs)}</span></dd>
        </div>
        <div>
          <dt>${text.coupons.number}</dt>
          <dd><span class="figure">${coupon.number}</span></dd>
        </div>
      </dl>`;
  }
}
customElements.define('ts-moving-proof', TsMovingProof);

declare global {
  interface HTMLElementTagNameMap {
    'ts-moving-proof': TsMovingProof;
  }
}
