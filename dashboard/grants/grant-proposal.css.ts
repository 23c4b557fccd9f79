/** The proposal's form: what at the left, for whom at the right. */
import { css } from 'lit';

export const grantProposalStyles = css`
  :host {
    display: block;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 32px 40px;
    align-items: start;
    margin-block-start: 16px;
  }
  form,
  .people {
    display: grid;
    gap: 20px;
    align-content: start;
  }
  .people {
    gap: 8px;
  }
  h3 {
    font-size: var(--ts-text-18);
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 700;
  }
  .option {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    align-items: center;
    gap: 12px;
    min-block-size: 56px;
    cursor: pointer;
  }
  .option input {
    inline-size: 22px;
    block-size: 22px;
    margin: 0 0 0 2px;
    accent-color: var(--ts-water-1100);
  }
  small {
    display: block;
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
  }
  .said:empty {
    display: none;
  }
  .said {
    color: var(--ts-admitted-mark);
  }
  .fault {
    color: var(--ts-refused-mark);
  }
  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    min-block-size: 48px;
    overflow-wrap: anywhere;
  }
  li .link {
    padding-block: 12px;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 16px;
    margin-block-start: 24px;
  }
  .sum {
    margin-inline-end: auto;
    font-weight: 700;
  }
  @media (max-width: 860px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
