/** What the functions of migration 0006 answer, read by schema as everything that comes from outside. */
import * as v from 'valibot';
import { CouponSchema } from '#domain/contract/coupons.ts';
import { BoughtTicketsSchema } from '#domain/contract/tickets.ts';
import { CountSchema, InstantSchema, UuidSchema } from '#domain/contract/values.ts';

export const CouponSpentSchema = v.object({
  ok: v.literal(true),
  transactionId: UuidSchema,
  coupon: CouponSchema,
  balance: CountSchema,
  replayed: v.boolean(),
});

export const TicketsSpentSchema = v.object({ ok: v.literal(true), ...BoughtTicketsSchema.entries });

export const InsufficientSchema = v.object({
  ok: v.literal(false),
  code: v.literal('balance-insufficient'),
  balance: CountSchema,
  needed: CountSchema,
});

export const CouponUsedSchema = v.object({
  ok: v.literal(false),
  code: v.literal('coupon-used'),
  firstAt: InstantSchema,
});

export function refusedSchema<const Codes extends readonly string[]>(codes: Codes) {
  return v.object({ ok: v.literal(false), code: v.picklist(codes) });
}
