/** `<ts-latest-check-ins>`: what just happened at the kiosks, the newest first. */
import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CheckInLine } from '#domain/contract/attendance.ts';
import type { Kiosk } from '#domain/contract/kiosks.ts';
import type { IconName } from '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { shortKioskName } from './kiosk-health.ts';
import { messages } from './languages/index.ts';
import { panelStyles } from './panel-styles.ts';

const OUTCOMES = {
  admitted: { icon: 'check', word: 'admitted' },
  'already-admitted': { icon: 'already', word: 'already' },
  departed: { icon: 'arrow-out', word: 'departed' },
  refused: { icon: 'stop', word: 'refused' },
} as const satisfies Record<CheckInLine['outcome'], { icon: IconName; word: string }>;

export class TsLatestCheckIns extends LitElement {
  static override properties = {
    lines: { attribute: false },
    kiosks: { attribute: false },
    newestSeq: { attribute: false },
  };
  declare lines: CheckInLine[];
  declare kiosks: Kiosk[];
  /** The line of the person who came just now. */
  declare newestSeq: number | null;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    panelStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      table {
        inline-size: 100%;
        table-layout: fixed;
        line-height: 1.4;
      }
      th {
        padding: 0 8px 8px 0;
        color: var(--ts-ink-2);
        font-size: var(--ts-text-14);
        font-weight: 400;
        text-align: start;
      }
      td {
        block-size: 39px;
        padding: 8px 8px 7px 0;
        line-height: 23px;
        border-block-start: var(--ts-border);
        overflow-wrap: anywhere;
        vertical-align: top;
      }
      .time {
        inline-size: 104px;
      }
      td.time {
        font-size: 17px;
        line-height: 23px;
      }
      tr.newest .time {
        color: var(--ts-arrive-text);
      }
      .via {
        inline-size: 104px;
      }
      .kiosk {
        inline-size: 90px;
      }
      .outcome {
        inline-size: 140px;
      }
      .mark {
        display: flex;
        align-items: center;
        gap: 8px;
        font-weight: 700;
        --ts-icon-size: 20px;
      }
      .admitted .mark {
        color: var(--ts-admitted-mark);
      }
      .already-admitted .mark {
        color: var(--ts-already-mark);
      }
      .refused .mark {
        color: var(--ts-refused-mark);
      }
      .departed .mark {
        color: var(--ts-ink-2);
        font-weight: 400;
      }
      .late {
        color: var(--ts-ink-2);
        font-size: var(--ts-text-14);
      }
      .under {
        display: none;
      }
      @container (max-width: 620px) {
        .via,
        .kiosk,
        .content {
          display: none;
        }
        .under {
          display: block;
          color: var(--ts-ink-2);
          font-size: var(--ts-text-14);
        }
        .time {
          inline-size: 84px;
        }
        .outcome {
          inline-size: 45%;
        }
      }
    `,
  ];

  constructor() {
    super();
    this.lines = [];
    this.kiosks = [];
    this.newestSeq = null;
  }

  override render() {
    const text = this.#language.text.latest;
    return html`<section class="panel">
      <div class="panel-head"><h2>${text.heading}</h2></div>
      ${
        this.lines.length === 0
          ? html`<p class="quiet-text">${text.empty}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th class="time" scope="col">${text.time}</th>
                  <th scope="col">${text.nickname}</th>
                  <th class="via" scope="col">${text.via}</th>
                  <th class="kiosk" scope="col">${text.kiosk}</th>
                  <th class="outcome" scope="col">${text.outcome}</th>
                  <th class="content" scope="col">${text.content}</th>
                </tr>
              </thead>
              <tbody>
                ${repeat(
                  this.lines,
                  (line) => line.seq,
                  (line) => this.#line(line),
                )}
              </tbody>
            </table>`
      }
    </section>`;
  }

  #line(line: CheckInLine) {
    const text = this.#language.text;
    const kiosk = this.kiosks.find(({ kioskId }) => kioskId === line.kioskId);
    const kioskName = kiosk === undefined ? '' : shortKioskName(kiosk.name);
    const { icon, word } = OUTCOMES[line.outcome];
    const content = this.#content(line);
    return html`<tr class="${line.outcome} ${line.seq === this.newestSeq ? 'newest' : ''}">
      <td class="time figure">${this.#language.formats.timeWithSeconds(line.scannedAt)}</td>
      <td>${line.nickname ?? text.unknown}<span class="under">${kioskName}</span></td>
      <td class="via">${line.via === null ? nothing : text.latest[line.via]}</td>
      <td class="kiosk">${kioskName}</td>
      <td class="outcome">
        <span class="mark"><ts-icon name=${icon}></ts-icon>${text.latest[word]}</span>
        <span class="under">${content}</span>
      </td>
      <td class="content">${content}</td>
    </tr>`;
  }

  #content(line: CheckInLine) {
    const text = this.#language.text;
    const formats = this.#language.formats;
    const late = line.recordedOffline
      ? html` <span class="late">${text.latest.late}</span>`
      : nothing;
    switch (line.outcome) {
      case 'admitted':
        return html`${
          line.points === null
            ? nothing
            : html`<span class="figure">${formats.signedNumber(line.points)}</span>
                ${text.latest.points}`
        }${late}`;
      case 'already-admitted':
        return html`${
          line.firstAt === null ? nothing : text.latest.firstAt(formats.time(line.firstAt))
        }${late}`;
      case 'refused':
        return html`${line.reason === null ? nothing : text.refusals.reason[line.reason]}${late}`;
      case 'departed':
      default:
        return late;
    }
  }
}
customElements.define('ts-latest-check-ins', TsLatestCheckIns);

declare global {
  interface HTMLElementTagNameMap {
    'ts-latest-check-ins': TsLatestCheckIns;
  }
}
