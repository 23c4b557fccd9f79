/** The shop's tablet and the server: what it asks, with the token that it was enrolled with. */
import {
  RedemptionSchema,
  ShopDeskSchema,
  ShopReadingAnswerSchema,
  type CardRedemption,
  type Redemption,
  type ShopDesk,
  type ShopReadingAnswer,
} from '#domain/contract/coupons.ts';
import { LIMITS } from '#domain/contract/limits.ts';
import { requestJson, type RequestAnswer } from '#ui/problem.ts';
import type { Intent } from './shop-desk-state.ts';

export class ShopLink {
  readonly #headers: Record<string, string>;

  constructor(token: string) {
    this.#headers = { authorization: `Bearer ${token}` };
  }

  /** Which shop, what was taken today, and that the tablet still may. */
  async check(): Promise<RequestAnswer<ShopDesk>> {
    return requestJson(ShopDeskSchema, '/api/shop', { headers: this.#headers });
  }

  /** A coupon's live code is redeemed by this; a card is only looked at. */
  async read(code: string): Promise<RequestAnswer<ShopReadingAnswer>> {
    return requestJson(ShopReadingAnswerSchema, '/api/shop/readings', {
      method: 'POST',
      headers: this.#headers,
      body: { code: cut(code) },
    });
  }

  async redeem(code: string, { take, idempotencyKey }: Intent): Promise<RequestAnswer<Redemption>> {
    const body: CardRedemption = { code: cut(code), take };
    return requestJson(RedemptionSchema, '/api/shop/redemptions', {
      method: 'POST',
      headers: { ...this.#headers, 'idempotency-key': idempotencyKey },
      body,
    });
  }
}

/** Longer than any code of ours, it is none; its beginning says so as well. */
function cut(code: string): string {
  return code.slice(0, LIMITS.passLengthMax);
}
