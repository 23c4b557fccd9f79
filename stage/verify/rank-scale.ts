/** Where a ticket stands among all: log scale, the cut-off as a line, the own ticket orange. */
import { css, svg, html } from 'lit';

export const rankScaleStyles = css`
  .scale {
    margin-block: 40px 8px;
  }
  .scale svg {
    display: block;
    inline-size: 100%;
    block-size: 56px;
    overflow: visible;
  }
  .scale .track {
    fill: var(--ts-line);
  }
  .scale .winning {
    fill: var(--ts-water-700);
  }
  .scale .cut-off {
    fill: var(--ts-water-1200);
  }
  .scale .own {
    fill: var(--ts-arrive);
    stroke: var(--ts-paper);
    stroke-width: 3;
  }
  .scale .ends {
    display: flex;
    justify-content: space-between;
    font-size: var(--ts-text-16);
  }
`;

/** All ranks from 1. @param label what it says, in words; the figures stand beside it */
export function rankScale(
  ranks: { readonly own: number; readonly cutOff: number; readonly last: number },
  label: string,
  figures: { readonly first: string; readonly last: string },
) {
  const { own, cutOff, last } = ranks;
  const at = (rank: number) =>
    last <= 1 ? '0%' : `${((Math.log(rank) / Math.log(last)) * 100).toFixed(2)}%`;
  return html`<div class="scale">
    <svg role="img" aria-label=${label}>
      <rect class="track" x="0" y="18" width="100%" height="16"></rect>
      ${
        cutOff === 0
          ? ''
          : svg`<rect class="winning" x="0" y="18" width=${at(cutOff)} height="16"></rect>
              <rect class="cut-off" x=${at(cutOff)} y="2" width="4" height="48"></rect>`
      }
      <circle class="own" cx=${at(own)} cy="26" r="14"></circle>
    </svg>
    <p class="ends figure"><span>${figures.first}</span><span>${figures.last}</span></p>
  </div>`;
}
