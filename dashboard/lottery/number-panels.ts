/** The numbers of a draw beside its steps: words to compare, rounds of the beacon, prizes, voices, files. */
import { html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import type { Leading } from './next-panel.ts';

type Language = LanguageController<Messages>;

/** Of a file's hash: enough to tell two apart by ear. */
const FILE_WORDS = 3;
const HASH_SHOWN = 8;

/** All of these need `panelStyles`, `figureStyles`, `numberPanelStyles`. */
export function wordsPanel(language: Language, { snapshot }: Leading) {
  const hash = snapshot?.finalHash ?? null;
  if (hash === null) return nothing;
  const text = language.text.leading.words;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.heading}</h2></div>
    <ol class="words">
      ${wordsIn(language, hash).map((word) => html`<li>${word}</li>`)}
    </ol>
    <p class="quiet-text">${text.hint}</p>
  </section>`;
}

function wordsIn({ current }: Language, hash: string): string[] {
  return current === 'en' ? latinWordsOf(hash) : wordsOf(hash);
}

export function roundsPanel(language: Language, { lottery, snapshot, nowMs }: Leading) {
  const beacons = snapshot?.beacons ?? [];
  if (beacons.length === 0 || lottery.state === 'drawn') return nothing;
  const text = language.text.leading.rounds;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.heading}</h2></div>
    <ul class="rows rounds">
      ${beacons.map((beacon) => {
        const prize = lottery.prizes.find(({ prizeId }) => prizeId === beacon.prizeId);
        return html`<li>
          <b>${prize === undefined ? '' : nameIn(language.current, prize)}</b>
          <span
            >${text.round(language.formats.number(beacon.round))}
            ${language.formats.timeWithSeconds(beacon.at)}</span
          >
          <span class="round-state">${roundState(language, beacon, nowMs)}</span>
        </li>`;
      })}
    </ul>
  </section>`;
}

/** A round that is a little late is only on its way. */
const LATE_MS = 10_000;

function roundState(
  { text }: Language,
  { at, signature }: StageSnapshot['beacons'][number],
  nowMs: number,
): string {
  const words = text.leading.rounds;
  if (signature !== null) return words.born;
  const leftMs = Date.parse(at) - nowMs;
  if (leftMs <= 0) return leftMs < -LATE_MS ? words.late : words.waiting;
  const seconds = Math.ceil(leftMs / 1_000);
  return words.left(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
}

export function prizesPanel(language: Language, { lottery }: Leading) {
  const text = language.text;
  const { number } = language.formats;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.leading.prizes.heading}</h2></div>
    <ol class="rows prizes">
      ${lottery.prizes.map(
        (prize, index) =>
          html`<li>
            <span class="figure">${number(index + 1)}</span>
            <b>${nameIn(language.current, prize)}</b>
            <span
              >${text.lotteries.draft.quantity} ${number(prize.quantity)}
              ${text.lotteries.draft.quantityUnit}</span
            >
            <span class="sub"
              >${text.leading.prizes.entered(number(prize.tickets), number(prize.people))}</span
            >
          </li>`,
      )}
    </ol>
  </section>`;
}

/** @param blank  takes a word off the screen */
export function voicesPanel(
  language: Language,
  { snapshot, lottery, isWorking }: Leading,
  blank: (seq: number) => void,
) {
  const text = language.text.leading.voices;
  const told = snapshot?.voices.latest.filter(({ word }) => word !== null) ?? [];
  if (['draft', 'open', 'closed'].includes(lottery.state)) return nothing;
  return html`<section class="panel">
    <div class="panel-head">
      <h2>${text.heading}</h2>
      <span class="side figure">${language.formats.number(snapshot?.voices.count ?? 0)}</span>
    </div>
    ${
      told.length === 0
        ? html`<p class="quiet-text">${text.empty}</p>`
        : html`<ul class="rows voices">
              ${told.map(
                ({ seq, word }) =>
                  html`<li>
                    <span class="word">${word}</span>
                    <button
                      class="link"
                      aria-label=${text.blankOf(word ?? '')}
                      ?disabled=${isWorking}
                      @click=${() => blank(seq)}
                    >
                      ${text.blank}
                    </button>
                  </li>`,
              )}
            </ul>
            <p class="quiet-text">${text.hint}</p>`
    }
  </section>`;
}

export function filesPanel(language: Language, { lottery }: Leading) {
  const text = language.text.leading.files;
  const base = `/api/lotteries/${lottery.lotteryId}`;
  return html`<section class="panel">
    <div class="panel-head"><h2>${text.heading}</h2></div>
    ${lottery.files.length === 0 ? html`<p class="quiet-text">${text.none}</p>` : nothing}
    <ul class="rows files">
      ${lottery.files.map(
        ({ name, sha256 }) =>
          html`<li>
            <a href=${`${base}/files/${name}`} target="_blank" aria-label=${text.open(name)}
              >${name}</a
            >
            <span class="sub" title=${sha256}
              >${wordsIn(language, sha256).slice(0, FILE_WORDS).join(' ')}</span
            >
            <code class="sub">${sha256.slice(0, HASH_SHOWN)}</code>
          </li>`,
      )}
    </ul>
    ${
      lottery.files.length === 0
        ? nothing
        : html`<a class="bundle" href=${`${base}/bundle.zip`} download>${text.bundle}</a>`
    }
  </section>`;
}
