/** rules.txt: what people read before the first entry, with the rules for what may go wrong (LT1). */
import type { Lottery } from '#domain/contract/lotteries.ts';
import type { LimitRule } from '#domain/draw/files.ts';
import type { LotteryMode } from '#domain/lottery.ts';

/** How far apart the rounds of two prizes are, and how long after the freeze the first one is. */
export interface RoundPlan {
  readonly gap: number;
  /** Seconds. */
  readonly lead: number;
}

type Told = Pick<
  Lottery,
  'draw' | 'rehearsal' | 'name' | 'nameEn' | 'mode' | 'limit' | 'closesAt' | 'ordered' | 'prizes'
>;

/** Japanese first, then English; the same bytes for the same lottery. */
export function rulesText(lottery: Told, plan: RoundPlan): string {
  return [...japanese(lottery, plan), '', ...english(lottery, plan), ''].join('\n');
}

function japanese(lottery: Told, plan: RoundPlan): string[] {
  return [
    `${lottery.name} 抽選のきまり`,
    `抽選番号: ${lottery.draw}`,
    ...(lottery.rehearsal
      ? ['これはリハーサル（REHEARSAL）です。ほんとうの当選にはなりません。']
      : []),
    `応募の締め切り: ${lottery.closesAt}（UTC）`,
    ...(lottery.ordered === null
      ? []
      : [`凍結の予定: ${lottery.ordered.at}（UTC）。その1分前から、会場の人が数を加えられます。`]),
    '',
    '賞品（小さい賞から順に引きます）',
    ...lottery.prizes.map(
      ({ name, prizeId, quantity, alternates }) =>
        `・${name}（${prizeId}）: 当選 ${quantity}、補欠 ${alternates}`,
    ),
    '',
    'やりかた',
    '・抽選券1枚に通し番号が1つ付きます。何かを買う必要はありません。',
    `・${LIMITS_JA[lottery.limit]}`,
    `・${modeJa(lottery.mode, plan)}`,
    '・番号ごとに SHA-256 の値を計算し、値の小さい順に当選、つづいて補欠とします。だれでも計算しなおせます。',
    '',
    'うまくいかないときのきまり',
    '・凍結（freeze）は1回の抽選につき1度だけです。',
    `・無効（VOID）にできるのは${VOID_JA[lottery.mode]}だけです。理由とともに公開し、ずっと残します。応募された抽選券は、応募した人に戻します。`,
    '・乱数の公開（drand）が遅れたら、同じ回を待ちます。別の回には替えません。',
    '・当選者が辞退したら、次の補欠に替わります。特賞が辞退されたら、後の回で引きなおします。',
    '・応募者が賞品より少ないときは、全員が当選し、残りは引き取り手なしとします。',
    '・リハーサルは同じしくみで行い、すべての画面とファイルに REHEARSAL と記します。',
    '',
    'この抽選で証明できないこと',
    '・あるはずのない抽選券がないか（帳簿の監査が答えます）、1人が複数の登録をしていないか、賞品が渡されたか。',
  ];
}

function english(lottery: Told, plan: RoundPlan): string[] {
  return [
    `Rules of the draw: ${lottery.nameEn ?? lottery.name}`,
    `Draw: ${lottery.draw}`,
    ...(lottery.rehearsal ? ['This is a REHEARSAL. Nothing is really won.'] : []),
    `Entries close at ${lottery.closesAt} (UTC).`,
    ...(lottery.ordered === null
      ? []
      : [
          `The freeze is planned for ${lottery.ordered.at} (UTC); the hall adds its numbers for a minute before.`,
        ]),
    '',
    'Prizes, in draw order, the smallest first',
    ...lottery.prizes.map(
      ({ name, nameEn, prizeId, quantity, alternates }) =>
        `- ${nameEn ?? name} (${prizeId}): ${quantity} to win, ${alternates} to stand by`,
    ),
    '',
    'How it is drawn',
    '- Every ticket holds one serial number. Nothing needs to be bought.',
    `- ${LIMITS_EN[lottery.limit]}`,
    `- ${modeEn(lottery.mode, plan)}`,
    '- Every serial number has a SHA-256 score; the lowest scores win, the next stand by. Anyone can compute them again.',
    '',
    'Failure rules',
    '- There is one freeze per draw.',
    `- A draw can be VOID only ${VOID_EN[lottery.mode]}; in public, with its reason, and listed for ever. The tickets that were entered are given back.`,
    '- If drand is late, the same round is waited for; it is never switched.',
    '- A winner who forfeits is replaced by the next alternate; a forfeited grand prize is drawn anew from a later round.',
    '- Fewer entrants than prizes is normal: all win, and the rest stays unclaimed.',
    '- A rehearsal runs the same code, is marked REHEARSAL on every screen and file, and writes no real result.',
    '',
    'What a draw cannot prove',
    "- That no ticket exists that should not (the ledger's audit answers that), that nobody stands under several identities, and that the prizes were handed over.",
  ];
}

const LIMITS_JA: Readonly<Record<LimitRule, string>> = {
  none: '1人で何度でも当選できます。',
  'owner-prize': '1つの賞につき、当選は1人1回です。',
  'owner-draw': '抽選全体で、当選は1人1回です。',
};
const LIMITS_EN: Readonly<Record<LimitRule, string>> = {
  none: 'One person may win any number of times.',
  'owner-prize': 'One person wins a prize at most once.',
  'owner-draw': 'One person wins at most once in the whole draw.',
};
const VOID_JA: Readonly<Record<LotteryMode, string>> = {
  sealed: 'さいころを振る前',
  drand: '最初の回の時刻より前',
};
const VOID_EN: Readonly<Record<LotteryMode, string>> = {
  sealed: 'before the dice',
  drand: "before the first round's time",
};

function modeJa(mode: LotteryMode, { gap, lead }: RoundPlan): string {
  return mode === 'sealed'
    ? '乱数は、先に封じておいた主催者の秘密の数、会場の人が加えた数、会場の人が振った10面さいころ20回から作ります。'
    : `乱数は、会場の人が加えた数と、drand（quicknet）の公開の乱数から作ります。最初の回は凍結から${lead}秒以上後、賞ごとに${gap}回ずつ後の回を使います。`;
}

function modeEn(mode: LotteryMode, { gap, lead }: RoundPlan): string {
  return mode === 'sealed'
    ? "The randomness comes from the operator's secret, sealed beforehand, from what the hall adds, and from twenty throws of a ten-sided die by people in the hall."
    : `The randomness comes from what the hall adds and from the public beacon of drand (quicknet): the first round at least ${lead} seconds after the freeze, each prize ${gap} rounds after the one before.`;
}
