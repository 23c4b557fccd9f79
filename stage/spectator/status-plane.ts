/** The upper plane of the spectators' phone: which prize, and what is happening now. */
import { css, html, nothing, svg } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { CHECKS } from '#domain/draw/verify.ts';
import { iconPath, type IconName } from '#ui/icons/icon.ts';
import type { Formats } from '#ui/language/formats.ts';
import type { Language } from '#ui/language/language.ts';
import '#ui/mark.ts';
import { placeAt } from '#ui/ring-geometry.ts';
import '#ui/wall.ts';
import type { SpectatorMessages } from '../languages/spectator/ja.ts';
import { nameIn } from '../screen/facts.ts';
import { serialText, type Moment, type RevealMoment } from '../stage-state.ts';
import type { Elsewhere } from './shown-prize.ts';
import type { Verifying } from './verification-controller.ts';

const RING_DOTS = 12;
const SECOND_DOTS = 30;

export const statusStyles = css`
  .plane {
    position: relative;
    isolation: isolate;
    padding: 20px 24px 64px;
    color: #ffffff;
    --ts-wall-fill: var(--ts-night);
  }
  .plane .brand {
    display: flex;
    align-items: center;
    gap: 12px;
    --ts-mark-size: 28px;
  }
  .plane .brand span:last-child {
    margin-inline-start: auto;
    white-space: nowrap;
  }
  .plane .brand .figure {
    font-size: 20px;
  }
  .plane h1 {
    margin-block: 16px 20px;
    color: inherit;
    font-size: var(--ts-text-24);
  }
  .plane .now {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr);
    gap: 24px;
    align-items: center;
  }
  .plane .now svg {
    inline-size: 104px;
    block-size: 104px;
    overflow: visible;
  }
  .plane .head {
    font-size: var(--ts-text-24);
    font-weight: 700;
    line-height: 1.3;
    /* Where a heading breaks is written by hand. */
    white-space: pre-line;
  }
  .plane .hint {
    margin-block-start: 4px;
    color: var(--ts-water-100);
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .plane .bright {
    color: var(--ts-water-300);
  }
  .plane .now-dot {
    color: var(--ts-arrive-on-dark);
  }
  .plane .filled {
    fill: currentColor;
  }
  .plane .hollow {
    fill: none;
    stroke: var(--ts-open-on-night);
    stroke-width: 2.4;
  }
  .plane text {
    fill: var(--ts-arrive-on-dark);
    font-family: var(--ts-font-figures);
    font-size: 64px;
    font-weight: 600;
    text-anchor: middle;
  }
  .plane .digits {
    font-size: 52px;
    line-height: 1.2;
    letter-spacing: 0.04em;
  }
  .plane .coming {
    color: var(--ts-open-on-night);
  }
`;

export interface StatusWords {
  readonly text: SpectatorMessages;
  readonly formats: Formats;
  readonly language: Language;
}

export interface Status {
  readonly snapshot: StageSnapshot;
  readonly moment: Moment | Elsewhere;
  readonly verifying: Verifying;
  readonly prizeIndex: number;
}

export function statusPlane(status: Status, words: StatusWords) {
  const { snapshot, prizeIndex } = status;
  const { text, formats, language } = words;
  const { lottery } = snapshot;
  const prize = lottery.prizes[prizeIndex];
  return html`<header class="plane">
    <ts-wall kind="flat" .from=${0.62}></ts-wall>
    <p class="brand">
      <ts-mark on-dark></ts-mark><span>${nameIn(language, lottery)}</span>
      <span
        >${text.prize} <span class="figure">${formats.number(prizeIndex + 1)}</span> /
        ${formats.number(lottery.prizes.length)}</span
      >
    </p>
    <h1>${nameIn(language, prize ?? lottery)}</h1>
    <div class="now" role="status">${now(status, words)}</div>
  </header>`;
}

interface Ring {
  readonly filled: number;
  readonly of: number;
  readonly isNow: boolean;
  /** A figure, or a sign. */
  readonly middle: string | { readonly icon: IconName };
}

function now({ snapshot, moment, verifying }: Status, words: StatusWords) {
  const { text, formats, language } = words;
  const told = verifyingStatus(verifying, text, formats);
  const isOver = moment.name === 'prize-done' || moment.name === 'all-drawn';
  if (isOver && told !== null) return block(told.ring, told.head, told.hint);
  const { status } = text;
  switch (moment.name) {
    case 'countdown':
    case 'closing': {
      const { secondsLeft } = moment;
      const ring: Ring = {
        filled: Math.min(SECOND_DOTS, secondsLeft),
        of: SECOND_DOTS,
        isNow: true,
        middle: formats.number(secondsLeft),
      };
      const hint =
        moment.name === 'closing'
          ? status.closing.hint
          : status.countdown.hint(formats.number(moment.round));
      return block(ring, status[moment.name].head, hint);
    }
    case 'reveal':
      return number(moment, words);
    case 'elsewhere': {
      const looked = snapshot.lottery.prizes[moment.prizeIndex];
      const name = looked === undefined ? '' : nameIn(language, looked);
      return block(signed('ticket', 0), status.elsewhere.head, status.elsewhere.hint(name));
    }
    case 'void':
      return block(signed('stop', 0), status.void.head, status.void.hint(moment.reason));
    case 'waiting': {
      const time = formats.time(snapshot.lottery.closesAt);
      return block(signed('ticket', 0), status.waiting.head, status.waiting.hint(time));
    }
    case 'dice': {
      const thrown = formats.number(moment.thrown.length);
      return block(signed('dice', 9), status.dice.head, status.dice.hint(thrown));
    }
    case 'beacon-late': {
      const round = formats.number(moment.round);
      return block(
        signed('beacon', 11),
        status['beacon-late'].head,
        status['beacon-late'].hint(round),
      );
    }
    case 'closed':
      return block(signed('lock', 3), status.closed.head, status.closed.hint);
    case 'gathering': {
      const { secondsLeft } = moment;
      const seconds = secondsLeft === null ? null : formats.number(secondsLeft);
      return block(signed('voice', 6), status.gathering.head, status.gathering.hint(seconds));
    }
    case 'freezing':
      return block(signed('lock', 7), status.freezing.head, status.freezing.hint);
    case 'sealed':
      return block(signed('lock', 11), status.sealed.head, status.sealed.hint);
    case 'ready':
      return block(signed('check', 12), status.ready.head, status.ready.hint);
    case 'prize-done':
    case 'all-drawn':
      return block(signed('check', 12), status.done.head, status.done.hint);
  }
}

/** As far as its digits are out on the big screen. */
function number({ place, digits, digitsOut }: RevealMoment, { text, formats }: StatusWords) {
  const words = text.status.reveal;
  const head = place.kind === 'win' ? words.head : words.alternate;
  const shown = serialText(place.serial, digits).slice(0, digitsOut);
  return html`${ringOf({ filled: 12, of: 12, isNow: true, middle: { icon: 'ticket' } })}
    <div>
      <p class="hint">${head(formats.number(place.place))}</p>
      <p class="digits figure" data-digits=${shown}>
        ${shown}<span class="coming">${'·'.repeat(digits - digitsOut)}</span>
      </p>
    </div>`;
}

/** What this phone has found out itself, once there is something to find. */
function verifyingStatus(verifying: Verifying, text: SpectatorMessages, formats: Formats) {
  const words = text.verifying;
  if (verifying.name === 'fetching' || verifying.name === 'computing') {
    const filled = Math.round(verifying.share * RING_DOTS);
    const ring = { filled, of: RING_DOTS, isNow: false, middle: { icon: 'clock' as const } };
    return { ring, head: words[verifying.name], hint: `${Math.round(verifying.share * 100)} %` };
  }
  if (verifying.name === 'altered') {
    return { ring: signed('stop', 0), head: words.wrong, hint: words.altered(verifying.file) };
  }
  if (verifying.name !== 'done') return null;
  const { verification } = verifying.recomputed;
  if (verification.ok) {
    const checks = formats.number(verification.passed.length);
    return { ring: signed('check', RING_DOTS), head: words.right, hint: words.rightHint(checks) };
  }
  const check = CHECKS.find((name) => name === verification.failed) ?? 'result';
  const hint = words.wrongHint(text.checks[check]);
  return { ring: signed('stop', 0), head: words.wrong, hint };
}

function signed(icon: IconName, filled: number): Ring {
  return { filled, of: RING_DOTS, isNow: false, middle: { icon } };
}

function block(ring: Ring, head: string, hint: string) {
  return html`${ringOf(ring)}
    <div>
      <p class="head" data-head>${head}</p>
      <p class="hint">${hint}</p>
    </div>`;
}

function ringOf({ filled, of, isNow, middle }: Ring) {
  const radius = of > RING_DOTS ? 4.6 : 9;
  const dots = Array.from({ length: of }, (_, index) => {
    const { x, y } = placeAt((index * 360) / of, 62);
    return index < filled
      ? svg`<circle class="filled" cx=${x} cy=${y} r=${radius}></circle>`
      : svg`<circle class="hollow" cx=${x} cy=${y} r=${radius - 1.2}></circle>`;
  });
  return html`<svg viewBox="-72 -72 144 144" aria-hidden="true">
    <g class=${isNow ? 'now-dot' : 'bright'}>${dots}</g>
    ${
      typeof middle === 'string'
        ? svg`<text y="22" style="font-size: ${middle.length > 2 ? 44 : 64}px">${middle}</text>`
        : svg`<g transform="scale(2.7) translate(-12 -12)">${iconPath(middle.icon)}</g>`
    }
  </svg>`;
}

/** On every screen of a rehearsal (LT4). */
export function rehearsalStrip({ lottery }: StageSnapshot, text: SpectatorMessages) {
  if (!lottery.rehearsal) return nothing;
  return html`<p class="strip" data-rehearsal>
    <strong>${text.rehearsal}</strong> ${text.rehearsalHint}
  </p>`;
}
