/** The armed button's styles: what it says stands below it, so that it stays under the finger. */
import { css } from 'lit';

export const armedActionStyles = css`
  :host {
    display: block;
  }
  .box {
    display: grid;
    gap: 12px;
    padding: 16px 20px;
    margin: -16px -20px;
  }
  .box[data-armed] {
    background: var(--ts-stored);
  }
  .told {
    display: grid;
    gap: 4px;
  }
  .warn {
    display: flex;
    align-items: center;
    gap: 10px;
    --ts-icon-size: 22px;
  }
  .sentence {
    max-inline-size: 36em;
    font-size: var(--ts-text-18);
    line-height: 1.7;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: 16px;
  }
  .main {
    position: relative;
    isolation: isolate;
    display: grid;
    gap: 0;
    overflow: hidden;
    min-inline-size: 280px;
    min-block-size: 72px;
    padding: 8px 28px;
    font-size: var(--ts-text-20);
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .main:not(.primary) {
    min-block-size: 56px;
    font-size: var(--ts-text-16);
  }
  .main::before {
    content: '';
    position: absolute;
    inset: 0;
    z-index: -1;
    background: var(--ts-water-900);
    transform: scaleX(0);
    transform-origin: left;
  }
  .main:not(.primary)::before {
    background: var(--ts-water-100);
  }
  .main.held::before {
    transform: scaleX(1);
    transition: transform 1000ms linear !important;
  }
  .how {
    font-size: var(--ts-text-16);
    font-weight: 400;
  }
  .left {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    font-size: var(--ts-text-14);
  }
  .dots {
    display: flex;
    gap: 5px;
  }
  .dots i {
    inline-size: 9px;
    block-size: 9px;
    border: 2px solid var(--ts-ink);
    border-radius: 50%;
  }
  .dots i.full {
    background: var(--ts-ink);
  }
  @media (max-width: 560px) {
    .acts .button {
      flex: 1 1 100%;
    }
  }
`;
