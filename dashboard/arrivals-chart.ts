/** `<ts-arrivals-chart>`: when people came. A dot is a person; a table says the same. */
import { css, html, LitElement, nothing, svg } from 'lit';
import type { Activity } from '#domain/contract/activities.ts';
import type { Attendance } from '#domain/contract/attendance.ts';
import { controlStyles } from '#ui/controls.css.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';
import { arrivalsChartStyles } from './arrivals-chart.css.ts';
import {
  arrivalsInLastHour,
  layoutArrivals,
  reachesBeyondHour,
  type ArrivalsLayout,
  type ChartSpan,
} from './arrivals-layout.ts';
import { arrivalsTable } from './arrivals-table.ts';
import { shortKioskName, type SilentKiosks } from './kiosk-health.ts';
import { messages } from './languages/index.ts';
import { panelStyles } from './panel-styles.ts';

const AXIS_PX = 36;
const PLOT_HEIGHT_PX = 172;
const FOOT_PX = 34;
/** A narrower span of silence has its words above the plot. */
const SILENCE_WORDS_PX = 150;

export class TsArrivalsChart extends LitElement {
  static override properties = {
    activity: { attribute: false },
    arrivals: { attribute: false },
    silent: { attribute: false },
    newestAtMs: { attribute: false },
    nowMs: { attribute: false },
    span: { state: true },
    asTable: { state: true },
    widthPx: { state: true },
  };
  declare activity: Activity;
  declare arrivals: Attendance['arrivals'];
  declare silent: SilentKiosks | null;
  declare newestAtMs: number | null;
  declare nowMs: number;
  /** `null`: the last hour while people come, the whole afterwards. */
  declare span: ChartSpan | null;
  declare asTable: boolean;
  declare widthPx: number;

  readonly #language = new LanguageController(this, messages);
  readonly #sizes = new ResizeObserver(([entry]) => {
    this.widthPx = Math.floor(entry?.contentRect.width ?? 0);
  });

  static override styles = [
    resetStyles,
    figureStyles,
    hiddenStyles,
    controlStyles,
    panelStyles,
    arrivalsChartStyles,
    css`
      :host {
        display: block;
      }
    `,
  ];

  constructor() {
    super();
    this.arrivals = [];
    this.silent = null;
    this.newestAtMs = null;
    this.nowMs = Date.now();
    this.span = null;
    this.asTable = false;
    this.widthPx = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  override render() {
    const text = this.#language.text.chart;
    const formats = this.#language.formats;
    const layout = layoutArrivals({
      arrivals: this.arrivals,
      span: this.#shownSpan(),
      nowMs: this.nowMs,
      startsAtMs: Date.parse(this.activity.startsAt),
      endsAtMs: Date.parse(this.activity.closesAt),
      silentSinceMs: this.silent?.sinceMs ?? null,
      newestAtMs: this.newestAtMs,
      widthPx: Math.max(120, this.widthPx - AXIS_PX),
      heightPx: PLOT_HEIGHT_PX,
    });
    return html`<section class="panel">
      <div class="panel-head">
        <h2>${text.heading(String(layout.binMinutes))}</h2>
        <span class="quiet-text"
          >${layout.form === 'dots' ? html`${text.onePerDot}<span class="between">·</span>` : nothing}
          ${text.rate(formats.number(arrivalsInLastHour(this.arrivals, this.nowMs)))}</span
        >
        <span class="side">
          ${this.#spanChoice()}
          <button class="link" @click=${() => (this.asTable = !this.asTable)}>
            ${this.asTable ? text.asChart : text.asTable}
          </button>
        </span>
      </div>
      ${
        this.asTable
          ? arrivalsTable(this.arrivals, text, formats)
          : this.widthPx > 0
            ? this.#chart(layout)
            : nothing
      }
    </section>`;
  }

  #shownSpan(): ChartSpan {
    return this.span ?? (this.nowMs < Date.parse(this.activity.closesAt) ? 'hour' : 'all');
  }

  #spanChoice() {
    if (this.asTable || !reachesBeyondHour(this)) return nothing;
    const text = this.#language.text.chart;
    const shown = this.#shownSpan();
    const option = (span: ChartSpan, word: string) =>
      html`<button
        class="span"
        aria-pressed=${shown === span ? 'true' : 'false'}
        @click=${() => (this.span = span)}
      >
        ${word}
      </button>`;
    return html`<span role="group" aria-label=${text.span} class="spans"
      >${option('hour', text.hour)}${option('all', text.all)}</span
    >`;
  }

  #chart(layout: ArrivalsLayout) {
    const formats = this.#language.formats;
    const text = this.#language.text.chart;
    const people = this.arrivals.reduce((sum, { count }) => sum + count, 0);
    const spoken = text.spoken(
      formats.number(people),
      formats.time(layout.fromMs),
      formats.time(layout.toMs),
    );
    return html`<div class="chart">
      <svg width=${this.widthPx} height=${PLOT_HEIGHT_PX + FOOT_PX} role="img" aria-label=${spoken}>
        <g transform="translate(${AXIS_PX} 0)">
          ${this.#ground(layout)} ${this.#marks(layout)} ${this.#lines(layout)}
        </g>
      </svg>
      ${people === 0 ? html`<p class="nobody quiet-text">${text.nobody}</p>` : nothing}
      ${this.#silence(layout)}
    </div>`;
  }

  #ground(layout: ArrivalsLayout) {
    const formats = this.#language.formats;
    const widthPx = this.widthPx - AXIS_PX;
    const { silent } = layout;
    return svg`
      ${
        silent === null
          ? nothing
          : svg`<rect class="missing" x=${silent.xPx} y="0" width=${silent.widthPx}
            height=${PLOT_HEIGHT_PX}></rect>`
      }
      ${layout.rules.map(
        ({ yPx, count }) => svg`<line class="rule" x1="0" x2=${widthPx} y1=${yPx} y2=${yPx}></line>
          <text class="axis end" x="-12" y=${yPx + 6}>${formats.number(count)}</text>`,
      )}
      <line class="base" x1="0" x2=${widthPx} y1=${PLOT_HEIGHT_PX} y2=${PLOT_HEIGHT_PX}></line>
      ${layout.ticks.map(
        ({ xPx, atMs, labelled }) =>
          svg`<line class="base" x1=${xPx} x2=${xPx} y1=${PLOT_HEIGHT_PX} y2=${PLOT_HEIGHT_PX + 6}></line>
          ${
            labelled && xPx < widthPx - 18
              ? svg`<text class="axis middle" x=${xPx} y=${PLOT_HEIGHT_PX + 28}>${formats.time(atMs)}</text>`
              : nothing
          }`,
      )}`;
  }

  #marks(layout: ArrivalsLayout) {
    return svg`${layout.dots.map(
      ({ xPx, yPx, newest }) =>
        svg`<circle class=${newest ? 'newest' : 'filled'} cx=${xPx} cy=${yPx}
          r=${layout.dotRadiusPx}></circle>`,
    )}
    ${layout.bars.map(
      (bar) => svg`<rect class="filled" x=${bar.xPx} y=${bar.yPx} width=${bar.widthPx}
          height=${bar.heightPx}></rect>
        ${
          bar.newestPx > 0
            ? svg`<rect class="newest" x=${bar.xPx} y=${bar.yPx} width=${bar.widthPx}
              height=${bar.newestPx}></rect>`
            : nothing
        }`,
    )}`;
  }

  #lines(layout: ArrivalsLayout) {
    const text = this.#language.text.chart;
    const { startXPx, nowXPx } = layout;
    return svg`
      ${
        startXPx === null
          ? nothing
          : svg`<line class="start" x1=${startXPx} x2=${startXPx} y1="0" y2=${PLOT_HEIGHT_PX + 6}></line>
            <text class="start-word" x=${startXPx + 10} y="24">${text.start}</text>`
      }
      ${
        nowXPx === null
          ? nothing
          : svg`<line class="now" x1=${nowXPx} x2=${nowXPx} y1="0" y2=${PLOT_HEIGHT_PX + 7}></line>
            <text class="now-word" x=${nowXPx + 10} y="24">${text.now}</text>`
      }`;
  }

  #silence(layout: ArrivalsLayout) {
    if (layout.silent === null || this.silent === null) return nothing;
    const text = this.#language.text.chart;
    const { names, waiting } = this.silent;
    const one = names.length === 1 ? shortKioskName(names[0] ?? '') : null;
    const kiosks = this.#language.formats.number(names.length);
    // No blanks but those in the messages: Japanese has none between these words.
    const first =
      waiting > 0
        ? html`${one === null ? text.silentMany(kiosks) : text.silent(one)}
            <span class="figure">${this.#language.formats.number(waiting)}</span>
            ${text.silentCount}`
        : one === null
          ? text.silentUnknownMany(kiosks)
          : text.silentUnknownFirst(one);
    const { xPx, widthPx } = layout.silent;
    if (widthPx >= SILENCE_WORDS_PX) {
      return html`<p
        class="silence"
        style="left: ${AXIS_PX + xPx + 10}px; width: ${widthPx - 14}px"
      >
        ${first}<br />${text.silentRest}
      </p>`;
    }
    const rightPx = this.widthPx - AXIS_PX - xPx - widthPx;
    return html`<p class="silence above" style="right: ${rightPx}px">
      ${first}${text.silentRest}
    </p>`;
  }
}
customElements.define('ts-arrivals-chart', TsArrivalsChart);

declare global {
  interface HTMLElementTagNameMap {
    'ts-arrivals-chart': TsArrivalsChart;
  }
}
