/** Short forms, and why something did not work. */
import type { Messages } from '../ja.ts';

export const asking: Messages['asking'] = {
  working: 'Sending…',
  optional: ' (optional)',
  fault: {
    missing: 'Fill this in',
    choose: 'Choose one',
    tooLong: (most) => `At most ${most} characters`,
    notPlain: 'It contains characters that cannot be used',
    notANumber: 'Check the number',
    notTheSame: 'Not the same. Type it again',
    refused: 'This cannot be saved',
  },
};

export const problemWith: Messages['problemWith'] = {
  rule: {
    'coupon.yenMax': (limit, asked) =>
      `A coupon may be worth up to ¥${limit}, tax included (you entered ¥${asked}). The programme holds this limit to stay within the Act against Unjustifiable Premiums (景品表示法).`,
    'ticket.perRequestMax': (limit, asked) =>
      `At most ${limit} tickets at once (you entered ${asked}).`,
    'grant.pointsMax': (limit, asked) => `At most ${limit} P a person (you entered ${asked} P).`,
    'grant.peopleMax': (limit, asked) => `At most ${limit} people at once (you chose ${asked}).`,
  },
  balance: (balance, needed) => `Not enough points: ${needed} P needed, ${balance} P to spend.`,
  tickets: (held, needed) => `Not enough tickets: ${needed} needed, ${held} to enter.`,
  couponUsed: (at) => `This coupon was used at ${at}.`,
  lotteryState: {
    'closing-past': 'Its closing time is past. Set a later one first.',
    'entries-unlisted':
      'The list of entries is still being written. You can go on once it is there.',
    'dice-begun': 'The dice are being thrown: the lottery can no longer be called off.',
    'round-exists':
      'The time of the first public random number has passed. Dice and calling off are no longer possible.',
    'rounds-unknown':
      'Not all public random numbers are here yet. It draws by itself once they are.',
  },
};

export const moreProblems = {
  'not-found': 'Not found. Open the page again.',
  'participant-unknown': 'This person is not known; perhaps their data was erased.',
  'pass-unknown': 'This card is not known. Check the number.',
  'pass-revoked': 'This card was stopped. A new one can be issued.',
  'pass-expired': 'This card has expired. A new one can be issued.',
  'code-unreadable': 'This code cannot be read. Check that it is a card of ours.',
  'code-forged': 'This code could not be verified. Read a new card, or Pass opened again.',
  'code-stale': 'This code is from an old screen. Open the pass on the phone again.',
  'idempotency-key-reused': 'This got mixed up with what you did before. Start again.',
  'balance-insufficient': 'There are not enough points.',
  'rule-broken': 'This is beyond a limit of the programme. Check the number.',
  'shop-unknown': 'This shop is not known. Open the page again.',
  'shop-closed': 'This shop gives no coupons at the moment. Choose another shop.',
  'offer-unknown': 'This offer is not known. Open the page again.',
  'offer-closed': 'This offer is closed at the moment. Choose another one.',
  'coupon-used': 'This coupon has been used.',
  'coupon-taken-back': 'This coupon was taken back.',
  'grant-unknown': 'This proposal is not known. Open the page again.',
  'grant-decided': 'This proposal has been decided.',
  'grant-lapsed':
    'Nobody approved this proposal within 14 days; it has lapsed. Propose it again if it is still needed.',
  'approval-by-proposer': 'You cannot approve your own proposal. Ask another member of staff.',
  'transaction-unknown': 'This line is not known. Open the page again.',
  'transaction-reversed': 'This has already been taken back.',
  'transaction-not-reversible': 'This cannot be taken back: used coupons and expired points stay.',
  'lottery-unknown': 'This lottery is not known. Open the page again.',
  'lottery-not-open': 'It takes no more entries. No ticket was used.',
  'prize-unknown': 'This prize is not known. Choose again.',
  'tickets-insufficient': 'There are not enough tickets.',
  'certificate-unknown': 'This certificate is not known. Open the page again.',
  'certificate-empty': 'There is no participation to certify in that year.',
  'certificate-revoked': 'This certificate is revoked already.',
  'email-taken': 'There is a member of staff with this e-mail already. Enter another one.',
};
