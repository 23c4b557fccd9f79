import { css } from 'lit';

export const lotteryStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    padding: 0;
  }
  .below {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 32px;
    padding: 16px 24px 32px;
  }
  .rehearsal {
    display: flex;
    flex-wrap: wrap;
    gap: 0 12px;
    padding: 8px 24px;
    background: var(--ts-stored);
    color: var(--ts-ink);
    line-height: 1.5;
  }
  .rehearsal-word {
    justify-self: start;
    padding-inline: 6px;
    background: var(--ts-stored);
    color: var(--ts-ink);
    font-weight: 700;
  }
  .hall-button {
    margin-block-start: 16px;
    border-color: #ffffff;
    background: var(--ts-paper);
    color: var(--ts-water-1200);
    font-weight: 700;
  }
  .mechanism {
    position: sticky;
    inset-block-end: var(--phone-nav, 84px);
    z-index: 1;
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 52px;
    margin-block-start: auto;
    padding: 4px 24px;
    border-block-start: var(--ts-border);
    background: var(--ts-mist);
    color: var(--ts-water-900);
    --ts-icon-size: 20px;
  }
  .mechanism span {
    flex: 1;
  }
  .other {
    color: inherit;
    text-decoration: none;
  }
  .other > :first-child {
    display: grid;
  }
  .other ts-icon {
    flex: none;
    color: var(--ts-water-900);
  }
  .own {
    font-weight: 700;
  }
  .own.won {
    color: var(--ts-admitted-mark);
  }
  .others h2 {
    padding-block-end: 10px;
  }
  /* On a short phone it would take the room of a prize. */
  @media (max-height: 700px) {
    .mechanism {
      position: static;
    }
  }
`;
