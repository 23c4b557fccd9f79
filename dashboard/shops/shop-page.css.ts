/** One shop's page; on paper, nothing but its sign. */
import { css } from 'lit';

export const shopPageStyles = css`
  :host {
    display: block;
  }
  .screen,
  .main {
    display: grid;
    gap: 32px;
    align-content: start;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px 24px;
  }
  h1 {
    font-size: 30px;
    overflow-wrap: anywhere;
  }
  .facts {
    color: var(--ts-ink-2);
  }
  .actions,
  .print {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: 12px 16px;
  }
  .print .button {
    flex: 1;
    min-block-size: 56px;
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
    color: var(--ts-water-1200);
    font-size: 48px;
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
    grid-template-columns: minmax(0, 740fr) minmax(280px, 300fr);
    gap: 40px;
    align-items: start;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto minmax(9em, auto);
    align-items: baseline;
    gap: 4px 24px;
    padding-block: 14px;
  }
  .name {
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .state {
    color: var(--ts-ink-2);
  }
  [data-closed] .name {
    color: var(--ts-ink-2);
    font-weight: 400;
  }
  .acts {
    display: flex;
    justify-content: flex-end;
    gap: 20px;
  }
  .acts .link {
    padding-block: 10px;
    margin-block: -10px;
  }
  .sign-panel {
    display: grid;
    gap: 16px;
  }
  .sign-panel .panel-head {
    margin: 0;
  }
  figure .sign {
    display: block;
    inline-size: 100%;
    outline: 1px solid var(--ts-line);
  }
  .renew {
    justify-self: start;
    min-block-size: 44px;
  }
  .paper {
    display: none;
  }
  @media (max-width: 1000px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .sign-panel {
      max-inline-size: 420px;
    }
  }
  @media (max-width: 560px) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .acts {
      grid-column: 1 / -1;
      justify-content: flex-start;
      margin-block-start: 8px;
    }
  }
  @media print {
    .screen {
      display: none;
    }
    .paper {
      display: block;
    }
    .sign {
      display: block;
      inline-size: 210mm;
      block-size: 297mm;
      page: shop-sign-a4;
    }
    .sign[data-size='a5'] {
      inline-size: 148mm;
      block-size: 209.5mm;
      page: shop-sign-a5;
    }
  }
`;
