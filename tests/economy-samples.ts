/** Shops, offers, points and requests for tests of what points are for. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { SpendingKey } from '#stores/ledger/spending.ts';
import { addActivity, addPerson, admittedLine } from './ledger-samples.ts';

export interface SampleShop {
  readonly shopId: string;
  readonly offerId: string;
  readonly counterCode: string;
  readonly deviceId: string;
}

/** A shop with one offer and one device. */
export async function addShop(ledger: Ledger, name = '新町珈琲'): Promise<SampleShop> {
  const [shopId, offerId, deviceId] = [randomUUID(), randomUUID(), randomUUID()];
  const counterCode = randomBytes(18).toString('base64url');
  const shop = { name, nameEn: 'Shinmachi Coffee', nameEasy: null, area: '新町' };
  await ledger.createShop({ shopId, shop, counterCode });
  const offer = { name: 'ホットコーヒー', nameEn: 'Hot coffee', nameEasy: null, yen: 200 };
  await ledger.createOffer(offerId, shopId, offer);
  await ledger.createShopDevice({
    deviceId,
    shopId,
    name: 'レジ',
    codeHash: randomBytes(32).toString('hex'),
    expiresAt: '2099-01-01T00:00:00.000Z',
  });
  return { shopId, offerId, counterCode, deviceId };
}

/** Points for one more participation. */
export async function award(
  ledger: Ledger,
  participantId: string,
  points: number,
  startsAt = '2026-11-22T01:00:00.000Z',
): Promise<string> {
  const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString();
  const activityId = await addActivity(ledger, {
    startsAt,
    endsAt,
    opensAt: startsAt,
    closesAt: endsAt,
  });
  const line = admittedLine(participantId, 1, {}, points);
  await ledger.postOutcomes(activityId, [line]);
  return line.facts.outcomeId;
}

export async function addPersonWith(ledger: Ledger, points: number): Promise<string> {
  const participantId = await addPerson(ledger);
  await award(ledger, participantId, points);
  return participantId;
}

/** A key that was never used; `bodyHash` of nothing in particular. */
export function newKey(actorId: string, changes: Partial<SpendingKey> = {}): SpendingKey {
  return { actorId, key: randomUUID(), bodyHash: 'ab'.repeat(32), ...changes };
}

/** Exchanges 100 points for a coupon under a key of its own. */
export function exchange(
  ledger: Ledger,
  participantId: string,
  offerId: string,
  spending: SpendingKey = newKey(participantId),
): ReturnType<Ledger['exchangeCoupon']> {
  return ledger.exchangeCoupon({
    spending,
    participantId,
    offerId,
    points: 100,
    transactionId: randomUUID(),
    couponId: randomUUID(),
  });
}

export async function addCoupon(
  ledger: Ledger,
  participantId: string,
  offerId: string,
): Promise<string> {
  const answer = await exchange(ledger, participantId, offerId);
  if (!answer.ok) throw new Error(answer.code);
  return answer.coupon.couponId;
}

export async function addStaff(ledger: Ledger, displayName = '職員'): Promise<string> {
  const staffId = randomUUID();
  await ledger.createStaff({
    staffId,
    email: `${staffId}@example.jp`,
    displayName,
    passwordHash: 'none',
    role: 'staff',
  });
  return staffId;
}
