/** The first step: prizes as rows, their odds at the end of the line. */
import { css } from 'lit';

export const lotteryChoiceStyles = css`
  .lottery b {
    margin-inline-end: 12px;
    overflow-wrap: anywhere;
  }
  .rehearsal {
    padding: 8px 16px;
    background: var(--ts-stored);
    line-height: 1.6;
  }
  .prize {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0 16px;
    align-items: baseline;
    padding-inline-end: 8px;
    line-height: 1.5;
  }
  .odds,
  .own {
    text-align: end;
  }
  .own {
    color: var(--ts-arrive-text);
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
  }
  .steps {
    display: flex;
    gap: 8px;
  }
  .field.count input {
    inline-size: 104px;
    font-family: var(--ts-font-figures);
    font-size: 26px;
    font-weight: 600;
    text-align: center;
  }
  .step {
    inline-size: 56px;
    min-block-size: 56px;
    padding: 0;
    font-size: 26px;
  }
  .quick {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .quick .button {
    min-block-size: 56px;
  }
  .outlook {
    display: grid;
    min-block-size: 3.2em;
    line-height: 1.6;
  }
  .short {
    font-weight: 700;
  }
  @media (max-width: 560px) {
    .prize {
      grid-template-columns: minmax(0, 1fr);
    }
    .odds,
    .own {
      text-align: start;
    }
  }
`;
