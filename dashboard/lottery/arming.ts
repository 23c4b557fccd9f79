/**
 * What it takes to set something off that cannot be undone: a press arms, a second one that is held
 * fires. Pure. No double click, key repeat, key that lies pressed, or returning focus gets through:
 * arming happens when a press ends, and only a press that begins after a pause can be held.
 */

/** Presses that come sooner than this after arming are part of the press before. */
export const PAUSE_MS = 700;
export const HOLD_MS = 1_000;
/** An armed button that nobody holds forgets it. */
export const ARMED_MS = 12_000;

export type Arming =
  /** `sinceMs`: since when it can be pressed. */
  | { readonly name: 'idle'; readonly sinceMs: number }
  /** The first press has not ended yet. */
  | { readonly name: 'pressed'; readonly sinceMs: number }
  | { readonly name: 'armed'; readonly sinceMs: number }
  | { readonly name: 'holding'; readonly armedMs: number; readonly sinceMs: number }
  | { readonly name: 'fired' };

export type ArmingEvent =
  /** A finger, a mouse button or a key goes down; `repeat`: the key lay there already. */
  | { readonly type: 'down'; readonly atMs: number; readonly repeat: boolean }
  | { readonly type: 'up'; readonly atMs: number }
  /** The pointer left, the focus went, the page went to the back. */
  | { readonly type: 'leave'; readonly atMs: number }
  /** Assistive technology, which cannot hold. */
  | { readonly type: 'activate'; readonly atMs: number }
  | { readonly type: 'disarm'; readonly atMs: number }
  | { readonly type: 'time'; readonly atMs: number };

/**
 * @param light  one press is enough, where the next one is locked anyway: it fires when it ends
 */
export function reduceArming(state: Arming, event: ArmingEvent, light = false): Arming {
  const { atMs } = event;
  switch (event.type) {
    case 'down':
      return event.repeat ? state : down(state, atMs);
    case 'up':
      return up(state, atMs, light);
    case 'activate':
      return activate(state, atMs, light);
    case 'leave':
      if (state.name === 'pressed') return { name: 'idle', sinceMs: atMs - PAUSE_MS };
      return state.name === 'holding' ? { name: 'armed', sinceMs: state.armedMs } : state;
    case 'disarm':
      return { name: 'idle', sinceMs: atMs };
    case 'time':
      return pass(state, atMs);
  }
}

function down(state: Arming, atMs: number): Arming {
  if (state.name === 'idle' && atMs - state.sinceMs >= PAUSE_MS) {
    return { name: 'pressed', sinceMs: atMs };
  }
  if (state.name === 'armed' && atMs - state.sinceMs >= PAUSE_MS) {
    return { name: 'holding', armedMs: state.sinceMs, sinceMs: atMs };
  }
  return state;
}

function up(state: Arming, atMs: number, light: boolean): Arming {
  if (state.name === 'pressed') {
    // Whatever lies on the key for longer than that means nothing by it.
    if (light) return atMs - state.sinceMs < ARMED_MS ? { name: 'fired' } : idle(atMs);
    return { name: 'armed', sinceMs: atMs };
  }
  if (state.name !== 'holding') return state;
  return atMs - state.sinceMs >= HOLD_MS
    ? { name: 'fired' }
    : { name: 'armed', sinceMs: state.armedMs };
}

function activate(state: Arming, atMs: number, light: boolean): Arming {
  if (state.name === 'idle' && atMs - state.sinceMs >= PAUSE_MS) {
    return light ? { name: 'fired' } : { name: 'armed', sinceMs: atMs };
  }
  return state.name === 'armed' && atMs - state.sinceMs >= PAUSE_MS ? { name: 'fired' } : state;
}

function pass(state: Arming, atMs: number): Arming {
  if (state.name === 'armed' && atMs - state.sinceMs >= ARMED_MS) return idle(atMs);
  if (state.name === 'holding' && atMs - state.sinceMs >= HOLD_MS) return { name: 'fired' };
  return state;
}

const idle = (sinceMs: number): Arming => ({ name: 'idle', sinceMs });

/** How long nothing changes by itself; `null`: only by an event. */
export function nextChangeMs(state: Arming, nowMs: number): number | null {
  if (state.name === 'armed') return Math.max(0, state.sinceMs + ARMED_MS - nowMs);
  if (state.name === 'holding') return Math.max(0, state.sinceMs + HOLD_MS - nowMs);
  return null;
}
