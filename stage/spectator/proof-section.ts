/** What this phone can show for itself: receipts, proofs, checks, one line for a shell, the files. */
import { html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { CHECKS } from '#domain/draw/verify.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import '#ui/icons/icon.ts';
import type { SpectatorMessages } from '../languages/spectator/ja.ts';
import { digitsOf, serialText } from '../stage-state.ts';
import type { EntryProof } from './entry-proofs.ts';
import type { StatusWords } from './status-plane.ts';
import type { PrizeStanding } from './recompute.ts';

type Words = Omit<StatusWords, 'language'>;

export function entryProofs(
  proofs: readonly EntryProof[],
  snapshot: StageSnapshot,
  { text, formats }: Words,
) {
  return html`<section data-proofs>
    <h2>${text.proofs.heading}</h2>
    ${proofs.map((proof) => {
      const { prizeId, first, count } = proof.tickets;
      const prize = snapshot.lottery.prizes.find((each) => each.prizeId === prizeId);
      const digits = digitsOf({ tickets: prize?.tickets ?? first });
      const span = (from: number, of: number) =>
        of === 1
          ? serialText(from, digits)
          : text.tickets.range(serialText(from, digits), serialText(from + of - 1, digits));
      return html`<article>
        <h3 class="figure">${span(first, count)}</h3>
        ${receiptLine(proof, text)} ${inclusionLine(proof, text, formats.number)}
        ${
          proof.row === 'included'
            ? html`${line(true, text.proofs.path(formats.number(proof.steps)))}
                ${
                  proof.isFrozen === null
                    ? nothing
                    : line(
                        proof.isFrozen,
                        proof.isFrozen ? text.proofs.frozen : text.proofs.notFrozen,
                      )
                }
                <p class="quiet">
                  ${neighbourText(proof, text.proofs, (row) => unbroken(span(row.first, row.count)))}
                </p>`
            : nothing
        }
      </article>`;
    })}
  </section>`;
}

/** A line would break after the dash of “0841–0843”. */
const unbroken = (span: string) => span.replace('–', '\u2060–\u2060');

/** Who stands before and after; the first, the last and the only entry have nobody there. */
export function neighbourText(
  { before, after }: Pick<EntryProof, 'before' | 'after'>,
  text: SpectatorMessages['proofs'],
  span: (row: EntryRow) => string,
): string {
  if (before === null) return after === null ? text.alone : text.first(span(after));
  return after === null ? text.last(span(before)) : text.between(span(before), span(after));
}

function receiptLine({ receipt }: EntryProof, text: SpectatorMessages) {
  if (receipt === 'none') return html`<p class="quiet">${text.proofs.receiptNone}</p>`;
  const isRight = receipt === 'right';
  return line(isRight, isRight ? text.proofs.receiptRight : text.proofs.receiptWrong);
}

function inclusionLine(
  { row, place }: EntryProof,
  text: SpectatorMessages,
  number: (value: number) => string,
) {
  if (row === 'missing' || place === null) return line(false, text.proofs.missing);
  return line(true, text.proofs.included(number(place.row), number(place.rows)));
}

function line(isRight: boolean, words: string) {
  return html`<p class="row ${isRight ? 'right' : 'wrong'}">
    <ts-icon name=${isRight ? 'check' : 'stop'}></ts-icon><span>${words}</span>
  </p>`;
}

/** The checks, one by one, as they passed; the one that failed with its reason. */
export function checkList(
  passed: readonly string[],
  failed: { readonly check: string; readonly reason: string } | null,
  { text, formats }: Words,
) {
  if (passed.length === 0 && failed === null) return nothing;
  const named = (name: string) => text.checks[CHECKS.find((check) => check === name) ?? 'result'];
  return html`<details>
    <summary>
      ${text.checks.heading(formats.number(passed.length + (failed === null ? 0 : 1)))}
    </summary>
    ${passed.map((name) => line(true, named(name)))}
    ${
      failed === null
        ? nothing
        : html`${line(false, named(failed.check))}
            <p class="quiet small" lang="en">${failed.reason}</p>`
    }
  </details>`;
}

/** What anybody can type into a shell to get a ticket's score. */
export function commandFor(seed: string, serial: number): string {
  return `printf '%s' "${seed},${serial}" | sha256sum`;
}

export function command(
  standing: PrizeStanding,
  copied: boolean,
  copy: (line: string) => void,
  { text }: Words,
) {
  const best = standing.own[0];
  if (best === undefined) return nothing;
  const typed = commandFor(standing.seed, best.serial);
  return html`<details>
    <summary>${text.command.heading}</summary>
    <p>${text.command.hint}</p>
    <code class="code" data-command>${typed}</code>
    <p class="small">${text.command.score} <code class="code">${best.score}</code></p>
    <div class="actions">
      <button class="button" @click=${() => copy(typed)}>${text.command.copy}</button>
      <span role="status">${copied ? text.command.copied : nothing}</span>
    </div>
  </details>`;
}

export function recordLinks({ lottery }: StageSnapshot, { text }: Words) {
  return html`<section>
    <h2>${text.files.heading}</h2>
    <ul class="links">
      ${
        lottery.state === 'drawn'
          ? html`<li>
              <a href="/api/lotteries/${lottery.lotteryId}/bundle.zip" download
                >${text.files.bundle}</a
              >
            </li>`
          : nothing
      }
      <li><a href="/stage/draws">${text.files.draws}</a></li>
    </ul>
  </section>`;
}
