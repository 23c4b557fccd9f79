/** In which shop a coupon is about to be used. As long as the page lives, and no longer. */
import { CounterCodeSchema } from '#domain/contract/coupons.ts';
import * as v from 'valibot';

const visits = new Map<string, string>();

export const shopVisits = {
  /** The shop's printed code; `null`: it is to be read (again). */
  counterCodeFor(couponId: string): string | null {
    return visits.get(couponId) ?? null;
  },
  begin(couponId: string, counterCode: string): void {
    visits.set(couponId, counterCode);
  },
  end(couponId: string): void {
    visits.delete(couponId);
  },
};

/**
 * What a shop's printed code says: an address that ends in `/phone/shop/<counterCode>`, by whatever
 * name the server is reached.
 * @returns `null`: another kind of code
 */
export function counterCodeIn(text: string): string | null {
  const found = /^\/phone\/shop\/([^/]+)\/?$/.exec(pathOf(text) ?? '');
  const parsed = v.safeParse(CounterCodeSchema, found?.[1]);
  return parsed.success ? parsed.output : null;
}

/** Not by `URL.canParse`, which phones that are too old for a live pass do not have either. */
function pathOf(text: string): string | null {
  try {
    return new URL(text).pathname;
  } catch {
    return null;
  }
}
