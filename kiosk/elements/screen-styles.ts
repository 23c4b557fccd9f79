/** Styles of every kiosk screen: it fills the tablet, and its type is drawn in --u (kiosk.css). */
import { css } from 'lit';
import { figureStyles, hiddenStyles, resetStyles } from '#ui/shared-styles.ts';

export const screenStyles = [
  resetStyles,
  figureStyles,
  hiddenStyles,
  css`
    :host {
      display: block;
      position: absolute;
      inset: 0;
      isolation: isolate;
      overflow: hidden;
      color: var(--ts-ink);
      background: var(--ts-paper);
      line-height: 1.3;
    }
    .by-hand {
      white-space: pre-line;
    }
  `,
];
