/** What is published before the first entry: the rules, and what the draw commits itself to (LT1). */
import type { Lottery } from '#domain/contract/lotteries.ts';
import { QUICKNET } from '#domain/draw/beacon.ts';
import { commitmentOf, digestOfBytes } from '#domain/draw/digest.ts';
import { SEALED, writeOpen } from '#domain/draw/files.ts';
import type { DrawFileName } from '#domain/lottery.ts';
import type { LotterySecrets } from '#stores/ledger/lottery-books.ts';
import { rulesText } from './lottery-rules.ts';
import type { RoundPlan } from './lottery-rules.ts';

export interface DrawFile {
  readonly name: DrawFileName;
  readonly bytes: Uint8Array;
}

/** Time for the hall to read the words of F before the first round, and between two prizes. */
export const DRAND_PLAN: RoundPlan = { gap: 20, lead: 60 };
const SEALED_PLAN: RoundPlan = { gap: 0, lead: 0 };

/**
 * rules.txt and open.txt.
 * @param code SHA-256 of the published verifier, hex
 * @param drandPlan how a draw with public beacons waits for its rounds
 */
export function makeOpening(
  lottery: Lottery,
  { publicKeyHex, kHex }: LotterySecrets,
  code: string,
  drandPlan: RoundPlan = DRAND_PLAN,
): DrawFile[] {
  const { draw, limit, mode } = lottery;
  const plan = mode === 'sealed' ? SEALED_PLAN : drandPlan;
  const rules = Buffer.from(rulesText(lottery, plan));
  const open = writeOpen({
    draw,
    rules: digestOfBytes(rules),
    code,
    key: publicKeyHex,
    commit: commitmentOf(draw, kHex),
    chain: mode === 'sealed' ? SEALED : QUICKNET.hash,
    ...plan,
    limit,
  });
  return [
    { name: 'rules.txt', bytes: rules },
    { name: 'open.txt', bytes: open },
  ];
}
