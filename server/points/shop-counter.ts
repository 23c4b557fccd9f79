/** A shop's device at work: coupons are used there by their live code, or by their person's card. */
import { randomUUID } from 'node:crypto';
import type { CardRedemption, Redemption, ShopReadingAnswer } from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { readPass } from '#domain/pass.ts';
import type { Ledger, PassRow } from '#stores/ledger/ledger.ts';
import type { ShopDeviceRow } from '#stores/ledger/records.ts';
import type { CouponSpent, SpendingKey } from '#stores/ledger/spending.ts';
import type { Announcements } from '../announcements.ts';
import type { CodeReader } from '../code-reader.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { granted } from '../requests/refusals.ts';
import type { Idempotency } from '../requests/route.ts';
import { newId } from '../requests/secrets.ts';

export interface ShopCounter {
  /**
   * Uses a coupon by its live code; tells of a card what its person can use here. Rejects with a
   * ProblemError that says why not.
   */
  read(
    device: ShopDeviceRow,
    code: string,
    idempotency: Idempotency | null,
  ): Promise<ShopReadingAnswer>;
  redeem(
    device: ShopDeviceRow,
    redemption: CardRedemption,
    idempotency: Idempotency,
  ): Promise<Redemption>;
}

interface ShopCounterParts {
  readonly ledger: Ledger;
  readonly codes: CodeReader;
  readonly me: MeDesk;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function createShopCounter(parts: ShopCounterParts): ShopCounter {
  const { codes } = parts;

  async function cardOf(code: string): Promise<PassRow> {
    if (readPass(code)?.kind === 'phone') throw new ProblemError('code-of-a-pass');
    return codes.pass(code);
  }

  return {
    async read(device, code, idempotency) {
      const holder = await codes.coupon(code);
      if (holder === null) return whatCanBeUsed(parts, device, await cardOf(code));
      const { participantId } = holder;
      const spending = idempotency === null ? null : keyOf(device, idempotency);
      const { couponId } = holder.coupon;
      const { coupon } = await useCoupon(parts, device, { participantId, couponId, spending });
      return { kind: 'redeemed', coupon, at: coupon.redeemedAt ?? nowText(parts) };
    },

    async redeem(device, { code, take }, idempotency) {
      const { participantId } = await cardOf(code);
      const spending = keyOf(device, idempotency);
      if (take.kind === 'offer') {
        return useOffer(parts, device, { participantId, offerId: take.offerId, spending });
      }
      const { couponId } = take;
      const holder = await parts.ledger.couponHolder(couponId);
      if (holder?.participantId !== participantId) throw new ProblemError('coupon-unknown');
      return useCoupon(parts, device, { participantId, couponId, spending });
    },
  };
}

async function whatCanBeUsed(
  { ledger, me }: ShopCounterParts,
  { shopId }: ShopDeviceRow,
  { participantId }: PassRow,
): Promise<ShopReadingAnswer> {
  const [{ nickname, balance, prices }, coupons, shops] = await Promise.all([
    me.me(participantId),
    ledger.couponsOf(participantId, { shopId, limit: LIMITS.pageRowsMax }),
    ledger.openShops(),
  ]);
  return {
    kind: 'card',
    nickname,
    balance,
    couponPoints: prices.coupon,
    coupons: coupons.filter(({ state }) => state === 'held' || state === 'reserved'),
    offers: shops.find((shop) => shop.shopId === shopId)?.offers ?? [],
  };
}

async function useCoupon(
  parts: ShopCounterParts,
  { deviceId, shopId }: ShopDeviceRow,
  used: {
    readonly participantId: string;
    readonly couponId: string;
    readonly spending: SpendingKey | null;
  },
): Promise<CouponSpent> {
  const { ledger, announcements, nowMs } = parts;
  const { participantId, couponId, spending } = used;
  const spent = granted(
    await ledger.redeemCoupon({
      couponId,
      by: { deviceId, shopId },
      transactionId: newId(nowMs()),
      at: nowText(parts),
      spending,
    }),
  );
  if (!spent.replayed) {
    const { transactionId } = spent;
    const transactionKind = 'coupon-redemption';
    announcements.posted([{ participantId, transactionId, transactionKind, amount: 0 }]);
    announcements.couponChanged(participantId, couponId);
  }
  return spent;
}

async function useOffer(
  parts: ShopCounterParts,
  { deviceId, shopId }: ShopDeviceRow,
  taken: {
    readonly participantId: string;
    readonly offerId: string;
    readonly spending: SpendingKey;
  },
): Promise<CouponSpent> {
  const { ledger, me, announcements, nowMs } = parts;
  const { participantId } = taken;
  const { coupon: criteria } = await me.programToday();
  const exchangeId = newId(nowMs());
  const redemptionId = newId(nowMs());
  const spent = granted(
    await ledger.exchangeAndRedeem({
      ...taken,
      points: criteria.points,
      deviceId,
      shopId,
      // Random, not by time: it stands in codes (PP2).
      couponId: randomUUID(),
      exchangeId,
      redemptionId,
      at: nowText(parts),
    }),
  );
  if (!spent.replayed) {
    const { coupon } = spent;
    announcements.posted([
      {
        participantId,
        transactionId: exchangeId,
        transactionKind: 'coupon-exchange',
        amount: -coupon.points,
      },
      {
        participantId,
        transactionId: redemptionId,
        transactionKind: 'coupon-redemption',
        amount: 0,
      },
    ]);
    announcements.couponChanged(participantId, coupon.couponId);
  }
  return spent;
}

function keyOf({ deviceId }: ShopDeviceRow, idempotency: Idempotency): SpendingKey {
  return { actorId: deviceId, ...idempotency };
}

function nowText({ nowMs }: Pick<ShopCounterParts, 'nowMs'>): string {
  return new Date(nowMs()).toISOString();
}
