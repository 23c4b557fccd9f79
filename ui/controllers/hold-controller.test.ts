import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HoldController } from './hold-controller.ts';

const FOR_MS = 1_000;

class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  updates = 0;
  addController(_controller: ReactiveController): void {}
  removeController(_controller: ReactiveController): void {}
  requestUpdate(): void {
    this.updates += 1;
  }
}

let done: number;
let host: Host;
let hold: HoldController;

beforeEach(() => {
  vi.useFakeTimers();
  done = 0;
  host = new Host();
  hold = new HoldController(host, { forMs: FOR_MS, done: () => (done += 1) });
});
afterEach(() => vi.useRealTimers());

test('held for long enough it is done, once', () => {
  hold.begin();
  expect([hold.held, host.updates]).toEqual([true, 1]);
  vi.advanceTimersByTime(FOR_MS - 1);
  expect(done).toBe(0);
  vi.advanceTimersByTime(1);
  expect([done, hold.held]).toEqual([1, false]);
  vi.advanceTimersByTime(10 * FOR_MS);
  expect(done).toBe(1);
});

test('let go of too early, or taken off the page, nothing happens', () => {
  hold.begin();
  vi.advanceTimersByTime(FOR_MS - 1);
  hold.end();
  hold.begin();
  hold.hostDisconnected();
  vi.advanceTimersByTime(10 * FOR_MS);
  expect([done, hold.held]).toEqual([0, false]);
});

test('two touches do not add up', () => {
  hold.begin();
  vi.advanceTimersByTime(FOR_MS / 2);
  hold.begin();
  vi.advanceTimersByTime(FOR_MS / 2);
  expect(done).toBe(0);
  vi.advanceTimersByTime(FOR_MS / 2);
  expect(done).toBe(1);
});
