/** The rank of this fiscal year and the way to the next one: a dot a participation (RK1). */
import { html, nothing } from 'lit';
import type { Me } from '#domain/contract/people.ts';
import type { LanguageController } from '#ui/language/language-controller.ts';
import type { Messages } from '../languages/core/index.ts';

/** More than these are no longer counted at a glance: a figure stands there instead. */
const DOTS_MAX = 10;

export function rankRow(text: Messages, language: LanguageController<Messages>, me: Me) {
  const { current } = language;
  const { number } = language.formats;
  const { participations, rank, next } = me;
  const needed = next === null ? null : participations + next.missing;
  const asDots = needed !== null && needed <= DOTS_MAX;
  const ahead =
    next === null
      ? text.pass.top(number(participations))
      : text.pass.untilNext(number(next.missing), next.rank.name[current]);
  return html`<div class="rank">
    <p class="rank-words">
      <span>${text.pass.rank} <b>${rank.name[current]}</b></span
      ><span>${ahead}</span>
    </p>
    ${
      needed === null
        ? nothing
        : asDots
          ? html`<div
              class="rank-dots"
              role="img"
              aria-label=${text.pass.progress(number(participations), number(needed))}
            >
              ${Array.from(
                { length: needed },
                (_, index) => html`<span class=${index < participations ? 'filled' : ''}></span>`,
              )}
            </div>`
          : html`<p class="rank-figure">
              ${text.pass.progress(number(participations), number(needed))}
            </p>`
    }
  </div>`;
}
