/** The checks one by one, each with icon and word. */
import { css, html } from 'lit';
import '#ui/icons/icon.ts';
import type { IconName } from '#ui/icons/paths.ts';
import type { VerifyMessages } from '../languages/verify/index.ts';
import { CHECK_SLOTS, type CheckSlot } from './conversation.ts';

export interface CheckStates {
  readonly passed: ReadonlySet<CheckSlot>;
  readonly failed: CheckSlot | null;
  /** The bundle has no signatures. */
  readonly unsigned: boolean;
}

type State = keyof VerifyMessages['checkStates'];
const ICONS: Readonly<Record<State, IconName | null>> = {
  passed: 'check',
  failed: 'stop',
  waiting: null,
  notReached: null,
  none: 'help',
};

export const checkListStyles = css`
  .checks {
    display: grid;
    gap: 0 40px;
  }
  .checks li {
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    gap: 12px;
    align-items: center;
    min-block-size: 48px;
    padding-block: 8px;
    border-block-end: var(--ts-border);
    line-height: 1.4;
    --ts-icon-size: 24px;
    --ts-icon-stroke: 2.4;
  }
  .checks .open {
    inline-size: 16px;
    block-size: 16px;
    margin-inline: 4px;
    border: 2px solid var(--ts-open);
    border-radius: var(--ts-radius-dot);
  }
  .checks .state {
    font-size: var(--ts-text-14);
    white-space: nowrap;
  }
  .checks .passed :is(ts-icon, .state) {
    color: var(--ts-admitted-mark);
  }
  .checks .failed :is(ts-icon, .state) {
    color: var(--ts-refused-mark);
    font-weight: 700;
  }
  .checks .none :is(ts-icon, .state) {
    color: var(--ts-stored-mark);
  }
  .checks :is(.waiting, .notReached) {
    color: var(--ts-ink-2);
  }
  @media (min-width: 700px) {
    .checks {
      grid-template-rows: repeat(6, auto);
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
    }
  }
`;

export function checkList(text: VerifyMessages, states: CheckStates) {
  return html`<ol class="checks">
    ${CHECK_SLOTS.map((slot) => {
      const state = stateOf(slot, states);
      const icon = ICONS[state];
      return html`<li class=${state} data-check=${slot}>
        ${icon === null ? html`<span class="open"></span>` : html`<ts-icon name=${icon}></ts-icon>`}
        <span>${text.checks[slot]}</span>
        <span class="state">${text.checkStates[state]}</span>
      </li>`;
    })}
  </ol>`;
}

function stateOf(slot: CheckSlot, { passed, failed, unsigned }: CheckStates): State {
  if (passed.has(slot)) return 'passed';
  if (failed === slot) return 'failed';
  if (slot === 'signatures' && unsigned) return 'none';
  return failed === null ? 'waiting' : 'notReached';
}
