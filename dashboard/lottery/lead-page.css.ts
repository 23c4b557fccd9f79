/** A draw's page: the steps over the whole width, what is to be done at the left, the rest beside it. */
import { css } from 'lit';

export const leadPageStyles = css`
  :host {
    display: block;
  }
  .screen {
    display: grid;
    gap: 32px;
  }
  .strip {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 0 24px;
    margin: -24px -40px 0;
    padding: 8px 24px;
    background: var(--ts-stored);
    color: var(--ts-on-stored);
  }
  .strip b {
    letter-spacing: 0.1em;
  }
  .watermark {
    position: fixed;
    inset: 0 0 0 280px;
    z-index: 1;
    display: grid;
    place-items: center;
    overflow: hidden;
    color: var(--ts-stored-mark);
    font-size: clamp(96px, 15vw, 230px);
    font-weight: 700;
    white-space: nowrap;
    rotate: -18deg;
    opacity: 0.07;
    pointer-events: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px 24px;
  }
  .title {
    display: grid;
    flex: 1 1 320px;
    justify-items: start;
    min-inline-size: 0;
    max-inline-size: 760px;
  }
  .back {
    padding-block: 4px;
  }
  h1 {
    font-size: 30px;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 20px;
    color: var(--ts-ink-2);
    overflow-wrap: anywhere;
  }
  .facts b {
    color: var(--ts-water-900);
  }
  .top {
    display: grid;
    justify-items: end;
    gap: 12px;
  }
  .updated {
    color: var(--ts-ink-2);
  }
  .updated .figure {
    color: var(--ts-ink);
    font-size: 18px;
  }
  .updated[data-connection='offline'] {
    padding-inline: 8px;
    background: var(--ts-stored);
    color: var(--ts-ink);
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 12px;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 16px 56px;
  }
  dt {
    color: var(--ts-ink-2);
  }
  dd {
    margin: 0;
  }
  dd.figure {
    color: var(--ts-water-1200);
    font-size: 48px;
    white-space: nowrap;
  }
  dd small {
    margin-inline-start: 6px;
    color: var(--ts-ink);
    font-family: var(--ts-font);
    font-size: 18px;
    font-weight: 400;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 740fr) minmax(0, 300fr);
    gap: 40px;
    align-items: start;
  }
  .main,
  .aside {
    display: grid;
    gap: 32px;
  }
  .now-panel {
    display: grid;
    gap: 24px;
    padding-block-end: 8px;
  }
  .now-panel .panel-head {
    margin: 0;
  }
  .now-sentence {
    max-inline-size: 36em;
    font-size: 22px;
    line-height: 1.6;
  }
  .now-sentence:empty {
    display: none;
  }
  .now-panel ts-armed-action,
  .lead-panel ts-armed-action {
    margin-inline: 0;
  }
  .unsent {
    padding: 8px 16px;
    background: var(--ts-stored);
  }
  .lead-panel {
    display: grid;
    gap: 12px;
    justify-items: start;
  }
  .lead-panel .panel-head {
    inline-size: 100%;
    margin: 0;
  }
  .lead-panel .who {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .lead-panel[data-leads='here'] .who {
    color: var(--ts-admitted-mark);
  }
  .lead-panel .link {
    min-block-size: 48px;
  }
  .lead-panel ts-armed-action {
    inline-size: calc(100% - 40px);
    margin-inline: 20px;
  }
  @media (max-width: 1280px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 300px);
    }
  }
  @media (max-width: 1099px) {
    .strip {
      margin-inline: -24px;
    }
    .watermark {
      inset-inline-start: 0;
    }
  }
  @media (max-width: 960px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 32px;
    }
    .main,
    .aside {
      display: contents;
    }
    /* Who leads comes before what they do. */
    .lead-panel {
      order: -1;
    }
    .top {
      justify-items: start;
    }
    dd.figure {
      font-size: 36px;
    }
  }
`;
