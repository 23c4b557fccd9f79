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
    justify-items: start;
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
  .announced {
    padding-block: 8px;
    color: var(--ts-water-1200);
    font-weight: 700;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .called {
    font-size: 23px;
  }
  .winner {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 8px 32px;
    margin-block-start: 8px;
    font-size: 36px;
  }
  .winner .figure {
    margin-inline-end: 8px;
    font-size: 64px;
  }
  .shown {
    inline-size: 100%;
    margin-block-end: 16px;
  }
  .shown caption {
    padding-block: 8px;
    font-weight: 700;
    text-align: start;
  }
  .shown td {
    padding-block: 8px;
    border-block-start: var(--ts-border);
    vertical-align: baseline;
  }
  .shown td:first-child {
    inline-size: 120px;
    color: var(--ts-ink-2);
  }
  .shown .figure {
    inline-size: 160px;
    font-size: 23px;
  }
  .words {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(164px, 1fr));
    gap: 4px 12px;
    margin-block: 8px;
    counter-reset: word;
  }
  .words li {
    display: flex;
    align-items: baseline;
    gap: 10px;
    font-size: 23px;
    line-height: 1.6;
    white-space: nowrap;
    counter-increment: word;
  }
  .words li::before {
    content: counter(word);
    min-inline-size: 1.3em;
    color: var(--ts-water-900);
    font-family: var(--ts-font-figures);
    font-size: 17px;
    font-weight: 600;
    text-align: end;
  }
  .rounds li,
  .prizes li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(7em, auto);
    align-items: baseline;
    gap: 4px 24px;
    padding-block: 12px;
    overflow-wrap: anywhere;
  }
  .prizes li {
    grid-template-columns: 1.6em minmax(0, 1fr) auto minmax(9em, auto);
  }
  .prizes .figure {
    color: var(--ts-water-900);
    font-size: 20px;
  }
  .prizes .sub {
    text-align: end;
  }
  .rounds .round-state {
    text-align: end;
    font-weight: 700;
  }
  .sub {
    color: var(--ts-ink-2);
  }
  .voices li {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 16px;
    padding-block: 4px;
  }
  .voices .word {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .voices .link {
    flex: none;
    padding-block: 12px;
  }
  .files li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 12px;
    padding-block: 8px;
    font-size: var(--ts-text-14);
    line-height: 1.6;
  }
  .files a {
    font-size: var(--ts-text-16);
  }
  .files span {
    grid-row: 2;
  }
  .files code {
    text-align: end;
  }
  .bundle {
    display: inline-block;
    padding-block: 12px;
  }
  .phones {
    display: grid;
    gap: 8px;
    justify-items: start;
    overflow-wrap: anywhere;
  }
  .phones .qr {
    inline-size: min(240px, 100%);
    margin-inline-start: -12px;
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
    .prizes li {
      grid-template-columns: 1.6em minmax(0, 1fr) auto;
    }
    .prizes .sub {
      grid-column: 2 / -1;
      text-align: start;
    }
  }
`;
