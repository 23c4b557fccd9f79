/** `<ts-stage-reveal-view>`: a number, digit by digit, in a ring of the phones that checked it. */
import { css, html, LitElement, nothing, svg } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { gatheredPlaces, ninthPlace } from '#ui/ring-geometry.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { boardRows, pageAt, pageWith } from '../board.ts';
import { RINGS_RADIUS, dotRings } from '../dot-rings.ts';
import { messages } from '../languages/screen/index.ts';
import { placesOf, serialText, stageAt, type RevealMoment } from '../stage-state.ts';
import { boardList, boardStyles } from './board-list.ts';
import { counted, fact, nameIn } from './facts.ts';
import { screenStyles } from './screen-styles.ts';

const ROWS = 10;
/** In px of 1920 × 1080: the figure, and what the rings leave it. */
const DIGITS_PX = 300;
const DIGITS_WIDTH_PX = 730;
/** Of the font size: the width of a digit. */
const DIGIT_WIDTH = 0.6;
const LONG_NAME = 11;

/**
 * @property snapshot
 * @property nowMs  the server's clock
 */
export class TsStageRevealView extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    nowMs: { attribute: false },
  };
  declare snapshot: StageSnapshot;
  declare nowMs: number;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    screenStyles,
    boardStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
      }
      .ring {
        position: absolute;
        inset-inline-start: calc(65 * var(--u));
        inset-block-start: calc(72 * var(--u));
        inline-size: calc(936 * var(--u));
        block-size: calc(936 * var(--u));
      }
      .ring > svg {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
      }
      .agreed {
        fill: var(--ts-water-300);
      }
      .connected {
        fill: none;
        stroke: var(--ts-open-on-night);
        stroke-width: 2.5;
      }
      .share {
        fill: none;
        stroke: var(--ts-water-300);
        stroke-width: 44;
      }
      .share.rest {
        stroke: #1d4a53;
      }
      .middle {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template-rows: 1fr auto 1fr;
        justify-items: center;
        text-align: center;
        font-size: calc(56 * var(--u));
        line-height: 1.35;
      }
      .what {
        align-self: end;
        padding-block-end: calc(14 * var(--u));
      }
      .what .figure,
      .agree .figure {
        font-size: 1.3em;
      }
      .agree {
        padding-block-start: calc(34 * var(--u));
      }
      .what ts-icon,
      .agree ts-icon {
        --ts-icon-size: calc(60 * var(--u));
        color: var(--ts-water-300);
      }
      .digits {
        display: flex;
        align-items: center;
        justify-content: center;
        min-block-size: calc(240 * var(--u));
        line-height: 0.8;
      }
      .digit {
        inline-size: 0.6em;
        text-align: center;
        animation: land 320ms var(--ts-arrive-ease);
      }
      .digit.placeholder {
        position: relative;
        block-size: 0.7em;
        animation: none;
      }
      .placeholder svg {
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }
      .placeholder.later svg {
        opacity: 0.45;
      }
      .waiting-dot {
        fill: var(--ts-open-on-night);
      }
      .ninth {
        fill: var(--ts-arrive-on-dark);
      }
      .head {
        max-inline-size: calc(640 * var(--u));
        text-wrap: balance;
        font-size: calc(72 * var(--u));
        font-weight: 700;
        line-height: 1.3;
      }
      .right {
        position: absolute;
        inset-block: calc(52 * var(--u)) 0;
        inset-inline: calc(1068 * var(--u)) calc(80 * var(--u));
      }
      .prize {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: calc(32 * var(--u));
        align-items: center;
        block-size: calc(100 * var(--u));
        border-block-end: 2px solid #1d4a53;
      }
      .prize h1 {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        font-size: calc(56 * var(--u));
        line-height: 1.15;
      }
      .prize h1.long {
        font-size: calc(44 * var(--u));
      }
      .prize .fact {
        font-size: calc(40 * var(--u));
      }
      .after {
        display: flex;
        justify-content: space-between;
        gap: calc(24 * var(--u));
        margin-block-start: calc(26 * var(--u));
        white-space: nowrap;
      }
      .after .figure {
        font-size: 1.25em;
      }
      @keyframes land {
        from {
          opacity: 0;
          transform: translateY(-0.12em);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .digit {
          animation: none;
        }
      }
    `,
  ];

  override render() {
    const { moment } = stageAt(this.snapshot, this.nowMs);
    const prizeIndex = this.snapshot.prizeIndex ?? 0;
    return html`<section class="ring">
        ${this.#phones()}
        <div class="middle">
          ${moment.name === 'reveal' ? this.#number(moment) : this.#done(prizeIndex)}
          ${this.#agreeing()}
        </div>
      </section>
      <section class="right">
        ${this.#prize(prizeIndex)} ${this.#board(prizeIndex, moment)}
      </section>`;
  }

  #phones() {
    const { watching, agreeing } = this.snapshot;
    const agreed = Math.min(agreeing, watching);
    const rings = dotRings(watching);
    const half = 468;
    const body =
      rings === null
        ? shares(agreed / Math.max(1, watching))
        : rings.places.map(({ x, y }, index) =>
            index < agreed
              ? svg`<circle class="agreed" cx=${x} cy=${y} r=${rings.dotRadius}></circle>`
              : svg`<circle class="connected" cx=${x} cy=${y} r=${rings.dotRadius - 1}></circle>`,
          );
    return html`<svg viewBox="${-half} ${-half} ${2 * half} ${2 * half}" aria-hidden="true">
      ${body}
    </svg>`;
  }

  #number({ place, digits, digitsOut }: RevealMoment) {
    const { text } = this.#language;
    const what = place.kind === 'win' ? text.winner : text.alternate;
    const size = Math.min(DIGITS_PX, DIGITS_WIDTH_PX / (digits * DIGIT_WIDTH));
    const shown = serialText(place.serial, digits).slice(0, digitsOut);
    return html`<p class="what">
        ${what.before} <span class="figure">${place.place}</span> ${what.after}
      </p>
      <div
        class="digits figure"
        style="font-size: calc(${size} * var(--u))"
        data-digits=${shown}
        role="img"
        aria-label=${shown}
      >
        ${Array.from({ length: digits }, (_, at) =>
          at < digitsOut
            ? html`<span class="digit">${shown[at]}</span>`
            : html`<span class="digit placeholder ${at > digitsOut ? 'later' : ''}"
                >${gathering(at === digitsOut)}</span
              >`,
        )}
      </div>`;
  }

  #done(prizeIndex: number) {
    const { text } = this.#language;
    const isEmpty = placesOf(this.snapshot, prizeIndex).wins === 0;
    return html`<p class="what"><ts-icon name="check"></ts-icon></p>
      <div class="digits">
        <h2 class="head">${isEmpty ? text.prizeEmpty : text.prizeDone}</h2>
      </div>`;
  }

  #agreeing() {
    const { agreeing } = this.snapshot;
    const { text, formats } = this.#language;
    if (agreeing === 0) return html`<p class="agree"></p>`;
    return html`<p class="agree">
      <span class="figure" data-agreeing>${formats.number(agreeing)}</span>
      ${text.agreeing.unit(agreeing)}<br />
      <ts-icon name="check"></ts-icon> ${text.agreeing.done}
    </p>`;
  }

  #prize(prizeIndex: number) {
    const { text, formats, current } = this.#language;
    const prize = this.snapshot.lottery.prizes[prizeIndex];
    if (prize === undefined) return nothing;
    const name = nameIn(current, prize);
    return html`<header class="prize">
      <h1 class=${name.length > LONG_NAME ? 'long' : ''}>${name}</h1>
      ${fact(formats, counted(text.wins, prize.quantity), prize.quantity)}
    </header>`;
  }

  #board(prizeIndex: number, moment: { readonly name: string }) {
    const { text, formats } = this.#language;
    const rows = boardRows(this.snapshot, prizeIndex, this.nowMs);
    const at = Math.max(
      0,
      rows.findLastIndex(({ state }) => state !== 'open'),
    );
    const page =
      moment.name === 'reveal' ? pageWith(rows, ROWS, at) : pageAt(rows, ROWS, this.nowMs);
    const pages =
      page.count === 1
        ? nothing
        : html`<span
            >${text.page(formats.number(page.index + 1), formats.number(page.count))}</span
          >`;
    return html`${boardList(page.rows, text)}
      <p class="after least quiet"><span>${this.#after(prizeIndex)}</span>${pages}</p>`;
  }

  /** What follows, or why places stay open. */
  #after(prizeIndex: number) {
    const { text } = this.#language;
    const prize = this.snapshot.lottery.prizes[prizeIndex];
    const { wins, alternates } = placesOf(this.snapshot, prizeIndex);
    const missing = (prize?.quantity ?? 0) - wins;
    if (missing > 0) return sentence(text.unclaimed, missing);
    const seen = this.snapshot.revealed.filter(
      ({ kind, prizeId }) => kind === 'alt' && prizeId === prize?.prizeId,
    );
    const later = alternates - seen.length;
    return later > 0 ? sentence(text.alternatesLater, later) : nothing;
  }
}
customElements.define('ts-stage-reveal-view', TsStageRevealView);

function sentence({ before, after }: { before: string; after: string }, count: number) {
  return html`${before} <span class="figure">${count}</span> ${after}`;
}

/** The place of a digit that is coming: eight have gathered, the ninth is on its way. */
function gathering(isNext: boolean) {
  const ninth = ninthPlace(30);
  return html`<svg viewBox="-50 -60 100 120">
    ${gatheredPlaces(30).map(
      ({ x, y }) => svg`<circle class="waiting-dot" cx=${x} cy=${y} r="6"></circle>`,
    )}
    <circle
      class=${isNext ? 'ninth' : 'waiting-dot'}
      cx=${ninth.x}
      cy=${ninth.y}
      r=${isNext ? 8 : 6}
    ></circle>
  </svg>`;
}

/** More phones than dots: the share of the ring says it. */
function shares(share: number) {
  const radius = RINGS_RADIUS - 24;
  const length = 2 * Math.PI * radius;
  const agreed = `${share * length} ${length}`;
  return svg`<g transform="rotate(-46)">
    <circle class="share rest" r=${radius}></circle>
    <circle class="share" r=${radius} stroke-dasharray=${agreed}></circle>
  </g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage-reveal-view': TsStageRevealView;
  }
}
