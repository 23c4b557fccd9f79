/** The pass sheet's styles: a list on the screen, nothing but the sheets on paper. */
import { css } from 'lit';

export const passesViewStyles = css`
  :host {
    display: block;
  }
  h1 {
    font-size: 30px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px 24px;
    margin-block-end: 32px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 420px);
    gap: 40px;
    align-items: start;
  }
  .panel {
    padding-block-start: 20px;
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: end;
    gap: 16px;
    margin-block-end: 16px;
  }
  .found {
    padding-block-end: 14px;
    color: var(--ts-ink-2);
  }
  .rows > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 110px auto;
    align-items: center;
    gap: 16px;
    padding-block: 6px;
  }
  .name {
    font-size: 18px;
    font-weight: 700;
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  .rows .figure {
    font-size: 18px;
  }
  .print-panel {
    display: grid;
    gap: 16px;
  }
  .preview {
    margin-block-start: 8px;
  }
  .preview .sheet {
    display: block;
    inline-size: 100%;
    outline: 1px solid var(--ts-line);
  }
  figcaption {
    margin-block-start: 4px;
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
  }
  .waiting {
    display: grid;
    justify-items: center;
    gap: 24px;
    padding-block: 80px;
    --ts-ring-size: 160px;
  }
  .nobody {
    padding-block: 16px;
  }
  .sheets {
    display: none;
  }
  /* Beside the sheet's picture a name would stand one letter below the other. */
  @media (max-width: 1480px) {
    .rows > li {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .rows .figure {
      grid-area: 2 / 1;
      color: var(--ts-ink-2);
      font-size: 16px;
    }
    .rows .acts {
      grid-area: 1 / 2 / 3 / 3;
      flex-direction: column;
      align-items: stretch;
    }
  }
  @media (max-width: 860px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .print-panel {
      grid-row: 1;
      max-inline-size: 480px;
    }
    .preview {
      display: none;
    }
  }
  @media print {
    .screen,
    ts-form-dialog,
    ts-pass-show {
      display: none;
    }
    .sheets {
      display: block;
    }
    .sheets .sheet {
      display: block;
      inline-size: 210mm;
      block-size: 297mm;
      break-after: page;
      page: pass-sheet;
    }
    .sheets .sheet:last-child {
      break-after: auto;
    }
  }
`;
