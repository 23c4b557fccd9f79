/** The kiosk list's styles: silence is yellow and runs over the column's edges. */
import { css } from 'lit';

export const kioskListStyles = css`
  .rows > li:first-child {
    border-block-start: var(--ts-border);
  }
  .rows > li {
    border-block-start: 0;
  }
  .kiosk {
    appearance: none;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 0 12px;
    inline-size: calc(100% + 24px);
    margin-inline: -12px;
    padding: 9px 12px;
    border: 0;
    background: none;
    line-height: 1.6;
    text-align: start;
    cursor: pointer;
    --ts-icon-size: 22px;
  }
  .kiosk:hover .name {
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  .kiosk ts-icon {
    color: var(--ts-admitted-mark);
    vertical-align: top;
    margin-block-start: 2px;
  }
  .name {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .note {
    grid-column: 2 / -1;
    line-height: 1.55;
  }
  .note .figure {
    font-size: 25px;
  }
  .note small {
    font-size: var(--ts-text-14);
  }
  :is(.offline, .camera-lost, .clock-wrong) {
    background: var(--ts-stored);
  }
  :is(.offline, .camera-lost, .clock-wrong) ts-icon {
    color: var(--ts-ink);
  }
  :is(.offline, .camera-lost, .clock-wrong) .word {
    font-weight: 700;
  }
  :is(.not-enrolled, .revoked) ts-icon,
  :is(.not-enrolled, .revoked) .word {
    color: var(--ts-ink-2);
  }
  .more {
    margin-block-start: 8px;
    font-size: var(--ts-text-14);
  }
`;
