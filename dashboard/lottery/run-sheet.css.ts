/** The run sheet; nothing else is printed of a draw's page. */
import { css } from 'lit';

export const runSheetStyles = css`
  .sheet {
    display: none;
  }
  @media print {
    .screen {
      display: none;
    }
    .sheet {
      display: block;
      color: #000000;
      font-size: 11pt;
      line-height: 1.5;
    }
    .sheet h1 {
      margin-block-end: 4mm;
      font-size: 18pt;
    }
    .sheet h2 {
      margin-block: 5mm 2mm;
      font-size: 12pt;
    }
    .sheet-rehearsal {
      margin-block-end: 3mm;
      border: 1mm solid #000000;
      font-size: 16pt;
      font-weight: 700;
      text-align: center;
    }
    .sheet dl {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 1mm 6mm;
      margin-block-end: 5mm;
    }
    .sheet dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .sheet table {
      inline-size: 100%;
    }
    .sheet th {
      text-align: start;
      font-weight: 400;
    }
    .sheet :is(th, td) {
      padding: 1.5mm 2mm;
      border-block-end: 0.2mm solid #767676;
      vertical-align: middle;
    }
    .sheet tr {
      break-inside: avoid;
    }
    .tick {
      display: block;
      inline-size: 6mm;
      block-size: 6mm;
      border: 0.4mm solid #000000;
    }
    .throws {
      display: flex;
      flex-wrap: wrap;
      gap: 2mm;
      margin-block-end: 5mm;
    }
    .throws span {
      inline-size: 7mm;
      block-size: 9mm;
      border-block-end: 0.4mm solid #000000;
    }
    .throws span:nth-child(5n) {
      margin-inline-end: 5mm;
    }
    .sheet ul {
      padding-inline-start: 5mm;
      list-style: disc;
    }
  }
`;
