/** One transaction unfolded: every entry, the sum that is always 0, what was left (PT2, PT6). */
import { html, nothing } from 'lit';
import type { HistoryLine } from '#domain/contract/people.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Messages } from '../languages/core/index.ts';

/** @param show opens the line of another transaction */
export function historyEntries(
  text: Messages,
  formats: Formats,
  line: HistoryLine,
  show: (transactionId: string) => void,
) {
  const { history } = text;
  const points = (amount: number) => (amount === 0 ? '0' : formats.signedNumber(amount));
  const sum = line.entries.reduce((total, entry) => total + entry.amount, 0);
  return html`<div class="opened">
    <table>
      <caption>
        ${history.entries}
      </caption>
      <thead>
        <tr>
          <th scope="col">${history.account}</th>
          <th scope="col" class="number">${history.amount}</th>
        </tr>
      </thead>
      <tbody>
        ${line.entries.map(
          (entry) =>
            html`<tr>
              <th scope="row" class=${entry.own ? 'own' : ''}>
                ${history.accounts[entry.account]}${entry.own ? html`<small>（${history.own}）</small>` : nothing}
              </th>
              <td class="number">${points(entry.amount)}</td>
            </tr>`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">${history.sum}<small>（${history.sumNote}）</small></th>
          <td class="number">${points(sum)}</td>
        </tr>
      </tfoot>
    </table>
    <dl>
      <dt>${history.balanceAfter}</dt>
      <dd><span class="figure">${formats.number(line.balanceAfter)}</span> P</dd>
      ${
        line.coupon === null
          ? nothing
          : html`<dt>${history.number}</dt>
              <dd class="figure">${line.coupon.number}</dd>`
      }
      ${
        line.reason === null
          ? nothing
          : html`<dt>${history.reason}</dt>
              <dd>${line.reason}</dd>`
      }
    </dl>
    ${otherLine(line.reverses, isGivingBack(line) ? history.givesBack : history.reverses, show)}
    ${otherLine(
      line.reversedBy,
      line.kind === 'lottery-entry' ? history.givenBackBy : history.reversedBy,
      show,
    )}
  </div>`;
}

/** What a line is, in words. */
export function kindOf({ history }: Messages, line: HistoryLine): string {
  return isGivingBack(line) ? history.givenBack : history.kinds[line.kind];
}

/** Tickets come back from a lottery that is void. */
function isGivingBack({ kind, tickets }: HistoryLine): boolean {
  return kind === 'reversal' && tickets > 0;
}

function otherLine(
  transactionId: string | null,
  words: string,
  show: (transactionId: string) => void,
) {
  if (transactionId === null) return nothing;
  return html`<p>
    <button type="button" class="link" @click=${() => show(transactionId)}>${words}</button>
  </p>`;
}
