/** `<ts-kiosk-refusal>`: not yet. What it is, and what to do next, step by step. */
import { css, html, LitElement, nothing } from 'lit';
import '#ui/icons/icon.ts';
import { MediaQueryController } from '#ui/controllers/media-query-controller.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import '#ui/ring.ts';
import '#ui/wall.ts';
import { messages } from '../languages/index.ts';
import type { RefusalWords } from '../verdict-words.ts';
import { screenStyles } from './screen-styles.ts';

/**
 * @property words     what is said, in the present language
 * @property place     the name of the activity or the shop
 * @property at        the time shown, milliseconds since the epoch
 * @property returnsAfterMs
 */
export class TsKioskRefusal extends LitElement {
  static override properties = {
    words: { attribute: false },
    place: { type: String },
    at: { type: Number },
    returnsAfterMs: { type: Number },
  };
  declare words: RefusalWords | null;
  declare place: string;
  declare at: number;
  declare returnsAfterMs: number;

  readonly #language = new LanguageController(this, messages);
  readonly #portrait = new MediaQueryController(this, '(orientation: portrait)');

  static override styles = [
    screenStyles,
    css`
      .slab {
        position: absolute;
        inset: 0;
        isolation: isolate;
        --ts-wall-fill: var(--ts-refused);
      }
      header {
        position: absolute;
        inset: calc(39 * var(--u)) calc(56 * var(--u)) auto;
        display: flex;
        align-items: center;
        justify-content: space-between;
        font-size: calc(24 * var(--u));
      }
      .place {
        max-inline-size: calc(390 * var(--u));
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: #ffffff;
      }
      header .figure {
        font-size: calc(32 * var(--u));
      }
      ts-ring {
        position: absolute;
        inset: calc(181 * var(--u)) auto auto calc(39 * var(--u));
        --ts-ring-size: calc(388 * var(--u));
      }
      .words {
        position: absolute;
        inset: calc(114 * var(--u)) calc(40 * var(--u)) calc(110 * var(--u)) calc(100% * 560 / 1280);
        animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease);
      }
      @keyframes rise {
        from {
          transform: translateY(calc(16 * var(--u)));
          opacity: 0.4;
        }
      }
      .kicker {
        font-size: calc(32 * var(--u));
        font-weight: 700;
        line-height: 1.6;
        color: var(--ts-refused);
      }
      .head {
        margin-block-start: calc(2 * var(--u));
        font-size: calc(68 * var(--u));
        font-weight: 700;
        line-height: 1.25;
        color: var(--ts-ink);
      }
      .steps {
        display: grid;
        gap: calc(32 * var(--u));
        margin-block-start: calc(54 * var(--u));
      }
      .steps li {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: calc(24 * var(--u));
        min-block-size: calc(100 * var(--u));
        font-size: calc(36 * var(--u));
        line-height: 1.42;
      }
      .number {
        display: grid;
        place-items: center;
        inline-size: calc(64 * var(--u));
        block-size: calc(64 * var(--u));
        border: calc(4 * var(--u)) solid var(--ts-refused);
        border-radius: var(--ts-radius-dot);
        color: var(--ts-refused);
        font-size: calc(38 * var(--u));
      }
      footer {
        position: absolute;
        inset: auto calc(56 * var(--u)) calc(28 * var(--u)) calc(100% * 670 / 1280);
        font-size: calc(26 * var(--u));
      }
      .help {
        display: flex;
        align-items: center;
        gap: calc(16 * var(--u));
        --ts-icon-size: calc(34 * var(--u));
      }
      .remaining {
        margin-block-start: calc(12 * var(--u));
        block-size: calc(4 * var(--u));
        background: #f3d3d3;
      }
      .remaining i {
        display: block;
        block-size: 100%;
        background: var(--ts-refused);
        transform-origin: left;
        animation: run-out var(--returns-after) linear both;
      }
      @keyframes run-out {
        to {
          transform: scaleX(0);
        }
      }
      @media (orientation: portrait) {
        .slab {
          inset: 0 0 auto 0;
          block-size: calc(600 * var(--u));
        }
        header {
          inset-inline: calc(48 * var(--u));
          color: #ffffff;
        }
        .place {
          max-inline-size: calc(580 * var(--u));
        }
        ts-ring {
          inset: calc(96 * var(--u)) auto auto calc(50% - 205 * var(--u));
          --ts-ring-size: calc(388 * var(--u));
        }
        .words {
          inset: calc(620 * var(--u)) calc(40 * var(--u)) auto calc(48 * var(--u));
        }
        footer {
          inset-inline: calc(48 * var(--u));
        }
      }
    `,
  ];

  constructor() {
    super();
    this.words = null;
    this.place = '';
    this.at = 0;
    this.returnsAfterMs = 0;
  }

  override render() {
    const { words } = this;
    if (words === null) return nothing;
    return html`<div class="slab">
        <ts-wall kind=${this.#portrait.matches ? 'flat' : 'slab'}></ts-wall>
      </div>
      <header>
        <span class="place">${this.place}</span>
        <span class="figure">${this.#language.formats.time(this.at)}</span>
      </header>
      <ts-ring state="refused"></ts-ring>
      <div class="words">
        <p class="kicker">${words.kicker}</p>
        <h1 class="head by-hand">${words.head}</h1>
        <ol class="steps">
          ${words.steps.map(
            (step, index) =>
              html`<li>
                <span class="number figure" aria-hidden="true">${index + 1}</span>
                <span class="by-hand">${step}</span>
              </li>`,
          )}
        </ol>
      </div>
      <footer>
        <p class="help"><ts-icon name="people"></ts-icon>${words.help}</p>
        <div class="remaining" style="--returns-after: ${this.returnsAfterMs}ms"><i></i></div>
      </footer>`;
  }
}
customElements.define('ts-kiosk-refusal', TsKioskRefusal);

declare global {
  interface HTMLElementTagNameMap {
    'ts-kiosk-refusal': TsKioskRefusal;
  }
}
