/** The rows of a board: place, number, name. */
import { css, html, nothing } from 'lit';
import type { BoardRow } from '../board.ts';
import type { ScreenMessages } from '../languages/screen/ja.ts';

export const boardStyles = css`
  .board li {
    display: grid;
    grid-template-columns: calc(70 * var(--u)) auto minmax(0, 1fr);
    gap: calc(34 * var(--u));
    align-items: center;
    block-size: calc(72 * var(--u));
    border-block-end: 2px solid #1d4a53;
    font-size: calc(54 * var(--u));
    line-height: 1;
  }
  .board .place {
    color: var(--ts-water-300);
    font-size: calc(44 * var(--u));
    white-space: nowrap;
  }
  .board.has-alternates li {
    grid-template-columns: calc(150 * var(--u)) auto minmax(0, 1fr);
  }
  .board .place.alt {
    font-family: var(--ts-font);
    font-size: calc(40 * var(--u));
    font-weight: 400;
  }
  .board .serial {
    min-inline-size: calc(var(--digits) * 0.6em);
    font-size: calc(58 * var(--u));
  }
  .board .coming {
    display: inline-block;
    inline-size: 0.34em;
    block-size: 0.34em;
    margin-inline: 0.13em;
    border: calc(3 * var(--u)) solid var(--ts-open-on-night);
    border-radius: 50%;
    vertical-align: 0.16em;
  }
  .board .name {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    line-height: 1.3;
  }
  .board .nameless {
    color: var(--ts-water-100);
    font-size: calc(40 * var(--u));
  }
  .board .now .place,
  .board .now .name {
    color: var(--ts-arrive-on-dark);
  }
`;

export function boardList(rows: readonly BoardRow[], text: ScreenMessages) {
  const digits = Math.max(1, ...rows.map(({ serial, open }) => (serial?.length ?? 0) + open));
  const hasAlternates = rows.some(({ kind }) => kind === 'alt');
  return html`<ol
    class="board ${hasAlternates ? 'has-alternates' : ''}"
    style="--digits: ${digits}"
  >
    ${rows.map(
      (row) =>
        html`<li class=${row.state} data-row=${row.state}>
          <span class="place figure ${row.kind}"
            >${row.kind === 'alt' ? text.alternateRow(String(row.place)) : row.place}</span
          >
          <span class="serial figure"
            >${row.serial ?? nothing}${Array.from(
              { length: row.open },
              () => html`<i class="coming"></i>`,
            )}</span
          >
          ${name(row, text)}
        </li>`,
    )}
  </ol>`;
}

function name(row: BoardRow, text: ScreenMessages) {
  if (row.state === 'open') return html`<span></span>`;
  if (row.state === 'now') return html`<span class="name">${text.now}</span>`;
  if (row.nickname === null) return html`<span class="name nameless">${text.nameless}</span>`;
  return html`<span class="name">${text.called(row.nickname)}</span>`;
}
