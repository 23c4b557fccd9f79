/** The chart's twin for those who read: every minute with an arrival, the newest first. */
import { html } from 'lit';
import type { Attendance } from '#domain/contract/attendance.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Messages } from './languages/index.ts';

export interface ArrivalsRow {
  minute: string;
  count: number;
  /** All who had come by the end of this minute. */
  total: number;
}

export function arrivalsRows(arrivals: Attendance['arrivals']): ArrivalsRow[] {
  let total = 0;
  return arrivals
    .map(({ minute, count }) => {
      total += count;
      return { minute, count, total };
    })
    .toReversed();
}

export function arrivalsTable(
  arrivals: Attendance['arrivals'],
  text: Messages['chart'],
  formats: Formats,
) {
  const rows = arrivalsRows(arrivals);
  if (rows.length === 0) return html`<p class="quiet-text">${text.nobody}</p>`;
  return html`<div class="table" tabindex="0" role="region" aria-label=${text.asTable}>
    <table>
      <thead>
        <tr>
          <th scope="col">${text.minute}</th>
          <th scope="col">${text.arrivals}</th>
          <th scope="col">${text.total}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ minute, count, total }) =>
            html`<tr>
              <td class="figure">${formats.time(minute)}</td>
              <td class="figure">${formats.number(count)}</td>
              <td class="figure">${formats.number(total)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
