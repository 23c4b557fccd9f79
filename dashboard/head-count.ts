/** `<ts-head-count>`: the three figures, and everybody as a dot. */
import { css, html, LitElement, nothing } from 'lit';
import type { Counters } from '#domain/contract/attendance.ts';
import '#ui/dots.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { dotSize } from './dot-size.ts';
import { messages } from './languages/index.ts';

export class TsHeadCount extends LitElement {
  static override properties = {
    counters: { attribute: false },
    expected: { attribute: false },
    capacity: { attribute: false },
    newest: { attribute: false },
  };
  declare counters: Counters;
  declare expected: number | null;
  declare capacity: number | null;
  declare newest: number;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 20px 66px;
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 44px;
      }
      dt {
        color: var(--ts-ink-2);
        line-height: 1.5;
        white-space: nowrap;
      }
      dd {
        min-inline-size: 78px;
        color: var(--ts-water-1200);
        font-size: 76px;
        line-height: 1.02;
      }
      .expected {
        color: var(--ts-ink-2);
      }
      .full {
        color: var(--ts-ink-2);
        font-size: var(--ts-text-14);
      }
      .places {
        flex: 1 1 300px;
        min-inline-size: 0;
        max-inline-size: 680px;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 20px;
        margin-block-start: 14px;
        color: var(--ts-ink-2);
        font-size: 15px;
        line-height: 1.6;
      }
      .legend > span {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        white-space: nowrap;
      }
      @media (max-width: 560px) {
        :host {
          gap: 20px;
        }
        dl {
          gap: 8px 28px;
        }
        dd {
          min-inline-size: 60px;
          font-size: 56px;
        }
        ts-dots {
          margin-block-start: 4px;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.expected = null;
    this.capacity = null;
    this.newest = 0;
  }

  override render() {
    const text = this.#language.text.live;
    const { number } = this.#language.formats;
    const { admitted, inside } = this.counters;
    const departed = Math.max(0, admitted - inside);
    const newest = Math.min(this.newest, inside);
    const expected = this.expected ?? 0;
    const places = Math.max(admitted, expected);
    const size = dotSize(places);
    const open = expected - admitted;
    return html`<dl>
        <div>
          <dt>${text.admitted}</dt>
          <dd class="figure" data-figure="admitted">${number(admitted)}</dd>
          ${this.#fullness()}
        </div>
        <div>
          <dt>${text.inside}</dt>
          <dd class="figure" data-figure="inside">${number(inside)}</dd>
        </div>
        ${
          this.expected === null
            ? nothing
            : html`<div>
                <dt>${text.expected}</dt>
                <dd class="figure expected" data-figure="expected">${number(expected)}</dd>
              </div>`
        }
      </dl>
      ${
        places === 0
          ? nothing
          : html`<div class="places">
              <ts-dots
                .count=${admitted}
                .departed=${departed}
                .newest=${newest}
                .capacity=${expected}
                .dotPx=${size.dotPx}
                .gapPx=${size.gapPx}
                .groupGapPx=${size.groupGapPx}
                .rowGapPx=${size.rowGapPx}
                .perRow=${size.perRow}
                label=${text.dotsSpoken(number(admitted), number(inside), number(expected))}
              ></ts-dots>
              <div class="legend" aria-hidden="true">
                ${inside - newest > 0 ? sample(text.dotInside, { count: 1 }) : nothing}
                ${newest > 0 ? sample(text.dotNewest, { count: 1, newest: 1 }) : nothing}
                ${departed > 0 ? sample(text.dotDeparted, { count: 1, departed: 1 }) : nothing}
                ${open > 0 ? sample(text.dotOpen, { capacity: 1 }) : nothing}
              </div>
            </div>`
      }`;
  }

  #fullness() {
    if (this.capacity === null) return nothing;
    const capacity = this.#language.formats.number(this.capacity);
    return html`<p class="full">${this.#language.text.live.full(capacity)}</p>`;
  }
}

function sample(
  word: string,
  dot: { count?: number; newest?: number; departed?: number; capacity?: number },
) {
  return html`<span
    ><ts-dots
      .dotPx=${14}
      .count=${dot.count ?? 0}
      .newest=${dot.newest ?? 0}
      .departed=${dot.departed ?? 0}
      .capacity=${dot.capacity ?? 0}
    ></ts-dots
    >${word}</span
  >`;
}
customElements.define('ts-head-count', TsHeadCount);

declare global {
  interface HTMLElementTagNameMap {
    'ts-head-count': TsHeadCount;
  }
}
