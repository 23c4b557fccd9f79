/** What was computed for a ticket: its rank, the cut-off, and the line to compute it elsewhere. */
import { css, html, nothing } from 'lit';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { VerifyMessages } from '../languages/verify/index.ts';
import type { TicketAnswer } from './conversation.ts';
import { rankScale } from './rank-scale.ts';

export const ticketAnswerStyles = css`
  .answer {
    margin-block-start: 32px;
  }
  .rank {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 4px 16px;
  }
  .rank .figure {
    color: var(--ts-ink);
    font-size: 52px;
  }
  .outcome {
    font-size: var(--ts-text-20);
    font-weight: 700;
    line-height: 1.5;
  }
  .facts {
    margin-block: 16px 8px;
  }
  .how {
    margin-block-start: 24px;
  }
  pre {
    margin: 8px 0 0;
    padding: 16px;
    background: var(--ts-mist);
    white-space: pre-wrap;
    word-break: normal;
  }
`;

type Language = Pick<LanguageController<VerifyMessages>, 'text' | 'formats'>;

export function ticketAnswer(
  answer: TicketAnswer,
  language: Language,
  clipboard: { readonly copied: boolean; readonly copy: (line: string) => void },
) {
  const { text, formats } = language;
  const { rank, serials, serial, score, lastWinning, lastWinningRank, bestLosing } =
    answer.standing;
  const cutOff = text.cutOff(formats.number(lastWinningRank));
  return html`<div class="answer" data-rank=${rank}>
    <p>${answer.prizeId} · ${serial}</p>
    <p class="rank">
      <span class="figure">${text.rank(formats.number(rank))}</span>
      <span>${text.rankOf(formats.number(serials))}</span>
    </p>
    <p class="outcome">${outcomeOf(answer, language)}</p>
    ${rankScale({ own: rank, cutOff: lastWinningRank, last: serials }, cutOff, {
      first: text.rank('1'),
      last: text.rank(formats.number(serials)),
    })}
    ${lastWinning === null ? nothing : html`<p>${cutOff}</p>`}
    <dl class="facts">
      ${scoreFact(text.ownScore, score)}
      ${
        lastWinning === null
          ? nothing
          : scoreFact(text.lastWinning(String(lastWinning.serial)), lastWinning.score)
      }
      ${
        bestLosing === null
          ? nothing
          : scoreFact(text.bestLosing(String(bestLosing.serial)), bestLosing.score)
      }
    </dl>
    <p class="quiet">${text.smaller}</p>
    ${command(answer, text, clipboard)}
  </div>`;
}

function outcomeOf({ standing }: TicketAnswer, { text, formats }: Language): string {
  const { row, rank, lastWinningRank } = standing;
  if (row?.kind === 'win') return text.outcomeWin(formats.number(row.place));
  if (row?.kind === 'alt') return text.outcomeAlt(formats.number(row.place));
  return rank < lastWinningRank ? text.outcomeSkipped : text.outcomeNone;
}

function command(
  { seed, standing }: TicketAnswer,
  text: VerifyMessages,
  { copied, copy }: { readonly copied: boolean; readonly copy: (line: string) => void },
) {
  const line = `printf '%s' "${seed},${standing.serial}" | sha256sum`;
  return html`<p class="how">${text.command}</p>
    <pre class="hash" data-command>${line}</pre>
    <p class="actions">
      <button class="button" @click=${() => copy(line)}>${text.copy}</button>
      <span role="status">${copied ? text.copied : nothing}</span>
    </p>`;
}

function scoreFact(term: string, score: string) {
  return html`<div>
    <dt>${term}</dt>
    <dd class="hash">${score}</dd>
  </div>`;
}
