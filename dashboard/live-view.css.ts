/** The live view's styles: head, then two columns of 740 and 300. */
import { css } from 'lit';

export const liveViewStyles = css`
  :host {
    display: grid;
    align-content: start;
    gap: 0;
    min-block-size: calc(100dvh - 48px);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 8px 20px;
    min-block-size: 64px;
  }
  .title {
    flex: 1 1 420px;
    min-inline-size: 0;
  }
  h1 {
    font-size: 30px;
    line-height: 1.25;
    text-wrap: pretty;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 24px;
    margin-block-start: 2px;
    color: var(--ts-ink-2);
  }
  .facts > span {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    --ts-icon-size: 18px;
  }
  .facts .link {
    margin-block: -12px;
    padding-block: 12px;
  }
  .phase.open {
    color: var(--ts-admitted-mark);
    font-weight: 700;
  }
  .phase.cancelled {
    color: var(--ts-refused-mark);
    font-weight: 700;
  }
  .practice {
    padding-inline: 8px;
    background: var(--ts-stored);
    color: var(--ts-ink);
  }
  .status {
    text-align: end;
    line-height: 1.5;
    color: var(--ts-ink-2);
  }
  .updated .figure {
    margin-inline-start: 4px;
    color: var(--ts-ink);
    font-size: 19px;
  }
  .updated.stale {
    padding-inline: 8px;
    background: #ffe380;
    color: var(--ts-ink);
  }
  .link-state.online {
    color: var(--ts-admitted-mark);
  }
  .link-state.offline {
    color: var(--ts-ink);
    font-weight: 700;
  }
  .booking {
    font-size: var(--ts-text-14);
  }
  .twin {
    color: var(--ts-stored-mark);
    --ts-icon-size: 22px;
  }
  .badge {
    display: inline-grid;
    place-items: center;
    min-inline-size: 30px;
    block-size: 30px;
    padding-inline: 6px;
    border-radius: 15px;
    background: #ffe380;
    font-size: 21px;
  }
  .badge[data-none] {
    background: var(--ts-mist);
  }
  ts-notice {
    margin-block: 16px 0;
  }
  ts-head-count {
    margin-block: 36px 34px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 740fr) minmax(0, 300fr);
    gap: 32px 40px;
    align-items: start;
  }
  .column {
    display: grid;
    gap: 24px;
    min-inline-size: 0;
  }
  .column > * {
    min-inline-size: 0;
  }
  /* As high as the chart, so that the rules of both columns lie on one line. */
  ts-kiosk-list {
    min-block-size: 278px;
  }
  .waiting {
    display: grid;
    place-items: center;
    min-block-size: 50dvh;
    --ts-ring-size: 200px;
  }
  @media (max-width: 1299px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 260px);
      column-gap: 32px;
    }
  }
  @media (max-width: 1099px) {
    ts-head-count {
      margin-block: 20px 24px;
    }
    .status {
      text-align: start;
    }
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .column {
      display: contents;
    }
    ts-arrivals-chart {
      order: 1;
    }
    ts-kiosk-list {
      order: 2;
      min-block-size: 0;
    }
    ts-latest-check-ins {
      order: 3;
    }
    ts-refusals {
      order: 4;
    }
  }
`;
