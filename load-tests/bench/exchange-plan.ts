/** What the bench tells the client of part f. */
import * as v from 'valibot';

export const ExchangePlanSchema = v.object({
  type: v.literal('plan'),
  /** `http://127.0.0.1:<port>` */
  url: v.string(),
  offerId: v.string(),
  /** Of people who can pay for as many coupons as there are rounds. */
  tokens: v.array(v.string()),
  rounds: v.number(),
  inFlight: v.number(),
});
export type ExchangePlan = v.InferOutput<typeof ExchangePlanSchema>;
