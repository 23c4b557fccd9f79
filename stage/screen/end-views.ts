/** How a draw ends on the big screen: the board of all prizes, or void with its reason. */
import { css, html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import '#ui/icons/icon.ts';
import { qrCode, qrTemplate } from '#ui/qr.ts';
import { pageAt } from '../board.ts';
import type { ScreenMessages } from '../languages/screen/ja.ts';
import { spectatorAddress } from '../lock-states.ts';
import { digitsOf, serialText } from '../stage-state.ts';
import { nameIn } from './facts.ts';

/** A line of the board: a prize, and winning numbers of it, as many as fit. */
const LINES = 7;

export const endStyles = css`
  .end {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: calc(32 * var(--u));
    padding: calc(56 * var(--u)) calc(80 * var(--u));
  }
  .end h1 {
    font-size: calc(80 * var(--u));
    line-height: 1.3;
  }
  .end .reason {
    font-size: calc(64 * var(--u));
    line-height: 1.5;
    font-weight: 700;
  }
  .end .safe {
    font-size: calc(54 * var(--u));
    line-height: 1.6;
    text-wrap: balance;
  }
  .end .reason .quiet {
    display: block;
    font-weight: 400;
  }
  .numbers li {
    display: grid;
    grid-template-columns: minmax(0, 34fr) minmax(0, 66fr);
    gap: calc(40 * var(--u));
    align-items: center;
    block-size: calc(92 * var(--u));
    border-block-end: 2px solid #1d4a53;
    font-size: calc(44 * var(--u));
    line-height: 1.2;
  }
  .numbers .name {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-size: calc(40 * var(--u));
    line-height: 1.1;
    font-weight: 700;
  }
  .numbers .figure {
    display: flex;
    flex-wrap: nowrap;
    gap: calc(44 * var(--u));
    font-size: calc(58 * var(--u));
  }
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto calc(200 * var(--u));
    gap: calc(36 * var(--u));
    align-items: end;
  }
  .foot .thanks {
    font-size: calc(54 * var(--u));
  }
`;

interface Words {
  readonly text: ScreenMessages;
  readonly formats: Formats;
  readonly language: Language;
}

export function endView(snapshot: StageSnapshot, words: Words, nowMs: number) {
  const { text, formats } = words;
  const page = pageAt(linesOf(snapshot, words), LINES, nowMs);
  return html`<section class="end">
    <h1>${text.allDrawn}</h1>
    <ol class="numbers">
      ${page.rows.map(
        ({ name, numbers }) =>
          html`<li>
            <span class="name">${name}</span>
            <span class="figure">${numbers.map((number) => html`<span>${number}</span>`)}</span>
          </li>`,
      )}
    </ol>
    <footer class="foot">
      <div>
        <p class="thanks">${text.thanks}</p>
        <p class="least quiet">
          ${
            page.count === 1
              ? nothing
              : text.page(formats.number(page.index + 1), formats.number(page.count))
          }
        </p>
      </div>
      ${phones(snapshot, words)}
    </footer>
  </section>`;
}

/** Numbers as wide as the room for them, the grand prize first; a prize goes on in the next line. */
function linesOf(snapshot: StageSnapshot, { text, language }: Words) {
  return snapshot.lottery.prizes.toReversed().flatMap((prize) => {
    const digits = digitsOf(prize);
    const perLine = Math.max(1, Math.floor(1_100 / (digits * 35 + 44)));
    const numbers = snapshot.revealed
      .filter(({ prizeId, kind }) => prizeId === prize.prizeId && kind === 'win')
      .map(({ serial }) => serialText(serial, digits));
    const name = nameIn(language, prize);
    if (numbers.length === 0) return [{ name, numbers: [text.oddsNobody] }];
    const lines = Math.ceil(numbers.length / perLine);
    return Array.from({ length: lines }, (_, line) => ({
      name: line === 0 ? name : '',
      numbers: numbers.slice(line * perLine, (line + 1) * perLine),
    }));
  });
}

export function voidView(snapshot: StageSnapshot, reason: string, words: Words) {
  const { text } = words;
  return html`<section class="end">
    <h1><ts-icon name="stop"></ts-icon> ${text.voided}</h1>
    <div>
      <p class="reason"><span class="quiet">${text.voidReason}</span>${reason}</p>
    </div>
    <footer class="foot">
      <p class="safe">${text.voidSafe}</p>
      ${phones(snapshot, words)}
    </footer>
  </section>`;
}

/** The first words are enough to see that it is this draw; the phone has all twelve. */
const WORDS_SHOWN = 3;

function phones(snapshot: StageSnapshot, { text, language }: Words) {
  const { finalHash } = snapshot;
  const all = language === 'en' ? latinWordsOf : wordsOf;
  const words = finalHash === null ? [] : all(finalHash).slice(0, WORDS_SHOWN);
  return html`<p class="least quiet" style="text-align: end">
      ${text.joinLead}<br />${text.verify}
      ${words.length === 0 ? nothing : html`<br />${words.join(' ')} …`}
    </p>
    ${qrTemplate(qrCode(spectatorAddress(location.origin, snapshot), 'L'), text.qr)}`;
}
