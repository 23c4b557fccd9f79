/**
 * What the kiosk shows, as a pure machine: states, what happens to them, and how long they last.
 * Nothing of a person is in any state but `verdict`, and a verdict is dropped whole (KS1).
 */
import type { Direction, RefusalReason } from '#domain/check-in.ts';
import type { GreetedParticipant } from '#domain/contract/scan.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** What is said to a person: the server's verdict, or the kiosk's own answer without the network. */
export type KioskAnswer =
  | {
      readonly kind: 'admitted';
      readonly points: number;
      readonly participant: GreetedParticipant;
    }
  /** `kiosk: null`: seen here, before the network went. */
  | { readonly kind: 'already'; readonly firstAt: string; readonly kiosk: string | null }
  | { readonly kind: 'stored' }
  | { readonly kind: 'departed'; readonly offline: boolean }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** Neither the server nor the tablet's own disk could take it (CI4). */
  | { readonly kind: 'unable' }
  /** A card touched the tablet and could not be read; nothing of it is known, so nothing is sent. */
  | { readonly kind: 'unread' };

/** The answers that end on the refusal's screen: not yet, and what to do now. */
export type RefusalAnswer = Extract<KioskAnswer, { kind: 'refused' | 'unable' | 'unread' }>;

export function isRefusal(answer: KioskAnswer): answer is RefusalAnswer {
  return answer.kind === 'refused' || answer.kind === 'unable' || answer.kind === 'unread';
}

/** Where a tablet works: at the door of an activity, or in a shop. */
export type Workplace = 'door' | 'shop';

/** Why a tablet stands without a place to work. */
export type EnrollmentNotice = 'revoked' | 'token-unknown' | 'left' | null;

export type KioskState =
  | { readonly screen: 'starting' }
  /** Another tab of this tablet works. */
  | { readonly screen: 'elsewhere' }
  | { readonly screen: 'insecure' }
  | { readonly screen: 'outdated' }
  | { readonly screen: 'enrolling'; readonly notice: EnrollmentNotice }
  | { readonly screen: 'attract' }
  /** A code was read, its answer is on the way. */
  | { readonly screen: 'reading' }
  | {
      readonly screen: 'verdict';
      readonly answer: KioskAnswer;
      /** Counts up: two people with the same verdict are two verdicts. */
      readonly number: number;
      readonly returnsAfterMs: number;
    }
  | { readonly screen: 'staff-pin' }
  | { readonly screen: 'staff-menu' }
  /** What it shows there, shop-desk-state.ts says. */
  | { readonly screen: 'shop' };

export type KioskEvent =
  | { readonly type: 'started'; readonly secure: boolean; readonly workplace: Workplace | null }
  | { readonly type: 'gone-elsewhere' }
  | { readonly type: 'come-back' }
  | { readonly type: 'enrolled'; readonly workplace: Workplace }
  | { readonly type: 'unenrolled'; readonly notice: EnrollmentNotice }
  | { readonly type: 'outdated' }
  | { readonly type: 'read' }
  | { readonly type: 'answered'; readonly answer: KioskAnswer; readonly number: number }
  | { readonly type: 'returned' }
  | { readonly type: 'staff-asked' }
  | { readonly type: 'pin-accepted' }
  | { readonly type: 'staff-left' };

export const FIRST_STATE: KioskState = { screen: 'starting' };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function nextState(state: KioskState, event: KioskEvent): KioskState {
  // An outdated or insecure page has nothing to offer but its own way out.
  if (state.screen === 'outdated' || state.screen === 'insecure') return state;
  if (event.type === 'gone-elsewhere') return { screen: 'elsewhere' };
  if (state.screen === 'elsewhere') {
    return event.type === 'come-back' ? FIRST_STATE : state;
  }
  switch (event.type) {
    case 'come-back':
      return state;
    case 'started':
      if (state.screen !== 'starting') return state;
      if (!event.secure) return { screen: 'insecure' };
      return event.workplace === null
        ? { screen: 'enrolling', notice: null }
        : firstScreen(event.workplace);
    case 'enrolled':
      return state.screen === 'enrolling' ? firstScreen(event.workplace) : state;
    case 'unenrolled':
      return { screen: 'enrolling', notice: event.notice };
    case 'outdated':
      return { screen: 'outdated' };
    case 'read':
      return takesScans(state) ? { screen: 'reading' } : state;
    case 'answered':
      return state.screen === 'reading' ? verdictOf(event.answer, event.number) : state;
    case 'returned':
      return state.screen === 'verdict' || state.screen === 'reading'
        ? { screen: 'attract' }
        : state;
    case 'staff-asked':
      return state.screen === 'attract' ? { screen: 'staff-pin' } : state;
    case 'pin-accepted':
      return state.screen === 'staff-pin' ? { screen: 'staff-menu' } : state;
    case 'staff-left':
      break;
  }
  const isAtStaff = state.screen === 'staff-pin' || state.screen === 'staff-menu';
  return isAtStaff ? { screen: 'attract' } : state;
}

function firstScreen(workplace: Workplace): KioskState {
  return workplace === 'door' ? { screen: 'attract' } : { screen: 'shop' };
}

/** May a code that is read at the door now be taken? During a verdict too: the next person goes at once. */
export function takesScans(state: KioskState): boolean {
  return state.screen === 'attract' || state.screen === 'verdict';
}

function verdictOf(answer: KioskAnswer, number: number): KioskState {
  const returnsAfterMs = isRefusal(answer) ? KIOSK_LIMITS.returnRefusedMs : KIOSK_LIMITS.returnMs;
  return { screen: 'verdict', answer, number, returnsAfterMs };
}

/** What the attract screen says, besides its call. */
export type DoorState = 'before' | 'open' | 'over' | 'cancelled' | 'full';

/** The door as the kiosk sees it; people who leave may leave whenever they like. */
export function doorState(
  phase: 'before' | 'open' | 'over' | 'cancelled',
  direction: Direction,
  capacity: number | null,
  admitted: number | null,
): DoorState {
  if (direction === 'out') return phase === 'cancelled' ? 'cancelled' : 'open';
  if (phase === 'open' && capacity !== null && admitted !== null && admitted >= capacity) {
    return 'full';
  }
  return phase;
}
