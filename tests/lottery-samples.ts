/** Lotteries, tickets and orders for tests of the books. */
import { createPrivateKey, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import { commitmentOf, digestOfText, ownerTagOf } from '#domain/draw/digest.ts';
import { writeOpen } from '#domain/draw/files.ts';
import { receiptBytes } from '#domain/draw/receipt.ts';
import type { EntryRow } from '#domain/draw/tables.ts';
import type { LotteryState } from '#domain/lottery.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { addPersonWith, newKey } from './economy-samples.ts';

export const BEFORE_CLOSING = '2027-03-20T05:29:59.999Z';
export const CLOSES_AT = '2027-03-20T05:30:00.000Z';

export interface SampleLottery {
  readonly lotteryId: string;
  readonly draw: string;
  readonly secrets: LotterySecrets;
  readonly sign: (row: EntryRow) => string;
}

export function sampleLottery(changes: Partial<NewLottery> = {}): NewLottery {
  const prize = { nameEn: null, nameEasy: null, quantity: 1, alternates: 1 };
  return {
    draw: `spring-${randomBytes(6).toString('hex')}`,
    name: '大抽選会',
    nameEn: 'The grand lottery',
    nameEasy: null,
    mode: 'sealed',
    limit: 'owner-prize',
    closesAt: CLOSES_AT,
    freezesAt: null,
    prizes: [
      { ...prize, prizeId: 'tea', name: 'お茶', quantity: 20, alternates: 5 },
      { ...prize, prizeId: 'bicycle', name: '自転車' },
    ],
    ...changes,
  };
}

export function newSecrets(): LotterySecrets {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKeyPkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKeyHex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    kHex: randomBytes(32).toString('hex'),
  };
}

/** A draft. */
export async function addLottery(
  ledger: Ledger,
  changes: Partial<NewLottery> = {},
): Promise<SampleLottery> {
  const [lotteryId, lottery, secrets] = [randomUUID(), sampleLottery(changes), newSecrets()];
  const made = await ledger.createLottery({ lotteryId, lottery, fiscalYear: 2026, secrets });
  if (!made.ok) throw new Error(made.code);
  const key = createPrivateKey({
    key: Buffer.from(secrets.privateKeyPkcs8),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    lotteryId,
    draw: lottery.draw,
    secrets,
    sign: (row) => sign(null, receiptBytes(row), key).toString('hex'),
  };
}

/** One that takes entries. */
export async function addOpenLottery(
  ledger: Ledger,
  changes: Partial<NewLottery> = {},
): Promise<SampleLottery> {
  const lottery = await addLottery(ledger, changes);
  const { draw, secrets } = lottery;
  const open = writeOpen({
    draw,
    rules: digestOfText('rules\n'),
    code: digestOfText('code'),
    key: secrets.publicKeyHex,
    commit: commitmentOf(draw, secrets.kHex),
    chain: 'none',
    gap: 0,
    lead: 0,
    limit: 'owner-prize',
  });
  await moveTo(ledger, lottery.lotteryId, 'open', {
    files: [
      { name: 'rules.txt', bytes: Buffer.from('rules\n') },
      { name: 'open.txt', bytes: open },
    ],
  });
  return lottery;
}

export function moveTo(
  ledger: Ledger,
  lotteryId: string,
  to: LotteryState,
  changes: Partial<Parameters<Ledger['moveLottery']>[0]> = {},
): ReturnType<Ledger['moveLottery']> {
  return ledger.moveLottery({
    lotteryId,
    to,
    at: '2027-03-20T06:00:00.000Z',
    staffId: null,
    files: [],
    ...changes,
  });
}

/** Somebody with so many open tickets, bought together for 10 points each. */
export async function addTicketHolder(ledger: Ledger, tickets: number): Promise<string> {
  const participantId = await addPersonWith(ledger, Math.max(1, tickets) * 10);
  if (tickets > 0) await buy(ledger, participantId, tickets);
  return participantId;
}

/** @returns the purchase's transaction */
export async function buy(ledger: Ledger, participantId: string, count: number): Promise<string> {
  const transactionId = randomUUID();
  const bought = await ledger.buyTickets({
    spending: newKey(participantId),
    participantId,
    ticketIds: Array.from({ length: count }, () => randomUUID()),
    points: 10,
    transactionId,
  });
  if (!bought.ok) throw new Error(bought.code);
  return transactionId;
}

/** The tag of a person who is in the books. */
export async function tagOf(
  ledger: Ledger,
  { lotteryId, draw }: SampleLottery,
  participantId: string,
): Promise<string> {
  const owner = await ledger.lotteryOwner(lotteryId, participantId, () => {
    const nonceHex = randomBytes(32).toString('hex');
    return { nonceHex, ownerTag: ownerTagOf(draw, nonceHex) };
  });
  if (owner === null) throw new Error('nobody of that id');
  return owner.ownerTag;
}

export type Order = Parameters<Ledger['enterLottery']>[0];

/** One ticket of theirs for the bicycle, just in time, under a key of its own. */
export async function orderOf(
  ledger: Ledger,
  lottery: SampleLottery,
  participantId: string,
  changes: Partial<Order> = {},
): Promise<Order> {
  return {
    spending: newKey(participantId),
    participantId,
    lotteryId: lottery.lotteryId,
    prizeId: 'bicycle',
    count: 1,
    ownerTag: await tagOf(ledger, lottery, participantId),
    transactionId: randomUUID(),
    at: BEFORE_CLOSING,
    sign: lottery.sign,
    ...changes,
  };
}
