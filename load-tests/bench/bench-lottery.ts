/** A lottery for parts i and j, made in the books. */
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { NewLottery } from '#domain/contract/lotteries.ts';
import { digestOfText } from '#domain/draw/digest.ts';
import type { LotteryState } from '#domain/lottery.ts';
import type { Hall } from './hall.ts';

export const BENCH_PRIZES = 12;

export const prizeIdOf = (index: number) => `prize-${index + 1}`;

/** @returns its id */
export async function makeLottery({ ledger }: Hall, closesAt: string): Promise<string> {
  const lotteryId = randomUUID();
  const lottery: NewLottery = {
    draw: `bench-${randomBytes(6).toString('hex')}`,
    name: '大抽選会',
    nameEn: 'The grand lottery',
    nameEasy: null,
    mode: 'sealed',
    limit: 'owner-prize',
    closesAt,
    freezesAt: null,
    prizes: Array.from({ length: BENCH_PRIZES }, (_, index) => ({
      prizeId: prizeIdOf(index),
      name: `景品その${index + 1}`,
      nameEn: `Prize ${index + 1}`,
      nameEasy: null,
      quantity: 10,
      alternates: 3,
    })),
  };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const secrets = {
    privateKeyPkcs8: privateKey.export({ format: 'der', type: 'pkcs8' }),
    publicKeyHex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    kHex: digestOfText(lotteryId),
  };
  const made = await ledger.createLottery({ lotteryId, lottery, fiscalYear: 2026, secrets });
  if (!made.ok) throw new Error(made.code);
  return lotteryId;
}

/** Without its files: nothing here reads them. */
export async function leadLottery(
  { ledger }: Hall,
  lotteryId: string,
  ...states: readonly LotteryState[]
): Promise<void> {
  for (const to of states) {
    const at = new Date().toISOString();
    const moved = await ledger.moveLottery({ lotteryId, to, at, staffId: null, files: [] });
    if (!moved.ok) throw new Error(`the lottery did not become ${to}: ${moved.code}`);
  }
}
