/** 日本語。Counts and times come in already formatted. */
import type { Widened } from '#ui/language/language.ts';
import { form, practice } from './ja/activity-form.ts';
import { asking, moreProblems, problemWith } from './ja/asking.ts';
import { counter } from './ja/counter.ts';
import { grants } from './ja/grants.ts';
import { kiosks } from './ja/kiosks.ts';
import { leading } from './ja/leading.ts';
import { live, chart, latest, refusals, conflicts } from './ja/live.ts';
import { lotteries, lotteryProblems } from './ja/lotteries.ts';
import { passes } from './ja/passes.ts';
import { reports } from './ja/reports.ts';
import { shops } from './ja/shops.ts';
import { staff } from './ja/staff.ts';

export const ja = {
  brand: '集い',
  motto: '集まりを、見えるかたちに。',
  title: (page: string) => `${page}｜集い`,
  close: '閉じる',
  cancel: 'キャンセル',
  tryAgain: 'もう一度ためす',
  back: 'もどる',
  people: '人',
  none: 'ありません',
  unknown: '（不明）',
  loading: '読み込んでいます',
  login: {
    heading: '係員ログイン',
    email: 'メールアドレス',
    password: 'パスワード',
    submit: 'ログイン',
    working: '確認しています…',
    emailMissing: 'メールアドレスを入力してください',
    emailWrong: 'メールアドレスの形を確認してください（例：name@city.example.jp）',
    passwordMissing: 'パスワードを入力してください',
    failed: 'メールアドレスかパスワードがちがいます。もう一度入力してください。',
    pause: (seconds: string) => `少し時間をおいてください。あと${seconds}秒でログインできます。`,
    again: '時間がたちました。もう一度ログインしてください。',
    away: 'サーバーにつながりません',
    awayHint: '受付の端末は動いています。ネットワークを確認して、もう一度ためしてください。',
  },
  rail: {
    navigation: 'メニュー',
    today: '今日の活動',
    create: '活動をつくる',
    counter: '窓口',
    shops: '協賛店',
    grants: '特別ポイント',
    lotteries: '大抽選会',
    reports: '記録と報告',
    staff: '係員',
    waiting: (count: string) => `承認待ち${count}件`,
    passes: '紙のカード',
    logout: 'ログアウト',
    over: '終了',
    cancelled: '中止',
    practice: '練習',
    people: '人',
  },
  today: {
    heading: '今日の活動',
    emptyFirst: '今日の活動は',
    emptySecond: 'まだありません',
    emptyLead: '活動をつくると、受付の端末を登録できます。',
    emptyDots: '集まった人は、ここに1人1つの点であらわれます。',
    create: '活動をつくる',
    practice: '練習用の活動でためす',
    upcoming: 'これからの予定',
    expected: '予定',
    admitted: '受付',
    place: '会場',
    failed: '活動の一覧を読み込めませんでした',
    failedHint: '受付の記録は安全です。',
  },
  phase: {
    before: 'まもなく受付',
    beforeFrom: (time: string) => `受付は${time}から`,
    open: '受付中',
    over: '受付終了',
    cancelled: '中止になりました',
    practice: '練習用（ポイントはつきません）',
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
    'network-unreachable':
      'サーバーにつながりません。ネットワークを確認して、もう一度ためしてください。',
    unavailable:
      'いま保存できません。少し待って、もう一度ためしてください。なにも失われていません。',
    'rate-limited': '少し待ってから、もう一度ためしてください。',
    'not-allowed': 'この操作はできません。',
    'activity-has-check-ins': 'すでに受付した人がいるため、変更できません。',
    'activity-ended': '終わった活動は変更できません。',
    'kiosk-unknown': 'この端末は、もう登録されていません。画面を開きなおしてください。',
    'activity-unknown': 'この活動は見つかりません。一覧から選びなおしてください。',
    'request-malformed': '入力した内容を確認してください。',
    other: 'うまくいきませんでした。もう一度ためしてください。',
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

export type Messages = Widened<typeof ja>;
