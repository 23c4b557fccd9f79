import type { Widened } from '#ui/language/language.ts';

/** All draws ever, and what is said while none is there. */
export const ja = {
  title: 'これまでの抽選｜集い',
  brand: '集い',
  heading: 'これまでの抽選',
  lead: '取り止めたものも、リハーサルも、すべての記録が残ります。記録はだれでも取り出して確かめられます。',
  waiting: '読みこんでいます',
  offline: '通信を待っています。',
  unknown: 'この抽選は見つかりません',
  outdated: 'この画面を読みこみなおしてください',
  all: 'すべての抽選を見る',
  failed: '抽選の一覧を読めませんでした',
  failedHint: '記録は無事です。つながってから、もう一度お試しください。',
  tryAgain: 'もう一度読みこむ',
  empty: '抽選はまだありません',
  emptyHint: '応募が始まると、ここに出ます。',
  rehearsal: 'リハーサル',
  states: {
    draft: '準備中',
    open: '応募を受け付けています',
    closed: '応募を締め切りました',
    gathering: '会場の声を集めています',
    frozen: 'サイコロをふります',
    final: '抽選を待っています',
    drawn: '抽選が終わりました',
    void: '取り止めました',
  },
  until: (time: string) => `${time} まで`,
  reason: (reason: string) => `理由：${reason}`,
  prizes: (count: string) => `賞 ${count}`,
  tickets: (count: string) => `応募 ${count}枚`,
  open: '抽選のページを見る',
  files: (count: string) => `記録のファイル（${count}）`,
  bytes: (kilobytes: string) => `${kilobytes} kB`,
  bundle: '記録をまとめて取り出す（zip）',
  verifier: '確かめるためのページ',
  script: '確かめるプログラム（Python 3）',
};

export type DrawsMessages = Widened<typeof ja>;
