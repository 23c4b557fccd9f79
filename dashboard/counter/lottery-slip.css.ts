/** The slip on paper: one A6, in millimetres. */
import { css } from 'lit';

export const lotterySlipStyles = css`
  :host {
    display: none;
  }
  @media print {
    :host {
      display: block;
    }
  }
  .slip {
    display: flex;
    flex-direction: column;
    inline-size: 105mm;
    /* A hair less than the sheet: rounding must not bring a second one. */
    block-size: 147.5mm;
    padding: 6mm 8mm 5mm;
    overflow: hidden;
    page: lottery-slip;
    background: #ffffff;
    color: #1a1a1a;
    font-size: 2.75mm;
    line-height: 1.5;
  }
  header {
    display: flex;
    align-items: center;
    gap: 1.5mm;
    padding-block-end: 2mm;
    border-block-end: 0.6mm solid var(--ts-water-1200);
  }
  .mark {
    inline-size: 6.5mm;
    margin-inline-start: -0.8mm;
  }
  .brand {
    color: var(--ts-water-1200);
    font-size: 4mm;
    font-weight: 700;
  }
  h1 {
    margin-inline-start: auto;
    font-size: 4mm;
  }
  .rehearsal {
    margin-block-start: 2mm;
    padding: 0.4mm 2mm;
    border: 0.4mm solid #1a1a1a;
    font-size: 3.6mm;
    font-weight: 700;
    text-align: center;
  }
  .lottery {
    margin-block-start: 2.4mm;
    font-size: 3.2mm;
    overflow-wrap: anywhere;
  }
  .prize {
    color: var(--ts-water-1200);
    font-size: 5.4mm;
    font-weight: 700;
    line-height: 1.3;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .prize[data-long] {
    font-size: 4.2mm;
  }
  .numbers {
    display: flex;
    align-items: baseline;
    gap: 2.5mm;
    margin-block: 0.8mm 2mm;
    font-size: 3.4mm;
  }
  .numbers .figure {
    font-size: 10mm;
    white-space: nowrap;
  }
  .follow {
    display: grid;
    grid-template-columns: 45mm minmax(0, 1fr);
    gap: 1mm 3mm;
    align-items: center;
  }
  .qr {
    inline-size: 49mm;
    margin: -2mm;
  }
  .follow p + p {
    margin-block-start: 1.6mm;
  }
  dl {
    display: grid;
    gap: 0.4mm;
    margin: auto 0 0;
    padding-block-start: 2mm;
    border-block-start: 0.25mm solid var(--ts-line);
    font-size: 2.4mm;
    line-height: 1.4;
  }
  dl > div {
    display: grid;
    grid-template-columns: 25mm minmax(0, 1fr);
    gap: 2mm;
  }
  dt {
    color: var(--ts-ink-2);
  }
  dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .hex {
    font-size: 2.2mm;
    white-space: pre-line;
  }
`;
