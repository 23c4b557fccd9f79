/**
 * What the shop's tablet shows, as a pure machine. Of a person it holds what one answer needs, and
 * drops it whole with the answer, with the next code, or when nobody touches it any more (KS1).
 */
import type { CardRedemption, Coupon, ShopReadingAnswer } from '#domain/contract/coupons.ts';
import { KIOSK_LIMITS } from './kiosk-limits.ts';

/** Whose card lies there, and what they could use here. */
export type CardAtShop = Extract<ShopReadingAnswer, { kind: 'card' }>;

/** What the clerk chose for a card. */
export type ShopTake = CardRedemption['take'];

/** One wish of the clerk: the same key goes with it however often it is sent (PT5). */
export interface Intent {
  readonly take: ShopTake;
  readonly idempotencyKey: string;
}

/** Why nothing was taken, by what helps now; the names of the sentences in the catalogues. */
export type ShopProblem =
  | 'coupon-of-another-shop'
  | 'coupon-unknown'
  | 'coupon-taken-back'
  | 'code-stale'
  | 'code-forged'
  | 'code-of-a-pass'
  | 'code-unreadable'
  | 'card-unread'
  | 'pass-revoked'
  | 'pass-unknown'
  | 'pass-expired'
  | 'balance-insufficient'
  | 'offer-closed'
  | 'shop-closed'
  /** Nothing was sent. */
  | 'offline'
  /** Sent, and no answer came: it may have been taken. */
  | 'no-answer'
  | 'unavailable'
  | 'busy'
  | 'other';

export type ShopAnswer =
  | {
      readonly kind: 'redeemed';
      readonly coupon: Coupon;
      readonly at: string;
      /** Of the card's person, after it; `null` for a phone's coupon. */
      readonly balance: number | null;
    }
  | { readonly kind: 'used'; readonly firstAt: string | null }
  | {
      readonly kind: 'problem';
      readonly problem: ShopProblem;
      /** Points: what there is, and what it takes. */
      readonly lack: { readonly balance: number; readonly needed: number } | null;
    };

export type ShopState =
  | { readonly screen: 'ready' }
  /** A code was read, its answer is on the way. */
  | { readonly screen: 'reading' }
  | {
      readonly screen: 'choosing';
      readonly code: string;
      readonly card: CardAtShop;
      /** Sent without an answer: chosen again, they go with their first key. */
      readonly unclear: readonly Intent[];
    }
  | {
      readonly screen: 'asking';
      readonly code: string;
      readonly card: CardAtShop;
      readonly unclear: readonly Intent[];
      readonly intent: Intent;
      readonly isSending: boolean;
      /** What came of the last try. */
      readonly problem: ShopProblem | null;
    }
  | {
      readonly screen: 'answer';
      readonly answer: ShopAnswer;
      /** Counts up: the same answer twice is two answers. */
      readonly number: number;
      readonly returnsAfterMs: number;
    }
  | { readonly screen: 'menu' };

export type ShopEvent =
  | { readonly type: 'read' }
  | { readonly type: 'card-read'; readonly code: string; readonly card: CardAtShop }
  | { readonly type: 'answered'; readonly answer: ShopAnswer; readonly number: number }
  | { readonly type: 'chosen'; readonly intent: Intent }
  | { readonly type: 'declined' }
  | { readonly type: 'sent' }
  | { readonly type: 'unclear'; readonly problem: ShopProblem }
  | { readonly type: 'returned' }
  | { readonly type: 'menu-asked' };

export const SHOP_READY: ShopState = { screen: 'ready' };

/** The state after an event; an event that means nothing in a state leaves it as it is. */
export function nextShopState(state: ShopState, event: ShopEvent): ShopState {
  switch (event.type) {
    case 'read':
      return takesCodes(state) ? { screen: 'reading' } : state;
    case 'card-read': {
      const { code, card } = event;
      return state.screen === 'reading' ? { screen: 'choosing', code, card, unclear: [] } : state;
    }
    case 'answered':
      return isAwaited(state) ? answerState(event.answer, event.number) : state;
    case 'chosen':
      return state.screen === 'choosing' ? askingState(state, event.intent) : state;
    case 'declined': {
      if (state.screen !== 'asking' || state.isSending) return state;
      const { code, card, unclear } = state;
      return { screen: 'choosing', code, card, unclear };
    }
    case 'sent':
      if (state.screen !== 'asking' || state.isSending) return state;
      return { ...state, isSending: true, problem: null };
    case 'unclear': {
      if (state.screen !== 'asking' || !state.isSending) return state;
      const others = state.unclear.filter(({ take }) => !isSameTake(take, state.intent.take));
      const unclear = [...others, state.intent];
      return { ...state, isSending: false, problem: event.problem, unclear };
    }
    case 'returned':
      return isBusy(state) ? state : SHOP_READY;
    case 'menu-asked':
      return state.screen === 'ready' ? { screen: 'menu' } : state;
  }
}

/** May a code that is read now be taken? The next one takes the place of whatever stands there. */
export function takesCodes(state: ShopState): boolean {
  return !isBusy(state) && state.screen !== 'menu';
}

/** How long a state stays without a touch, ms; `null`: for ever. */
export function stayMs(state: ShopState): number | null {
  if (state.screen === 'answer') return state.returnsAfterMs;
  return state.screen === 'ready' || isBusy(state) ? null : KIOSK_LIMITS.idleMs;
}

/** What would be handed over; `null`: the card's answer does not have it. */
export function chosenThing(card: CardAtShop, take: ShopTake): Coupon['offer'] | null {
  if (take.kind === 'offer') {
    return card.offers.find(({ offerId }) => offerId === take.offerId) ?? null;
  }
  return card.coupons.find(({ couponId }) => couponId === take.couponId)?.offer ?? null;
}

/** Something is on its way to the server. */
function isBusy(state: ShopState): boolean {
  return state.screen === 'reading' || (state.screen === 'asking' && state.isSending);
}

/** A card that could not be read is told of from the ready screen; everything else was asked for. */
function isAwaited(state: ShopState): boolean {
  return isBusy(state) || state.screen === 'ready';
}

function askingState(
  { code, card, unclear }: Extract<ShopState, { screen: 'choosing' }>,
  chosen: Intent,
): ShopState {
  const before = unclear.find(({ take }) => isSameTake(take, chosen.take));
  const intent = before ?? chosen;
  return { screen: 'asking', code, card, unclear, intent, isSending: false, problem: null };
}

function answerState(answer: ShopAnswer, number: number): ShopState {
  const isTaken = answer.kind === 'redeemed';
  const returnsAfterMs = isTaken ? KIOSK_LIMITS.returnRedeemedMs : KIOSK_LIMITS.returnRefusedMs;
  return { screen: 'answer', answer, number, returnsAfterMs };
}

function isSameTake(one: ShopTake, other: ShopTake): boolean {
  return takeId(one) === takeId(other);
}

function takeId(take: ShopTake): string {
  return take.kind === 'coupon' ? take.couponId : take.offerId;
}
