import { css } from 'lit';

export const couponUseStyles = css`
  :host {
    padding-block-start: 8px;
  }
  .offer {
    color: var(--ts-water-1200);
    font-size: var(--ts-text-24);
    font-weight: 700;
    line-height: 1.35;
    overflow-wrap: anywhere;
  }
  .place {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 16px;
    overflow-wrap: anywhere;
  }
  .place .figure {
    font-size: 18px;
    white-space: nowrap;
  }
  .code {
    inline-size: min(100%, 340px);
    margin: 12px auto 8px;
  }
  .qr-box {
    inline-size: clamp(170px, 52vw, 204px);
    min-block-size: 170px;
  }
  .qr {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }
  .show {
    font-size: var(--ts-text-18);
    font-weight: 700;
    text-align: center;
  }
  .seconds {
    text-align: center;
  }
  .no-reader {
    margin-block-start: 16px;
    border-block-start: var(--ts-border);
  }
  .no-reader p {
    margin-block-end: 12px;
  }
  ts-moving-proof {
    margin-inline: -24px;
  }
  /* The clerk's button is in reach on the shortest phone, above the tab bar. */
  .hand {
    position: sticky;
    inset-block-end: var(--phone-nav, 0);
    display: grid;
    gap: 12px;
    margin-inline: -24px;
    padding: 12px 24px;
    background: var(--ts-paper);
  }
  .already {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 16px;
    margin-inline: -24px;
    padding: 24px;
    background: var(--ts-already);
    color: var(--ts-on-already);
    --ts-icon-size: 44px;
  }
  .already h1 {
    color: inherit;
    font-size: var(--ts-text-24);
  }
  .already .offer {
    margin-block-start: 16px;
    color: inherit;
    font-size: var(--ts-text-18);
  }
  .already .quiet {
    color: inherit;
  }
`;
