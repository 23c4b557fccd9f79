/** What stands under the locks: the prizes, voices, dice, or the twelve words. */
import { css, html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { DICE_THROWS } from '#domain/draw/files.ts';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import { pageAt } from '../board.ts';
import type { ScreenMessages } from '../languages/screen/ja.ts';
import { sealOf } from '../lock-states.ts';
import type { Moment } from '../stage-state.ts';
import { entryFacts, nameIn } from './facts.ts';

/** What there is room for. */
const PRIZE_ROWS = 2;
const VOICES_MAX = 9;
/** Of a prize; longer ones are set smaller. */
const LONG_NAME = 15;

export const lowerPanelStyles = css`
  .words {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0 calc(16 * var(--u));
    font-size: calc(54 * var(--u));
    line-height: 1.14;
  }
  .words.latin {
    font-size: calc(48 * var(--u));
    line-height: 1.28;
  }
  .words li {
    display: flex;
    align-items: baseline;
    gap: 0.25em;
    white-space: nowrap;
  }
  .words .figure {
    flex: none;
    inline-size: calc(44 * var(--u));
    color: var(--ts-water-300);
    font-size: calc(30 * var(--u));
    text-align: end;
  }
  .voices {
    display: flex;
    flex-wrap: wrap;
    align-content: start;
    gap: calc(6 * var(--u)) calc(48 * var(--u));
    block-size: calc(230 * var(--u));
    overflow: hidden;
    font-size: calc(54 * var(--u));
    line-height: 1.35;
  }
  .voices li {
    white-space: nowrap;
  }
  .voices li:first-child {
    color: var(--ts-arrive-on-dark);
  }
  .dice {
    display: grid;
    grid-template-columns: repeat(10, calc(92 * var(--u)));
    gap: calc(10 * var(--u)) 0;
    font-size: calc(96 * var(--u));
    text-align: center;
  }
  .dice li {
    display: grid;
    place-items: center;
    block-size: calc(92 * var(--u));
  }
  .dice .coming::before {
    content: '';
    inline-size: calc(30 * var(--u));
    block-size: calc(30 * var(--u));
    border: calc(4 * var(--u)) solid var(--ts-open-on-night);
    border-radius: 50%;
  }
  .prizes {
    display: grid;
    gap: calc(14 * var(--u));
  }
  .prizes li {
    display: grid;
    font-size: calc(48 * var(--u));
    line-height: 1.2;
  }
  .prizes .name {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
    font-weight: 700;
  }
  .prizes .name.long {
    font-size: calc(40 * var(--u));
    line-height: 1.44;
  }
  .prizes .facts {
    flex-wrap: nowrap;
    gap: 0 calc(36 * var(--u));
    font-size: calc(40 * var(--u));
  }
`;

interface Words {
  readonly text: ScreenMessages;
  readonly formats: Formats;
  readonly language: Language;
}

export function lowerPanel(snapshot: StageSnapshot, moment: Moment, words: Words, nowMs: number) {
  switch (moment.name) {
    case 'waiting':
    case 'closing':
      return prizeRows(snapshot, words, nowMs);
    case 'gathering':
    case 'freezing':
      return voiceRows(snapshot, words.text);
    case 'dice':
      return diceRows(moment.thrown);
    case 'closed':
      return sealOf(snapshot) === null
        ? html`<p class="least quiet">${words.text.listing}</p>`
        : sealWords(snapshot, words.language);
    case 'countdown':
    case 'beacon-late':
    case 'sealed':
    case 'ready':
    case 'reveal':
    case 'prize-done':
    case 'all-drawn':
    case 'void':
      return sealWords(snapshot, words.language);
  }
}

function prizeRows({ lottery }: StageSnapshot, { text, formats, language }: Words, nowMs: number) {
  // The grand prize is drawn last and read first.
  const page = pageAt(lottery.prizes.toReversed(), PRIZE_ROWS, nowMs);
  return html`<ol class="prizes">
    ${page.rows.map(
      (prize) =>
        html`<li>
          <span class="name ${isLong(nameIn(language, prize), language) ? 'long' : ''}"
            >${nameIn(language, prize)}</span
          >
          <span class="facts quiet">${entryFacts(text, formats, lottery, prize)}</span>
        </li>`,
    )}
  </ol>`;
}

/** Latin letters are half as wide. */
function isLong(name: string, language: Language): boolean {
  return name.length > (language === 'en' ? LONG_NAME * 2 : LONG_NAME);
}

function voiceRows({ voices }: StageSnapshot, text: ScreenMessages) {
  const heard = voices.latest.filter(({ word }) => word !== null && word !== '');
  if (heard.length === 0) return html`<p class="least quiet">${text.voiceEmpty}</p>`;
  return html`<ul class="voices">
    ${heard.slice(0, VOICES_MAX).map(({ word }) => html`<li>${word}</li>`)}
  </ul>`;
}

function diceRows(thrown: string) {
  return html`<ol class="dice figure">
    ${Array.from({ length: DICE_THROWS }, (_, at) =>
      at < thrown.length
        ? html`<li>${thrown[at]}</li>`
        : html`<li class="coming" aria-hidden="true"></li>`,
    )}
  </ol>`;
}

/** The words of the newest lock that is shut. */
function sealWords(snapshot: StageSnapshot, language: Language) {
  const seal = sealOf(snapshot);
  if (seal === null) return nothing;
  const isLatin = language === 'en';
  const words = isLatin ? latinWordsOf(seal.hash) : wordsOf(seal.hash);
  return html`<ol class="words ${isLatin ? 'latin' : ''}" data-seal=${seal.of}>
    ${words.map((word, index) => html`<li><span class="figure">${index + 1}</span> ${word}</li>`)}
  </ol>`;
}
