/** The winners as the hall has seen them: what the host reads aloud, and all that was shown. */
import { html, nothing } from 'lit';
import type { Prize } from '#domain/contract/lotteries.ts';
import type { RevealedPlace } from '#domain/contract/stage-channel.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import { nameIn, type Messages } from '../languages/index.ts';
import type { Leading } from './next-panel.ts';
import { serialText, standsMs } from './showing.ts';

type Language = LanguageController<Messages>;

/** Needs `panelStyles`, `numberPanelStyles`. */
export function showPanel(language: Language, leading: Leading) {
  const { lottery, snapshot, nowMs } = leading;
  if (lottery.state !== 'drawn' || snapshot === null) return nothing;
  const text = language.text.leading.show;
  const stands = snapshot.revealed.filter((place) => standsMs(place, lottery) <= nowMs);
  return html`${announcement(language, leading, stands)}
    <section class="panel">
      <div class="panel-head"><h2>${text.shown}</h2></div>
      ${stands.length === 0 ? html`<p class="quiet-text">${text.noneShown}</p>` : nothing}
      ${lottery.prizes.map((prize) => {
        const own = stands.filter(({ prizeId }) => prizeId === prize.prizeId);
        return own.length === 0 ? nothing : shownOf(language, leading, prize, own);
      })}
    </section>`;
}

function announcement(language: Language, leading: Leading, stands: readonly RevealedPlace[]) {
  const { lottery, snapshot } = leading;
  const text = language.text.leading.show;
  const { number } = language.formats;
  const index = snapshot?.prizeIndex ?? null;
  const prize = index === null ? undefined : lottery.prizes[index];
  if (index === null || prize === undefined) return nothing;
  // What is still running is nobody's to read.
  const last = snapshot?.revealed.findLast(({ prizeId }) => prizeId === prize.prizeId);
  const place = last !== undefined && stands.includes(last) ? last : undefined;
  const name = nameIn(language.current, prize);
  return html`<section class="panel">
    <div class="panel-head">
      <h2>${text.announce}</h2>
      <span class="side">${text.prizeAt(number(index + 1), number(lottery.prizes.length))}</span>
    </div>
    <div class="announced" role="status">
      ${
        place === undefined
          ? html`<p class="called">${waiting(language, leading, name)}</p>`
          : announced(language, leading, name, place)
      }
    </div>
  </section>`;
}

function waiting({ text }: Language, { snapshot, next }: Leading, prize: string): string {
  const { show } = text.leading;
  if (next.name === 'show' && next.showing.name === 'running') return show.running;
  return snapshot?.places?.wins === 0 ? show.nobody(prize) : show.ready(prize);
}

/** In pieces, so that no line breaks within a number or a name. */
function announced(
  { text, formats }: Language,
  { lottery }: Leading,
  prize: string,
  place: RevealedPlace,
) {
  const { show } = text.leading;
  const who = place.nickname === null ? show.nameless : show.called(place.nickname);
  const sentence = place.kind === 'win' ? show.winWords : show.altWords;
  return html`<p class="called">${sentence(prize, formats.number(place.place))}</p>
    <p class="winner">
      <span><span class="figure">${serialText(place, lottery)}</span>${show.numberUnit}</span>
      <span>${who}</span>
    </p>`;
}

function shownOf(
  { text, formats, current }: Language,
  { lottery }: Leading,
  prize: Prize,
  places: readonly RevealedPlace[],
) {
  const { show } = text.leading;
  return html`<table class="shown">
    <caption>
      ${nameIn(current, prize)}
    </caption>
    <thead class="visually-hidden">
      <tr>
        <th>${show.prize}</th>
        <th>${show.number}</th>
        <th>${show.name}</th>
      </tr>
    </thead>
    <tbody>
      ${places.map(
        (place) =>
          html`<tr>
            <td>${show.place[place.kind](formats.number(place.place))}</td>
            <td class="figure">${serialText(place, lottery)}</td>
            <td>${place.nickname === null ? show.nameless : show.called(place.nickname)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
