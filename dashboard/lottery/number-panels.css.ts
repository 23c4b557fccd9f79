/** The numbers of a draw: winners, words to compare, rounds, prizes, voices, files. */
import { css } from 'lit';

export const numberPanelStyles = css`
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
  .log li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: baseline;
    gap: 0 12px;
    padding-block: 8px;
    line-height: 1.6;
  }
  .log .figure {
    font-size: 18px;
    text-align: end;
  }
  .log .sub {
    font-size: var(--ts-text-14);
    overflow-wrap: anywhere;
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
  @media (max-width: 960px) {
    .prizes li {
      grid-template-columns: 1.6em minmax(0, 1fr) auto;
    }
    .prizes .sub {
      grid-column: 2 / -1;
      text-align: start;
    }
  }
`;
