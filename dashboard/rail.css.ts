/** The rail's styles: 280 px at the left, a folding bar under 1100 px. */
import { css } from 'lit';

export const railStyles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  nav {
    position: sticky;
    inset-block-start: 0;
    isolation: isolate;
    display: flex;
    flex-direction: column;
    block-size: 100dvh;
    background: var(--ts-water-1200);
    color: #ffffff;
    --ts-focus: 0 0 0 3px #1a1a1a, 0 0 0 6px #ffd43d;
  }
  ts-wall {
    --ts-wall-fill: var(--ts-water-1100);
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  .bar {
    display: flex;
    align-items: center;
    padding: 26px 24px 16px;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 14px;
    font-size: 23px;
    font-weight: 700;
    line-height: 1.2;
    --ts-mark-size: 44px;
  }
  .brand ts-mark {
    margin: -2px;
  }
  .menu {
    display: none;
  }
  .content {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }
  .today {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 12px;
    padding: 12px 24px 10px;
    line-height: 1.8;
  }
  .today-link {
    white-space: nowrap;
    font-size: var(--ts-text-18);
    font-weight: 700;
  }
  .today-link:hover,
  .foot-link:hover .label {
    text-decoration: underline;
    text-underline-offset: 0.3em;
  }
  .date {
    white-space: nowrap;
    font-size: var(--ts-text-16);
  }
  .activities {
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-color: rgb(255 255 255 / 0.4) transparent;
    min-block-size: 75px;
  }
  .activities > li,
  .nothing {
    border-block-start: 1px solid rgb(255 255 255 / 0.25);
  }
  .nothing {
    padding: 12px 24px;
    border-block-end: 1px solid rgb(255 255 255 / 0.25);
  }
  .activity {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    gap: 0 8px;
    padding: 11px 24px 9px;
    line-height: 1.6;
  }
  .activity:hover {
    background: rgb(255 255 255 / 0.08);
  }
  .activity[aria-current] {
    background: var(--ts-paper);
    color: var(--ts-water-1200);
  }
  .activity:focus-visible {
    position: relative;
    box-shadow:
      inset 0 0 0 3px #1a1a1a,
      inset 0 0 0 6px #ffd43d;
  }
  .activity-name {
    grid-column: 1 / -1;
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-weight: 700;
  }
  .activity-time {
    color: #d5e3e6;
  }
  .activity[aria-current] .activity-time,
  .activity[aria-current] .activity-count {
    color: var(--ts-ink-2);
  }
  .activity-count .figure {
    margin-inline-end: 2px;
    color: #ffffff;
    font-size: 23px;
  }
  .activity[aria-current] .figure {
    color: var(--ts-water-1200);
  }
  .foot {
    margin-block-start: auto;
    padding: 8px 24px 12px;
  }
  .foot-link {
    appearance: none;
    display: flex;
    align-items: center;
    gap: 12px;
    inline-size: 100%;
    min-block-size: 36px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    --ts-icon-size: 20px;
  }
  .foot-link[aria-current] .label {
    font-weight: 700;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 0.4em;
  }
  .badge {
    display: grid;
    place-items: center;
    min-inline-size: 26px;
    block-size: 26px;
    margin-inline-start: auto;
    padding-inline: 6px;
    border-radius: 13px;
    background: #ffd43d;
    color: var(--ts-ink);
    font-size: 17px;
  }
  .language {
    --ts-ink: #ffffff;
    --ts-ink-2: #d5e3e6;
    --ts-edge: rgb(255 255 255 / 0.4);
    --ts-text-16: 0.875rem;
  }
  /* The three names fill the rail's 232 px: close set, they end at its margin in every language. */
  ts-language-switch::part(segment) {
    font-size: var(--ts-text-14);
    letter-spacing: -0.02em;
  }
  ts-language-switch::part(segment)::before {
    margin-inline: 5px;
  }
  .who {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding-block-start: 4px;
    border-block-start: 1px solid rgb(255 255 255 / 0.35);
    min-block-size: 52px;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .log-out {
    appearance: none;
    flex: none;
    padding: 8px 0;
    border: 0;
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.35em;
    cursor: pointer;
  }
  @media (max-width: 1099px) {
    nav {
      position: static;
      block-size: auto;
    }
    ts-wall {
      display: none;
    }
    .bar {
      justify-content: space-between;
      padding: 10px 24px;
    }
    .brand {
      font-size: 20px;
      --ts-mark-size: 36px;
    }
    .menu {
      display: block;
      appearance: none;
      min-block-size: 44px;
      padding: 4px 18px;
      border: 2px solid #ffffff;
      border-radius: var(--ts-radius-control);
      background: none;
      cursor: pointer;
    }
    nav:not([data-open]) .content {
      display: none;
    }
    .activities {
      overflow: visible;
    }
    .foot {
      padding-block-start: 16px;
      border-block-start: 1px solid rgb(255 255 255 / 0.25);
    }
    .foot-link {
      min-block-size: 48px;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`;
