/** やさしい にほんご。Short, spaced, few kanji, one thing a sentence. */
import type { Messages } from './ja.ts';
import { form, practice } from './ja-easy/activity-form.ts';
import { asking, moreProblems, problemWith } from './ja-easy/asking.ts';
import { counter } from './ja-easy/counter.ts';
import { grants } from './ja-easy/grants.ts';
import { kiosks } from './ja-easy/kiosks.ts';
import { leading } from './ja-easy/leading.ts';
import { live, chart, latest, refusals, conflicts } from './ja-easy/live.ts';
import { lotteries, lotteryProblems } from './ja-easy/lotteries.ts';
import { passes } from './ja-easy/passes.ts';
import { reports } from './ja-easy/reports.ts';
import { shops } from './ja-easy/shops.ts';
import { staff } from './ja-easy/staff.ts';

export const jaEasy: Messages = {
  brand: '集い',
  motto: 'あつまりが 目に みえます。',
  title: (page) => `${page}｜集い`,
  close: 'とじる',
  cancel: 'もどる',
  tryAgain: 'もういちど ためす',
  back: 'もどる',
  people: '人',
  none: 'ありません',
  unknown: '（わかりません）',
  loading: 'よんでいます',
  login: {
    heading: 'スタッフの ログイン',
    email: 'メールアドレス',
    password: 'パスワード',
    submit: 'ログイン',
    working: 'たしかめています…',
    emailMissing: 'メールアドレスを いれてください',
    emailWrong: 'メールアドレスを たしかめてください（れい：name@city.example.jp）',
    passwordMissing: 'パスワードを いれてください',
    failed: 'メールアドレスか パスワードが ちがいます。もういちど いれてください。',
    pause: (seconds) => `すこし まってください。あと ${seconds}びょうです。`,
    again: 'じかんが たちました。もういちど ログインしてください。',
    away: 'サーバーに つながりません',
    awayHint: 'うけつけの きかいは うごいています。Wi-Fiや ケーブルを たしかめてください。',
  },
  rail: {
    navigation: 'メニュー',
    today: 'きょうの かつどう',
    create: 'かつどうを つくる',
    counter: 'まどぐち',
    shops: 'おみせ',
    grants: 'とくべつ ポイント',
    lotteries: 'くじ',
    reports: 'きろく',
    staff: 'スタッフ',
    waiting: (count) => `まっている もの ${count}けん`,
    passes: 'かみの カード',
    logout: 'ログアウト',
    over: 'おわり',
    cancelled: 'ちゅうし',
    practice: 'れんしゅう',
    people: '人',
  },
  today: {
    heading: 'きょうの かつどう',
    emptyFirst: 'きょうの かつどうは',
    emptySecond: 'まだ ありません',
    emptyLead: 'かつどうを つくると、うけつけの きかいが つかえます。',
    emptyDots: 'きた 人は、1人が 1つの 点に なります。',
    create: 'かつどうを つくる',
    practice: 'れんしゅうで ためす',
    upcoming: 'これからの よてい',
    expected: 'よてい',
    admitted: 'うけつけ',
    place: 'ばしょ',
    failed: 'かつどうが よめませんでした',
    failedHint: 'うけつけの きろくは あります。',
  },
  phase: {
    before: 'もうすぐ はじまります',
    beforeFrom: (time) => `うけつけは ${time}から`,
    open: 'うけつけ中',
    over: 'うけつけ おわり',
    cancelled: 'ちゅうしに なりました',
    practice: 'れんしゅう（ポイントは ありません）',
  },
  live,
  chart,
  latest,
  refusals,
  kiosks,
  conflicts,
  form,
  practice,
  passes,
  problem: {
    ...moreProblems,
    ...lotteryProblems,
    'network-unreachable': 'サーバーに つながりません。Wi-Fiや ケーブルを たしかめてください。',
    unavailable:
      'いま ほぞんできません。すこし まって もういちど ためしてください。なにも なくなっていません。',
    'rate-limited': 'すこし まって、もういちど ためしてください。',
    'not-allowed': 'これは できません。',
    'activity-has-check-ins': 'もう うけつけした 人が いるので、かえられません。',
    'activity-ended': 'おわった かつどうは かえられません。',
    'kiosk-unknown': 'この きかいは もう ありません。がめんを もういちど ひらいてください。',
    'activity-unknown': 'この かつどうは ありません。もういちど えらんでください。',
    'request-malformed': 'いれた ものを たしかめてください。',
    other: 'うまく いきませんでした。もういちど ためしてください。',
  },
  asking,
  problemWith,
  lotteryProblems,
  counter,
  shops,
  grants,
  lotteries,
  leading,
  reports,
  staff,
};
