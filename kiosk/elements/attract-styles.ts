/** Both ways up of the attract screen: camera at the right, or above. */
import { css } from 'lit';

export const attractStyles = css`
  .screen {
    position: absolute;
    inset: 0;
    isolation: isolate;
  }
  .plane {
    position: absolute;
    inset: 0;
    z-index: -1;
    isolation: isolate;
    --ts-wall-fill: var(--ts-night);
  }
  .out .plane {
    --ts-wall-fill: var(--ts-water-1100);
  }
  .words {
    position: absolute;
    inset: calc(36 * var(--u)) auto calc(40 * var(--u)) calc(56 * var(--u));
    inline-size: calc(630 * var(--u));
    display: flex;
    flex-direction: column;
    justify-content: space-between;
  }
  .top {
    display: flex;
    align-items: center;
    gap: calc(24 * var(--u));
  }
  ts-mark {
    --ts-mark-size: calc(58 * var(--u));
    margin-inline-end: calc(-6 * var(--u));
  }
  .product {
    font-size: calc(26 * var(--u));
    color: var(--ts-water-1200);
  }
  .mode {
    display: inline-flex;
    align-items: center;
    gap: calc(10 * var(--u));
    padding: calc(8 * var(--u)) calc(18 * var(--u));
    background: var(--ts-water-1100);
    color: #ffffff;
    font-size: calc(26 * var(--u));
    font-weight: 700;
  }
  .about {
    margin-block-start: calc(0 * var(--u));
  }
  h1 {
    font-size: calc(40 * var(--u));
    line-height: 1.3;
    word-break: auto-phrase;
  }
  h1[data-length='long'] {
    font-size: calc(36 * var(--u));
  }
  h1[data-length='longest'] {
    font-size: calc(26 * var(--u));
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(38 * var(--u));
    margin-block-start: calc(6 * var(--u));
    font-size: calc(26 * var(--u));
    color: var(--ts-ink-2);
    line-height: 1.5;
  }
  .facts > span {
    display: inline-flex;
    align-items: center;
    gap: calc(9 * var(--u));
    min-inline-size: 0;
    --ts-icon-size: 1.08em;
  }
  .venue {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  .practice {
    margin-block-start: calc(8 * var(--u));
    font-size: calc(22 * var(--u));
    padding-inline: calc(12 * var(--u));
    background: var(--ts-stored);
    inline-size: fit-content;
  }
  .head {
    font-size: min(80 * var(--u), 640 * var(--u) / var(--width));
    font-weight: 700;
    line-height: 1.275;
    letter-spacing: -0.01em;
    white-space: pre-line;
    inline-size: max-content;
    max-inline-size: calc(660 * var(--u));
    word-break: keep-all;
    overflow-wrap: normal;
  }
  .out .head {
    color: var(--ts-water-1100);
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: calc(8 * var(--u)) calc(30 * var(--u));
    margin-block-start: calc(16 * var(--u));
    font-size: calc(26 * var(--u));
    line-height: 1.4;
    max-inline-size: calc(600 * var(--u));
  }
  .ways > span {
    display: inline-flex;
    align-items: center;
    gap: calc(12 * var(--u));
  }
  .ways ts-icon {
    color: var(--ts-water-900);
    --ts-icon-size: 1.2em;
  }
  .people {
    min-block-size: calc(150 * var(--u));
    inline-size: calc(500 * var(--u));
  }
  .count {
    display: flex;
    align-items: baseline;
    gap: calc(16 * var(--u));
    color: var(--ts-water-1200);
    margin-block-end: calc(24 * var(--u));
  }
  .count .figure {
    font-size: calc(108 * var(--u));
    line-height: 0.86;
  }
  .unit {
    font-size: calc(28 * var(--u));
  }
  .camera {
    position: absolute;
    /* Across in parts of the screen, as the wall: on wider ones both move to the right. */
    inset: calc(40 * var(--u)) calc(40 * var(--u)) calc(36 * var(--u)) calc(100% * 824 / 1280);
    display: flex;
    flex-direction: column;
    color: #ffffff;
  }
  ts-language-switch {
    flex: none;
    color: var(--ts-ink);
    inline-size: 100%;
    max-inline-size: calc(416 * var(--u));
  }
  ts-language-switch::part(segment) {
    padding-inline: calc(16 * var(--u));
  }
  ts-kiosk-viewfinder {
    flex: none;
    inline-size: calc(384 * var(--u));
    margin-block-start: calc(40 * var(--u));
  }
  .caption {
    inline-size: calc(384 * var(--u));
    margin-block-start: calc(28 * var(--u));
    font-size: calc(26 * var(--u));
    line-height: 1.5;
    text-align: center;
    word-break: auto-phrase;
  }
  .caption small {
    display: block;
    font-size: calc(22 * var(--u));
    color: var(--ts-water-100);
  }
  ts-kiosk-line {
    margin-block-start: auto;
  }
  .towards {
    position: absolute;
    inset: calc(314 * var(--u)) auto auto calc(100% * 763 / 1280);
    --ts-icon-size: calc(48 * var(--u));
    --ts-icon-stroke: 2.6;
    color: #ffffff;
  }
  @media (orientation: portrait) {
    .screen {
      display: grid;
      grid-template:
        'top top' calc(110 * var(--u))
        'finder finder' auto
        'caption caption' auto
        'call call' 1fr
        'about people' auto
        'dots dots' auto
        'switch switch' auto / minmax(0, 1fr) auto;
      padding: calc(10 * var(--u)) calc(48 * var(--u)) calc(40 * var(--u));
    }
    .plane {
      inset: 0 0 auto 0;
      block-size: calc(100% * 724 / 1280);
    }
    .words,
    .camera,
    .people {
      display: contents;
    }
    .top {
      grid-area: top;
    }
    .product {
      color: #ffffff;
    }
    .mode {
      background: #ffffff;
      color: var(--ts-water-1100);
    }
    ts-kiosk-line {
      grid-area: top;
      align-self: center;
      justify-self: end;
      margin: 0;
      color: #ffffff;
    }
    ts-kiosk-viewfinder {
      grid-area: finder;
      justify-self: center;
      inline-size: calc(428 * var(--u));
      margin-block-start: calc(26 * var(--u));
    }
    .caption {
      grid-area: caption;
      justify-self: center;
      inline-size: 100%;
      margin-block-start: calc(24 * var(--u));
      font-size: calc(28 * var(--u));
      color: #ffffff;
      min-block-size: calc(104 * var(--u));
    }
    .call {
      grid-area: call;
      align-self: center;
      padding-block: calc(20 * var(--u)) 0;
    }
    .head {
      font-size: min(84 * var(--u), 690 * var(--u) / var(--width));
      max-inline-size: none;
    }
    .with-hint .head {
      font-size: min(72 * var(--u), 690 * var(--u) / var(--width));
    }
    .call .ways:has(ts-icon) {
      display: none;
    }
    .about {
      grid-area: about;
      align-self: end;
      margin: 0;
    }
    h1 {
      font-size: calc(36 * var(--u));
    }
    /* Beside "29 people" a Latin name of the same length needs more room than 「29 人」 leaves. */
    h1:lang(en) {
      font-size: calc(31 * var(--u));
    }
    h1[data-length='long'] {
      font-size: calc(30 * var(--u));
    }
    h1[data-length='longest'] {
      font-size: calc(25 * var(--u));
    }
    h1,
    .venue {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
    }
    .venue {
      -webkit-line-clamp: 1;
    }
    .count {
      grid-area: people;
      align-self: end;
      justify-self: end;
      margin: 0 0 calc(4 * var(--u)) calc(24 * var(--u));
      gap: calc(10 * var(--u));
    }
    .facts {
      gap: 0 calc(30 * var(--u));
    }
    .count .figure {
      font-size: calc(104 * var(--u));
    }
    ts-dots {
      grid-area: dots;
      margin-block-start: calc(28 * var(--u));
    }
    ts-language-switch {
      grid-area: switch;
      max-inline-size: none;
      margin-block-start: calc(40 * var(--u));
    }
  }
  /* A broad tablet held upright has less height for its width. */
  @media (orientation: portrait) and (min-aspect-ratio: 7/10) {
    .head {
      font-size: min(76 * var(--u), 690 * var(--u) / var(--width));
    }
    ts-language-switch {
      margin-block-start: calc(30 * var(--u));
    }
  }
`;
