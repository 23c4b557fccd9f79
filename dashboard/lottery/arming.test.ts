import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ARMED_MS,
  HOLD_MS,
  nextChangeMs,
  PAUSE_MS,
  reduceArming,
  type Arming,
  type ArmingEvent,
} from './arming.ts';

const START: Arming = { name: 'idle', sinceMs: -PAUSE_MS };
const down = (atMs: number, repeat = false) => ({ type: 'down', atMs, repeat }) as const;
const up = (atMs: number) => ({ type: 'up', atMs }) as const;
const time = (atMs: number) => ({ type: 'time', atMs }) as const;
const leave = (atMs: number) => ({ type: 'leave', atMs }) as const;
const activate = (atMs: number) => ({ type: 'activate', atMs }) as const;
const disarm = (atMs: number) => ({ type: 'disarm', atMs }) as const;
function after(events: readonly ArmingEvent[], light = false): Arming['name'] {
  let state: Arming = START;
  for (const event of events) state = reduceArming(state, event, light);
  return state.name;
}

const HELD = PAUSE_MS + 100;

describe('what cannot be undone', () => {
  const cases: [what: string, events: ArmingEvent[], name: Arming['name']][] = [
    ['a press arms', [down(0), up(80)], 'armed'],
    [
      'a press that is held after a pause fires',
      [down(0), up(80), down(80 + HELD), time(80 + HELD + HOLD_MS)],
      'fired',
    ],
    ['a double click only arms', [down(0), up(80), down(200), up(280)], 'armed'],
    [
      'a double click whose second press is held only arms',
      [down(0), up(80), down(200), time(200 + HOLD_MS), up(5_000)],
      'armed',
    ],
    [
      'a key that lies pressed does nothing until it is let go',
      [down(0), down(500, true), down(530, true), time(ARMED_MS - 1)],
      'pressed',
    ],
    [
      'key repeat after arming is no press',
      [down(0), up(80), down(2_000, true), time(2_000 + HOLD_MS)],
      'armed',
    ],
    ['a short second press does not fire', [down(0), up(80), down(1_500), up(1_600)], 'armed'],
    [
      'a hold that is broken off does not fire',
      [down(0), up(80), down(1_500), leave(1_900), time(9_000)],
      'armed',
    ],
    ['Escape disarms', [down(0), up(80), disarm(900)], 'idle'],
    [
      'Escape in the middle of a hold disarms',
      [down(0), up(80), down(1_500), disarm(1_700)],
      'idle',
    ],
    [
      'the key that was down when it was disarmed fires nothing',
      [down(0), up(80), down(1_500), disarm(1_700), time(9_000), up(9_100)],
      'idle',
    ],
    ['arming passes by itself', [down(0), up(80), time(80 + ARMED_MS)], 'idle'],
    ['a press that leaves the button arms nothing', [down(0), leave(50), up(80)], 'idle'],
    ['who cannot hold presses twice, with a pause', [activate(0), activate(PAUSE_MS + 1)], 'fired'],
    ['twice at once is once', [activate(0), activate(PAUSE_MS - 1)], 'armed'],
  ];
  test.each(cases)('%s', (_what, events, name) => {
    expect(after(events)).toBe(name);
  });

  test('nothing fires without a press that began a pause after another one ended', () => {
    const step = fc.record({
      type: fc.constantFrom('down', 'repeat', 'up', 'leave', 'disarm', 'time'),
      waitMs: fc.constantFrom(10, 300, PAUSE_MS - 1, PAUSE_MS, HOLD_MS),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let atMs = 0;
        let state: Arming = START;
        let pressMs: number | null = null;
        let armedMs = Number.POSITIVE_INFINITY;
        for (const { type, waitMs } of steps) {
          atMs += waitMs;
          const before = state.name;
          const event: ArmingEvent =
            type === 'down' || type === 'repeat'
              ? { type: 'down', atMs, repeat: type === 'repeat' }
              : { type, atMs };
          state = reduceArming(state, event);
          if (type === 'down') pressMs = atMs;
          if (state.name === 'fired') {
            expect(pressMs).not.toBeNull();
            expect(pressMs! - armedMs).toBeGreaterThanOrEqual(PAUSE_MS);
            return;
          }
          if (state.name === 'armed' && before === 'pressed') armedMs = atMs;
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('one press, one reveal', () => {
  const cases: [what: string, events: ArmingEvent[], name: Arming['name']][] = [
    ['a press fires when it ends', [down(0), up(80)], 'fired'],
    ['a key that lies pressed fires nothing', [down(0), down(500, true), time(90_000)], 'pressed'],
    ['nor when it is let go at last', [down(0), up(ARMED_MS)], 'idle'],
    [
      'right after the one before it does nothing',
      [disarm(0), down(PAUSE_MS - 1), up(900)],
      'idle',
    ],
    ['a press that leaves the button does nothing', [down(0), leave(50), up(80)], 'idle'],
  ];
  test.each(cases)('%s', (_what, events, name) => {
    expect(after(events, true)).toBe(name);
  });
});

test('it wakes when time changes something', () => {
  expect(nextChangeMs(START, 5)).toBeNull();
  expect(nextChangeMs({ name: 'armed', sinceMs: 100 }, 200)).toBe(ARMED_MS - 100);
  expect(nextChangeMs({ name: 'holding', armedMs: 0, sinceMs: 100 }, 600)).toBe(HOLD_MS - 500);
});
