/** What staff ask of the server for somebody who stands at the counter. */
import { CertificateInListSchema } from '#domain/contract/certificates.ts';
import { ExchangedCouponSchema } from '#domain/contract/coupons.ts';
import { IssuedCardSchema, PersonAtCounterSchema } from '#domain/contract/counter.ts';
import { ReversalSchema } from '#domain/contract/grants.ts';
import { EntryListSchema, TransferCodeSchema } from '#domain/contract/people.ts';
import { OfferListSchema } from '#domain/contract/shops.ts';
import { BoughtTicketsSchema } from '#domain/contract/tickets.ts';
import { NoBodySchema } from '#ui/problem.ts';
import { ask } from '../staff-api.ts';
import type { Lookup } from './shown-text.ts';

const personPath = (participantId: string) => `/api/people/${participantId}`;
const withKey = (key: string) => ({ 'idempotency-key': key });

export const lookUp = (lookup: Lookup) =>
  ask(PersonAtCounterSchema, '/api/people/lookup', { method: 'POST', body: lookup });
export const readPerson = (participantId: string) =>
  ask(PersonAtCounterSchema, personPath(participantId));

/** @param before of the page before; newest first */
export const readEntries = (participantId: string, before: string | null) =>
  ask(
    EntryListSchema,
    before === null
      ? `${personPath(participantId)}/entries`
      : `${personPath(participantId)}/entries?before=${encodeURIComponent(before)}`,
  );

/** Open shops with what they offer for a coupon. */
export const readOffers = () => ask(OfferListSchema, '/api/offers');

/** @param key one for each intent, the same when it is tried again (PT5) */
export const exchangeCoupon = (participantId: string, offerId: string, key: string) =>
  ask(ExchangedCouponSchema, `${personPath(participantId)}/coupons`, {
    method: 'POST',
    body: { offerId },
    headers: withKey(key),
  });
/** @param key as for `exchangeCoupon` */
export const buyTickets = (participantId: string, count: number, key: string) =>
  ask(BoughtTicketsSchema, `${personPath(participantId)}/tickets`, {
    method: 'POST',
    body: { count },
    headers: withKey(key),
  });

export const issueCertificate = (
  participantId: string,
  certificate: { fiscalYear: number; name?: string },
) =>
  ask(CertificateInListSchema, `${personPath(participantId)}/certificates`, {
    method: 'POST',
    body: certificate,
  });
/** Opened in a tab of its own, which prints it. */
export const certificateDocument = (participantId: string, certificateId: string) =>
  `${personPath(participantId)}/certificates/${certificateId}/document`;
export const revokeCertificate = (certificateId: string) =>
  ask(NoBodySchema, `/api/certificates/${certificateId}`, { method: 'DELETE' });

/** The cards before it stop working. */
export const issueCard = (participantId: string) =>
  ask(IssuedCardSchema, `${personPath(participantId)}/card`, { method: 'POST' });
/** A one-time code; the phone before ends when it is used. */
export const makeTransferCode = (participantId: string) =>
  ask(TransferCodeSchema, `${personPath(participantId)}/transfer-code`, { method: 'POST' });
/** Somebody joins with a card. */
export const joinWithCard = (nickname: string) =>
  ask(IssuedCardSchema, '/api/passes', { method: 'POST', body: { nickname } });
/** Nothing takes its place. */
export const revokePass = (number: string) =>
  ask(NoBodySchema, `/api/passes/${number}`, { method: 'DELETE' });

export const erasePerson = (participantId: string) =>
  ask(NoBodySchema, personPath(participantId), { method: 'DELETE' });

export const reverseTransaction = (transactionId: string, reason: string) =>
  ask(ReversalSchema, `/api/transactions/${transactionId}/reversal`, {
    method: 'POST',
    body: { reason },
  });
