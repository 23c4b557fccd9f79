/** As drawn on 390×844: code above, the wall, figures on the dark plane. Short phones scroll. */
import { css } from 'lit';

export const passStyles = css`
  :host {
    --ring: clamp(268px, 100dvh - 474px, min(100vw - 18px, 372px));
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
    line-height: 1.5;
  }
  :host([noticed]) {
    --ring: clamp(252px, 100dvh - 560px, min(100vw - 90px, 300px));
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 16px;
    padding: 16px 24px 0;
  }
  .person {
    display: flex;
    align-items: center;
    gap: 14px;
    min-inline-size: 0;
    min-block-size: var(--ts-target);
    color: var(--ts-water-1200);
    text-decoration: none;
    --ts-mark-size: 32px;
    --ts-icon-size: 16px;
  }
  .nickname {
    font-size: 20px;
    line-height: 1.25;
    font-weight: 700;
    overflow: hidden;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
  }
  .nickname.long {
    font-size: 15px;
    -webkit-line-clamp: 3;
    line-clamp: 3;
  }
  .person ts-icon {
    margin-inline-start: -6px;
    color: var(--ts-water-900);
  }
  ts-phone-language {
    flex: none;
  }
  .code {
    flex: 1;
    display: grid;
    place-items: center;
    margin-block-start: -6px;
  }
  ts-countdown-ring {
    inline-size: var(--ring);
    max-inline-size: 100%;
  }
  .qr-box {
    inline-size: calc(var(--ring) * 0.628);
  }
  .card-code .qr-box {
    inline-size: 264px;
  }
  .qr {
    display: block;
    inline-size: 100%;
    block-size: auto;
  }
  /* The dots of the ring stand where the quiet zone's corners are: nothing may cover them. */
  .qr rect {
    fill: none;
  }
  .making {
    color: var(--ts-ink-2);
    font-size: var(--ts-text-14);
    max-inline-size: 10em;
    text-align: center;
  }
  .call {
    position: relative;
    z-index: 1;
    min-block-size: 54px;
    padding-inline: 24px;
  }
  .show {
    font-size: var(--ts-text-18);
    font-weight: 700;
  }
  .seconds {
    color: var(--ts-ink-2);
    line-height: 1.4;
  }
  .seconds .figure {
    display: inline-block;
    min-inline-size: 1.15em;
    margin-inline: 2px;
    font-size: 21px;
    text-align: center;
    color: var(--ts-ink);
  }
  .notices {
    position: relative;
    z-index: 1;
    display: grid;
    gap: 8px;
    margin-block-start: 12px;
  }
  .notices ts-notice {
    padding-inline: 24px;
    font-size: 15px;
  }
  .news {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 60px;
    padding: 8px 24px;
    background: var(--ts-water-50);
    color: var(--ts-water-1200);
    line-height: 1.4;
    text-decoration: none;
    --ts-icon-size: 26px;
  }
  .news.under-way {
    background: var(--ts-water-1100);
    color: #ffffff;
  }
  .news > span {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .news b {
    font-size: var(--ts-text-18);
  }
  .news > :last-child {
    --ts-icon-size: 20px;
  }
  .strip {
    position: relative;
    isolation: isolate;
    flex: none;
    block-size: 124px;
    margin-block-start: -72px;
  }
  .notices + .strip {
    block-size: 72px;
    margin-block-start: 0;
  }
  .plane {
    padding: 0 24px 4px;
    background: var(--ts-water-1200);
    color: #ffffff;
  }
  .figures {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: 8px 16px;
    padding-block-start: 2px;
  }
  .label,
  .arrived .word {
    font-size: var(--ts-text-16);
    line-height: 1.5;
  }
  .balance {
    min-block-size: 80px;
  }
  /* Its words are longer than the figure, and move nothing. */
  .arrived {
    inline-size: 0;
    white-space: nowrap;
  }
  .arrived:empty {
    display: none;
  }
  .arrived .word {
    display: flex;
    inline-size: max-content;
    align-items: center;
    gap: 6px;
    font-weight: 700;
    color: var(--ts-arrive-on-dark);
    --ts-icon-stroke: 3;
    animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease) both;
  }
  .amount {
    display: flex;
    align-items: baseline;
    gap: 8px;
    white-space: nowrap;
  }
  .balance .figure {
    margin-block-start: 6px;
    font-size: 52px;
  }
  .balance .unit {
    font-size: 22px;
    font-weight: 700;
  }
  .earned {
    text-align: end;
  }
  .earned .amount {
    justify-content: flex-end;
    gap: 6px;
  }
  .earned .figure {
    font-size: 30px;
    line-height: 1.2;
  }
  .arriving {
    display: inline-block;
    animation: rise var(--ts-arrive-ms) var(--ts-arrive-ease) both;
  }
  @keyframes rise {
    from {
      transform: translateY(26px);
      opacity: 0;
    }
  }
  .waiting {
    opacity: 0.6;
  }
  .old {
    justify-self: start;
    inline-size: fit-content;
    margin-block: 4px 6px;
    padding-inline: 8px;
    background: var(--ts-stored);
    color: var(--ts-ink);
    font-size: var(--ts-text-14);
  }
  .rank {
    margin-block-start: 12px;
  }
  .rank-words {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 16px;
  }
  .rank-dots {
    display: flex;
    justify-content: flex-start;
    gap: calc((100% - 160px) / 9);
    margin-block: 12px 0;
  }
  .rank-dots span {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    border: 2px solid var(--ts-water-300);
    border-radius: var(--ts-radius-dot);
  }
  .rank-dots .filled {
    background: var(--ts-water-300);
  }
  .next {
    display: flex;
    align-items: center;
    gap: 14px;
    min-block-size: 60px;
    margin-block-start: 14px;
    padding-block: 4px;
    border-block-start: 1px solid rgb(255 255 255 / 0.35);
    color: #ffffff;
    text-decoration: none;
    --ts-icon-size: 22px;
  }
  .when {
    display: grid;
    flex: none;
    justify-items: center;
    min-inline-size: 60px;
    font-size: var(--ts-text-14);
    line-height: 1.4;
  }
  .when .figure {
    font-size: 23px;
  }
  .what {
    display: grid;
    flex: 1;
    min-inline-size: 0;
    font-size: 15px;
    line-height: 1.45;
  }
  .what b {
    font-size: var(--ts-text-16);
  }
  .what > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .clock {
    margin-inline-end: 10px;
  }
  .next ts-icon {
    flex: none;
  }
`;
