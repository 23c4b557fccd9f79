/** Three partner shops with an offer each, and two coupons: one to use, one that was used. */
import { hash } from 'node:crypto';
import type { NewOffer, NewShop } from '#domain/contract/shops.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { tokyoDateOf } from '#domain/fiscal-year.ts';
import { programOn } from '#domain/program.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { demoId } from './demo-ids.ts';
import { newCounterCode } from '../requests/secrets.ts';

const SHOPS: readonly { readonly shop: NewShop; readonly offer: NewOffer }[] = [
  {
    shop: {
      name: '喫茶 しらかわ',
      nameEn: 'Café Shirakawa',
      nameEasy: 'きっさ しらかわ',
      area: '新町',
    },
    offer: { name: 'コーヒー1杯', nameEn: 'A cup of coffee', nameEasy: 'コーヒー 1ぱい', yen: 200 },
  },
  {
    shop: {
      name: '菓子舗 まつむら',
      nameEn: 'Matsumura Sweets',
      nameEasy: 'おかしの まつむら',
      area: '上通',
    },
    offer: { name: 'どら焼き1個', nameEn: 'One dorayaki', nameEasy: 'どらやき 1こ', yen: 180 },
  },
  {
    shop: {
      name: 'みなと文具店',
      nameEn: 'Minato Stationery',
      nameEasy: 'ぶんぼうぐの みなと',
      area: '子飼',
    },
    offer: { name: 'ノート1冊', nameEn: 'A notebook', nameEasy: 'ノート 1さつ', yen: 150 },
  },
];

/** Makes those that are missing. @returns how many */
export async function makeShops(ledger: Ledger): Promise<number> {
  const known = new Set((await ledger.shops()).map(({ shopId }) => shopId));
  let made = 0;
  for (const [index, { shop, offer }] of SHOPS.entries()) {
    const shopId = demoId('shop', index);
    if (known.has(shopId)) continue;
    // Secret and by chance: whoever knows it uses coupons as if they stood in the shop.
    await ledger.createShop({ shopId, shop, counterCode: newCounterCode() });
    await ledger.createOffer(demoId('offer', index), shopId, offer);
    made += 1;
  }
  return made;
}

/** @param people of the examples: the first keeps a coupon, the second used one */
export async function makeCoupons(
  ledger: Ledger,
  people: readonly string[],
  nowMs: number,
): Promise<void> {
  for (const [index, participantId] of people.slice(0, 2).entries()) {
    const couponId = demoId('coupon', index);
    if ((await ledger.couponHolder(couponId)) !== null) continue;
    const program = programOn(await ledger.programVersions(), tokyoDateOf(nowMs));
    if (program === null) return;
    const exchanged = await ledger.exchangeCoupon({
      spending: {
        actorId: participantId,
        key: `demo coupon ${index}`,
        bodyHash: hash('sha256', couponId, 'hex'),
      },
      participantId,
      offerId: demoId('offer', index),
      points: program.coupon.points,
      transactionId: demoId('coupon exchange', index),
      couponId,
    });
    if (exchanged.ok && index === 1) await useCoupon(ledger, { participantId, couponId }, nowMs);
  }
}

/** As its person would, at the code that the shop has put up. */
async function useCoupon(
  ledger: Ledger,
  { participantId, couponId }: { readonly participantId: string; readonly couponId: string },
  nowMs: number,
): Promise<void> {
  const shop = (await ledger.shops()).find(({ shopId }) => shopId === demoId('shop', 1));
  if (shop === undefined) return;
  const { counterCode } = shop;
  const at = new Date(nowMs).toISOString();
  const until = new Date(nowMs + LIMITS.reservationTtlMs).toISOString();
  await ledger.reserveCoupon({ participantId, couponId, counterCode, at, until });
  await ledger.redeemCoupon({
    couponId,
    by: { participantId, counterCode },
    transactionId: demoId('coupon redemption', 1),
    at,
    spending: null,
  });
}
