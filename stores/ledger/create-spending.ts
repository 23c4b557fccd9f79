/** What is done with points, joined from its parts. */
import type { Books } from './connection.ts';
import { couponHolder, couponsOf, releaseCoupon, reserveCoupon } from './coupons.ts';
import { buyTickets, exchangeAndRedeem, exchangeCoupon } from './exchange.ts';
import { forgetSpendingKeys, redeemCoupon } from './exchange.ts';
import { expirePoints } from './expiry.ts';
import { decideGrant, grants, proposeGrant } from './grants.ts';
import { reverseTransaction } from './reversals.ts';
import type { SpendingBooks } from './spending.ts';
import { ticketsOf } from './tickets.ts';

export function createSpendingBooks(books: Books): SpendingBooks {
  return {
    exchangeCoupon: (...given) => exchangeCoupon(books, ...given),
    couponsOf: (...given) => couponsOf(books, ...given),
    couponHolder: (...given) => couponHolder(books, ...given),
    reserveCoupon: (...given) => reserveCoupon(books, ...given),
    releaseCoupon: (...given) => releaseCoupon(books, ...given),
    redeemCoupon: (...given) => redeemCoupon(books, ...given),
    exchangeAndRedeem: (...given) => exchangeAndRedeem(books, ...given),
    buyTickets: (...given) => buyTickets(books, ...given),
    ticketsOf: (...given) => ticketsOf(books, ...given),
    proposeGrant: (...given) => proposeGrant(books, ...given),
    grants: (...given) => grants(books, ...given),
    decideGrant: (...given) => decideGrant(books, ...given),
    reverseTransaction: (...given) => reverseTransaction(books, ...given),
    expirePoints: (...given) => expirePoints(books, ...given),
    forgetSpendingKeys: (...given) => forgetSpendingKeys(books, ...given),
  };
}
