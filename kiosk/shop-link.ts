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
import { KIOSK_LIMITS } from './kiosk-limits.ts';
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

  /**
   * A coupon's live code is redeemed by this; a card is only looked at. Sent once more when no answer
   * came, with the same key: what the first one did is what the second is told (PT5).
   */
  async read(code: string): Promise<RequestAnswer<ShopReadingAnswer>> {
    const idempotencyKey = crypto.randomUUID();
    for (let tries = 1; ; tries += 1) {
      const answer = await requestJson(ShopReadingAnswerSchema, '/api/shop/readings', {
        method: 'POST',
        headers: { ...this.#headers, 'idempotency-key': idempotencyKey },
        body: { code: cut(code) },
        timeoutMs: KIOSK_LIMITS.shopReadingTimeoutMs,
      });
      const isLost = !answer.ok && answer.code === 'network-unreachable';
      if (!isLost || tries >= KIOSK_LIMITS.shopReadingTriesMax) return answer;
      await new Promise((resolve) => setTimeout(resolve, KIOSK_LIMITS.shopReadingPauseMs));
    }
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
