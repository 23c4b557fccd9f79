/** A draft: the form at the left, what will be published beside it. */
import { css } from 'lit';

export const draftPageStyles = css`
  :host {
    display: grid;
    gap: 32px;
  }
  header {
    display: grid;
    gap: 4px;
    justify-items: start;
  }
  h1 {
    font-size: 30px;
    overflow-wrap: anywhere;
  }
  .back {
    padding-block: 8px;
  }
  .rehearsal {
    padding: 2px 14px;
    background: var(--ts-stored);
    font-weight: 700;
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 740fr) minmax(280px, 300fr);
    gap: 40px;
    align-items: start;
  }
  form,
  aside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 40px;
  }
  .fields {
    display: grid;
    gap: 24px;
    padding-block-start: 8px;
  }
  .two {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 24px;
    align-items: start;
  }
  /* A field of a time asks for more than there is. */
  .field {
    grid-template-columns: minmax(0, 1fr);
  }
  .field input {
    min-inline-size: 0;
  }
  .fields.two {
    align-items: end;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: 4px;
    padding: 0;
    font-weight: 700;
  }
  .option {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr);
    gap: 12px;
    padding: 12px 8px;
    border-block-start: var(--ts-border);
    cursor: pointer;
  }
  .option input {
    inline-size: 22px;
    block-size: 22px;
    margin: 3px 0 0 2px;
    accent-color: var(--ts-water-1100);
  }
  .option:has(input:checked) {
    background: var(--ts-water-50);
  }
  .detail {
    display: block;
    color: var(--ts-ink-2);
    line-height: 1.6;
  }
  .saving {
    position: sticky;
    inset-block-end: 0;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 24px;
    padding-block: 16px;
    border-block-start: var(--ts-border);
    background: var(--ts-paper);
  }
  .preview {
    display: grid;
    gap: 8px;
    margin-block-start: 8px;
    line-height: 1.6;
  }
  .preview li {
    padding-block: 8px;
    border-block-start: var(--ts-border);
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .preview .prizes li {
    padding-block: 2px;
    border: 0;
  }
  .next {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    padding-block-start: 24px;
  }
  .next .quiet-text {
    margin-block-start: 8px;
  }
  .next ts-armed-action {
    margin-inline: 20px;
  }
  .drop {
    justify-self: start;
    min-block-size: 48px;
  }
  @media (max-width: 1240px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 1320px) and (min-width: 1241px) {
    .fields.two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 560px) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
