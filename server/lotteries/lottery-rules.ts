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
    `抽選会の記号：${lottery.draw}`,
    ...(lottery.rehearsal
      ? ['これはリハーサル（REHEARSAL）です。本番の当せんにはなりません。']
      : []),
    `応募の締切：${inTokyo(lottery.closesAt)}`,
    ...(lottery.ordered === null
      ? []
      : [
          `記録を固定する時刻：${inTokyo(lottery.ordered.at)}。その1分前から、会場の人が数を加えられます。`,
        ]),
    '',
    '賞品（小さい賞から順に引きます）',
    ...lottery.prizes.map(
      ({ name, prizeId, quantity, alternates }) =>
        `・${name}（${prizeId}）：当せん${quantity}本、次点${alternates}人`,
    ),
    '',
    'やりかた',
    '・抽選券1枚に番号が1つ付きます。何かを買う必要はありません。',
    `・${LIMITS_JA[lottery.limit]}`,
    `・${modeJa(lottery.mode, plan)}`,
    '・番号ごとに点数（SHA-256 という計算の値）を出し、小さい順に当せん、つづいて次点とします。だれでも計算しなおせます。',
    '',
    'うまくいかないときのきまり',
    '・記録の固定（freeze）は、1つの抽選会につき1回だけです。固定したあとは、応募も会場の人が加えた数も変えられません。',
    `・取り止め（VOID）にできるのは、${VOID_JA[lottery.mode]}だけです。理由とともに公開し、ずっと残します。応募された抽選券は、応募した人にもどします。`,
    '・公開の乱数（drand）が遅れたら、同じ回を待ちます。別の回には替えません。',
    '・当せんした人が辞退したら、次点の人が順に当せんします。特賞が辞退されたら、あとの回の乱数で引きなおします。',
    '・応募した人が賞品より少ないときは、全員が当せんし、残りは該当なしとします。',
    '・リハーサルも同じしくみで行い、すべての画面とファイルに REHEARSAL と記します。本番の結果にはなりません。',
    '',
    'この抽選では証明できないこと',
    '・あるはずのない抽選券がないか（台帳を調べるとわかります）、1人がいくつもの名前で応募していないか、賞品が渡されたか。',
  ];
}

function english(lottery: Told, plan: RoundPlan): string[] {
  return [
    `Rules of the lottery: ${lottery.nameEn ?? lottery.name}`,
    `Draw id: ${lottery.draw}`,
    ...(lottery.rehearsal ? ['This is a REHEARSAL. Nothing is really won.'] : []),
    `Entries close at ${lottery.closesAt} (UTC).`,
    ...(lottery.ordered === null
      ? []
      : [
          `The record is frozen at ${lottery.ordered.at} (UTC). People in the hall can add numbers in the minute before.`,
        ]),
    '',
    'Prizes, in the order of the draw, the smallest first',
    ...lottery.prizes.map(
      ({ name, nameEn, prizeId, quantity, alternates }) =>
        `- ${nameEn ?? name} (${prizeId}): ${quantity} to win, ${alternates} in reserve`,
    ),
    '',
    'How it is drawn',
    '- Every ticket has one number. Nothing needs to be bought.',
    `- ${LIMITS_EN[lottery.limit]}`,
    `- ${modeEn(lottery.mode, plan)}`,
    '- Every number has a score (computed with SHA-256). The lowest scores win, the next are reserves. Anyone can compute them again.',
    '',
    'Failure rules',
    '- There is one freeze per lottery. After it neither the entries nor the numbers of the hall can change.',
    `- A lottery can be called off (VOID) only ${VOID_EN[lottery.mode]}. It stays public with its reason. The tickets that were entered are given back.`,
    '- If the public random number (drand) is late, we wait for the same round. We never take another.',
    '- If a winner declines, the next reserve wins. If the grand prize is declined, it is drawn again with a later round.',
    '- If fewer people enter than there are prizes, all of them win. The prizes left over have no winner.',
    '- A rehearsal works in the same way. Every screen and file says REHEARSAL, and nothing is really won.',
    '',
    'What a draw cannot prove',
    '- Whether there are tickets that should not exist (the books show that), whether somebody entered under several names, and whether the winners received their prizes.',
  ];
}

const TOKYO_TIME = new Intl.DateTimeFormat('ja-JP', {
  timeZone: 'Asia/Tokyo',
  dateStyle: 'long',
  timeStyle: 'short',
});
const LIMITS_JA: Readonly<Record<LimitRule, string>> = {
  none: '1人で何回でも当せんできます。',
  'owner-prize': '1つの賞で当せんできるのは、1人1回です。',
  'owner-draw': '抽選会全体で当せんできるのは、1人1回です。',
};
const LIMITS_EN: Readonly<Record<LimitRule, string>> = {
  none: 'One person can win any number of times.',
  'owner-prize': 'One person can win each prize once.',
  'owner-draw': 'One person can win once in the whole lottery.',
};
const VOID_JA: Readonly<Record<LotteryMode, string>> = {
  sealed: 'サイコロをふる前',
  drand: '最初の公開の乱数の時刻より前',
};
const VOID_EN: Readonly<Record<LotteryMode, string>> = {
  sealed: 'before the dice',
  drand: 'before the time of the first public random number',
};

/** A time people can read, and the very instant. */
function inTokyo(instant: string): string {
  const time = TOKYO_TIME.format(new Date(instant));
  return `${time}（日本時間。世界時では${instant}）`;
}

function modeJa(mode: LotteryMode, { gap, lead }: RoundPlan): string {
  return mode === 'sealed'
    ? '当せんを決める数は、主催者が先に封じておいた秘密の数、会場の人が加えた数、会場の人が20回ふる10面サイコロの目から作ります。'
    : `当せんを決める数は、会場の人が加えた数（サイコロをふるときは、その目も）と、公開の乱数（世界に公開される、だれにも決められない数。drand の quicknet）から作ります。最初の賞には固定から${lead}秒以上あとの回を、つぎの賞からは${gap}回ずつあとの回を使います。`;
}

function modeEn(mode: LotteryMode, { gap, lead }: RoundPlan): string {
  return mode === 'sealed'
    ? 'The deciding number is made from a secret number the organizer sealed beforehand, from numbers added by people in the hall, and from their 20 throws of a ten-sided die.'
    : `The deciding number is made from numbers added by people in the hall (and their dice, if thrown) and from a public random number that nobody can choose (drand, quicknet). The first prize uses a round at least ${lead} seconds after the freeze, each further prize one ${gap} rounds later.`;
}
