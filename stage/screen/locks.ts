/** `<ts-stage-locks>`: Entries → Audience → Dice → Beacon, each shut when nothing can change it. */
import { css, html, LitElement, nothing, svg } from 'lit';
import type { StageSnapshot } from '#domain/contract/stage-channel.ts';
import { iconPath, type IconName } from '#ui/icons/icon.ts';
import { LanguageController } from '#ui/language/language-controller.ts';
import { placeAt } from '#ui/ring-geometry.ts';
import { figureStyles, resetStyles } from '#ui/shared-styles.ts';
import { messages } from '../languages/screen/index.ts';
import { locksAt, type Lock } from '../lock-states.ts';
import type { Moment } from '../stage-state.ts';
import { screenStyles } from './screen-styles.ts';

const ICONS: Readonly<Record<Lock['name'], IconName>> = {
  entries: 'ticket',
  audience: 'voice',
  dice: 'dice',
  beacon: 'beacon',
  sealed: 'lock',
};
/** In units of 1920 × 1080. */
const COLUMN = 440;
const HEIGHT = 236;
const RADIUS = 102;
const CENTRE_Y = HEIGHT / 2;
/** The lower right of a shut ring belongs to its lock. */
const LOCK_DEGREES = { from: 118, to: 158 } as const;
const LINK_DOTS = 11;

/**
 * @property snapshot
 * @property moment
 */
export class TsStageLocks extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    moment: { attribute: false },
  };
  declare snapshot: StageSnapshot;
  declare moment: Moment;

  readonly #language = new LanguageController(this, messages);

  static override styles = [
    resetStyles,
    figureStyles,
    screenStyles,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        inline-size: 100%;
        block-size: auto;
      }
      .locked {
        color: var(--ts-water-300);
      }
      .now {
        color: var(--ts-arrive-on-dark);
      }
      .open {
        color: var(--ts-open-on-night);
      }
      .filled {
        fill: currentColor;
        stroke: none;
      }
      .whole .hollow {
        stroke: currentColor;
      }
      .hollow {
        fill: none;
        stroke: var(--ts-open-on-night);
        stroke-width: 3;
      }
      .sign {
        color: #ffffff;
      }
      .open .sign {
        color: var(--ts-open-on-night);
      }
      text {
        fill: currentColor;
        text-anchor: middle;
        font-family: var(--ts-font);
      }
      text.figure {
        font-family: var(--ts-font-figures);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(4, minmax(0, 1fr));
        margin-block-start: calc(14 * var(--u));
        text-align: center;
      }
      .name {
        font-size: calc(56 * var(--u));
        font-weight: 700;
        line-height: 1.25;
        white-space: nowrap;
      }
      .state {
        white-space: nowrap;
      }
      li[data-state='open'] {
        color: var(--ts-water-100);
      }
    `,
  ];

  override render() {
    const locks = locksAt(this.snapshot, this.moment);
    return html`<svg viewBox="0 0 ${4 * COLUMN} ${HEIGHT}" aria-hidden="true">
        ${locks.map((lock, index) => this.#ring(lock, index))}
        ${locks.slice(0, -1).map((lock, index) => link(lock, index))}
      </svg>
      <ol>
        ${locks.map(
          (lock) =>
            html`<li data-lock=${lock.name} data-state=${lock.state}>
              <p class="name">${this.#language.text.locks[lock.name]}</p>
              <p class="state least quiet">${this.#state(lock)}</p>
            </li>`,
        )}
      </ol>`;
  }

  #ring(lock: Lock, index: number) {
    const isShut = lock.state === 'locked';
    const { filled, of } = lock.dots;
    const dots = Array.from({ length: of }, (_, dot) => {
      const degrees = (dot * 360) / of;
      if (isShut && degrees > LOCK_DEGREES.from && degrees < LOCK_DEGREES.to) return nothing;
      const { x, y } = placeAt(degrees, RADIUS);
      return dot < filled
        ? svg`<circle class="filled" cx=${x} cy=${y} r="8"></circle>`
        : svg`<circle class="hollow" cx=${x} cy=${y} r="6"></circle>`;
    });
    const keyhole = placeAt((LOCK_DEGREES.from + LOCK_DEGREES.to) / 2, RADIUS);
    // What is open and counts nothing is orange as a whole.
    const shape = lock.state === 'now' && filled === 0 ? 'now whole' : lock.state;
    return svg`<g class=${shape}
      transform="translate(${centreX(index)} ${CENTRE_Y})">
      ${dots} ${this.#middle(lock)}
      ${
        isShut
          ? svg`<g transform="translate(${keyhole.x + 2} ${keyhole.y - 2}) scale(2.1)
              translate(-12 -12)">${iconPath('lock', 2.2)}</g>`
          : nothing
      }
    </g>`;
  }

  #middle(lock: Lock) {
    const { moment, snapshot } = this;
    const { text, formats } = this.#language;
    const isTimed = lock.name === 'beacon' ? 'countdown' : 'closing';
    if (
      lock.state === 'now' &&
      (lock.name === 'entries' || lock.name === 'beacon') &&
      (moment.name === 'closing' || moment.name === 'countdown') &&
      moment.name === isTimed
    ) {
      const isLong = moment.secondsLeft > 120;
      const count = isLong ? Math.ceil(moment.secondsLeft / 60) : moment.secondsLeft;
      return svg`<text class="figure" y="33" font-size="116" font-weight="600">${count}</text>
        <text y="76" font-size="34">${isLong ? text.minutes : text.seconds}</text>`;
    }
    if (lock.state === 'now' && lock.name === 'audience') {
      const count = formats.number(snapshot.voices.people);
      const size = count.length > 4 ? 60 : 84;
      return svg`<text class="figure" y=${size * 0.36} font-size=${size}
        font-weight="600">${count}</text>`;
    }
    return svg`<g class="sign" transform="scale(3.7) translate(-12 -12)">
      ${iconPath(ICONS[lock.name], 1.9)}</g>`;
  }

  #state({ name, state }: Lock): string {
    const { text, formats } = this.#language;
    const { lockStates } = text;
    const { lottery, voices, dice, prizeIndex } = this.snapshot;
    switch (name) {
      case 'entries': {
        const tickets =
          (prizeIndex === null ? undefined : lottery.prizes[prizeIndex]?.tickets) ??
          lottery.prizes.reduce((sum, prize) => sum + prize.tickets, 0);
        if (state === 'locked') return lockStates.entriesLocked(formats.number(tickets));
        if (this.moment.name === 'closing') return lockStates.entriesClosing;
        return lockStates.entriesUntil(formats.time(lottery.closesAt));
      }
      case 'audience':
        if (state === 'locked') return lockStates.audienceLocked(formats.number(voices.people));
        if (this.moment.name === 'freezing') return lockStates.audienceFreezing;
        return state === 'now' ? lockStates.audienceNow : lockStates.later;
      case 'dice':
        if (state === 'locked') return dice === '' ? lockStates.diceNone : lockStates.diceLocked;
        return state === 'now' ? lockStates.diceNow(formats.number(dice.length)) : lockStates.later;
      case 'beacon':
        if (state === 'locked') return lockStates.beaconLocked;
        return this.moment.name === 'beacon-late' ? lockStates.beaconLate : lockStates.beaconOpen;
      case 'sealed':
        return state === 'locked' ? lockStates.sealedLocked : lockStates.sealedOpen;
    }
  }
}
customElements.define('ts-stage-locks', TsStageLocks);

function centreX(index: number): number {
  return (index + 0.5) * COLUMN;
}

/** From a ring to the next; bright as far as the lock before it is shut. */
function link(lock: Lock, index: number) {
  const from = centreX(index) + RADIUS + 22;
  const step = (COLUMN - 2 * (RADIUS + 22)) / (LINK_DOTS - 1);
  return svg`<g class=${lock.state === 'locked' ? 'locked' : 'open'}>
    ${Array.from(
      { length: LINK_DOTS },
      (_, dot) =>
        svg`<circle class="filled" cx=${from + dot * step} cy=${CENTRE_Y} r="4.5"></circle>`,
    )}
  </g>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'ts-stage-locks': TsStageLocks;
  }
}
