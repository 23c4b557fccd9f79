/** The twelve words, whether they are those of the big screen, and since when this phone has them. */
import { html, nothing } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { latinWordsOf, wordsOf } from '#domain/draw/words.ts';
import '#ui/icons/icon.ts';
import { sealOf } from '../lock-states.ts';
import type { StatusWords } from './status-plane.ts';
import { secondsBefore, type Seen } from './witness.ts';

/** What this phone has seen of the hash. */
export interface Sight {
  /** As the big screen's code had it; `null`: it was not read. */
  readonly scannedFinal: string | null;
  readonly seen: Seen | null;
}

export function wordsSection(snapshot: StageSnapshot, sight: Sight, words: StatusWords) {
  const seal = sealOf(snapshot);
  if (seal === null) return nothing;
  const { text, language } = words;
  const twelve = language === 'en' ? latinWordsOf(seal.hash) : wordsOf(seal.hash);
  return html`<section data-words>
    <h2>
      ${text.words.heading}
      ${seal.of === 'final' ? nothing : html`<small>(${text.words.seal[seal.of]})</small>`}
    </h2>
    <ol class="words">
      ${twelve.map((word) => html`<li>${word}</li>`)}
    </ol>
    ${comparison(snapshot, sight, words)} ${witnessLine(snapshot, sight, words)}
  </section>`;
}

function comparison({ finalHash }: StageSnapshot, { scannedFinal }: Sight, { text }: StatusWords) {
  if (scannedFinal === null || finalHash === null) return nothing;
  const isSame = scannedFinal === finalHash;
  return html`<p class="row ${isSame ? 'right' : 'wrong'}">
    <ts-icon name=${isSame ? 'check' : 'stop'}></ts-icon>
    <span>${isSame ? text.sameAsScreen : text.otherThanScreen}</span>
  </p>`;
}

function witnessLine(snapshot: StageSnapshot, { seen }: Sight, { text, formats }: StatusWords) {
  const seconds = seen === null ? null : secondsBefore(seen, snapshot);
  if (seconds === null || seen?.finalHash !== snapshot.finalHash) return nothing;
  return html`<p class="row right" data-witness>
    <ts-icon name="clock"></ts-icon><span>${text.witness(formats.number(seconds))}</span>
  </p>`;
}
