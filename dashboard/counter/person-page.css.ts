/** The person's page: large figures, what can be done, then history and belongings. */
import { css } from 'lit';

export const personPageStyles = css`
  :host {
    display: grid;
    gap: 32px;
  }
  .standing {
    display: grid;
    gap: 24px;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
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
    font-size: 36px;
    white-space: nowrap;
  }
  .main dd.figure {
    font-size: 76px;
  }
  dd small {
    margin-inline-start: 6px;
    color: var(--ts-ink);
    font-family: var(--ts-font);
    font-size: 18px;
    font-weight: 400;
  }
  .rank dd {
    display: flex;
    align-items: last baseline;
    gap: 16px;
    line-height: 1.5;
  }
  .rank b {
    color: var(--ts-water-1200);
    font-size: 28px;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 16px;
    --ts-icon-size: 22px;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 740fr) minmax(0, 300fr);
    gap: 40px;
    align-items: start;
  }
  .side {
    display: grid;
    gap: 32px;
  }
  li {
    padding-block: 10px;
    overflow-wrap: anywhere;
    line-height: 1.5;
  }
  .sub,
  .pass {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 2px 16px;
  }
  .sub {
    color: var(--ts-ink-2);
  }
  .sub .figure,
  .pass .figure {
    font-size: 17px;
    white-space: nowrap;
  }
  .link,
  .sub a {
    padding-block: 8px;
    margin-block: -8px;
  }
  [data-state='held'] {
    color: var(--ts-admitted-mark);
    font-weight: 700;
  }
  [data-revoked] {
    color: var(--ts-ink-2);
  }
  .phone {
    margin-block-start: 12px;
  }
  .erase {
    justify-self: start;
    min-block-size: 48px;
  }
  @media (max-width: 1280px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 300px);
    }
  }
  @media (max-width: 960px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
    .main dd.figure {
      font-size: 60px;
    }
    dl {
      gap: 16px 32px;
    }
  }
  @media (max-width: 560px) {
    .actions .button {
      flex: 1 1 100%;
    }
    .main {
      flex: 1 1 100%;
    }
  }
`;
