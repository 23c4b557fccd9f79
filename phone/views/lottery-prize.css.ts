import { css } from 'lit';

export const entryStyles = css`
  h1 {
    margin-block: 4px 0;
    font-size: var(--ts-text-28);
    overflow-wrap: anywhere;
  }
  h2 {
    margin-block: 24px 0;
  }
  .rehearsal {
    margin: -20px -24px 8px;
    padding: 8px 24px;
    background: var(--ts-stored);
    color: var(--ts-ink);
  }
  .limit {
    margin-block: 8px 16px;
  }
  .sum dd {
    text-align: end;
  }
  .sum .figure {
    margin-inline: 3px;
    font-size: 20px;
  }
  .sum .figure.first {
    margin-inline-start: 0;
  }
  .chance {
    display: block;
    font-size: var(--ts-text-18);
    font-weight: 700;
  }
  .chance .figure {
    font-size: 24px;
  }
  .enter {
    margin-block-start: 16px;
  }
  .submit {
    min-block-size: 56px;
    margin-block-start: 16px;
    font-size: var(--ts-text-18);
  }
  ts-ticket-order {
    margin-block-start: 24px;
  }
`;
