/** Lottery tickets: bought with points, each spent once (LT3). */
import * as v from 'valibot';
import { CountSchema, InstantSchema, UuidSchema } from './values.ts';

export const TicketSchema = v.object({
  ticketId: UuidSchema,
  boughtAt: InstantSchema,
});

/** `GET /api/me/tickets`: those that were not entered in a lottery yet. */
export const TicketListSchema = v.object({
  tickets: v.array(TicketSchema),
  count: CountSchema,
  /** Points for one. */
  price: CountSchema,
  perRequestMax: CountSchema,
});
export type TicketList = v.InferOutput<typeof TicketListSchema>;

/** `POST /api/me/tickets` with an `Idempotency-Key`. */
export const TicketOrderSchema = v.strictObject({
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
});

export const BoughtTicketsSchema = v.object({
  transactionId: UuidSchema,
  tickets: v.array(TicketSchema),
  /** Not entered yet, these included. */
  count: CountSchema,
  balance: CountSchema,
  replayed: v.boolean(),
});
export type BoughtTickets = v.InferOutput<typeof BoughtTicketsSchema>;
