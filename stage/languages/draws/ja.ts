import type { Widened } from '#ui/language/language.ts';

/** All draws ever, and what is said while none is there. */
export const ja = {
  title: 'これまでの抽選会｜集い',
  brand: '集い',
  heading: 'これまでの抽選会',
  lead: '取り止めた抽選会も、リハーサルも、すべての記録が残ります。だれでもダウンロードして確かめられます。',
  waiting: '読み込んでいます',
  offline: '通信がとぎれています。',
  unknown: 'この抽選会は見つかりません',
  outdated: 'この画面を再読み込みしてください',
  all: 'すべての抽選会を見る',
  failed: '抽選会の一覧を読み込めませんでした',
  failedHint: '記録は無事です。つながってから、もう一度お試しください。',
  tryAgain: 'もう一度読み込む',
  empty: '抽選会はまだありません',
  emptyHint: '応募が始まると、ここに出ます。',
  rehearsal: 'リハーサル',
  states: {
    draft: '準備中',
    open: '応募を受け付けています',
    closed: '応募を締め切りました',
    gathering: '会場の声を集めています',
    frozen: '記録を固定しました',
    final: '抽選を待っています',
    drawn: '抽選が終わりました',
    void: '取り止めました',
  },
  until: (time: string) => `${time}まで`,
  reason: (reason: string) => `理由：${reason}`,
  prizes: (count: string) => `賞 ${count}種類`,
  tickets: (count: string) => `応募 ${count}枚`,
  open: '抽選会のページを見る',
  files: (count: string) => `記録のファイル（${count}個）`,
  bytes: (kilobytes: string) => `${kilobytes} kB`,
  bundle: '記録をまとめてダウンロード（zip）',
  verifier: '確かめるページ',
  script: '確かめるプログラム（Python 3）',
};

export type DrawsMessages = Widened<typeof ja>;
