/** 記録と報告。 */
export const reports = {
  heading: '記録と報告',
  lead: '台帳を毎晩、はじめからすべて計算しなおして確かめます。',
  right: '台帳は正しく合っています',
  rightLead: (accounts: string, entries: string) =>
    `${accounts}の口座すべてで、残高が${entries}件の記録の合計と同じでした。`,
  wrong: (count: string) => `${count}の口座で、残高が合いません`,
  wrongLead:
    'ポイントの利用をいったん止めて、システムの担当者に知らせてください。台帳の記録は消えずに残っています。',
  late: '毎晩の確認が遅れています',
  lateLead:
    '下は、最後に確かめたときの結果です。サーバーの裏側の処理が動いているか、システムの担当者に確認してください。',
  none: 'まだ確かめていません',
  noneLead: '最初の確認は今夜行われ、結果がここに表示されます。',
  at: '確かめた日時',
  accounts: '口座',
  entries: '記録',
  pointsHeld: '皆さんが持っているポイント',
  tookMs: 'かかった時間',
  milliseconds: (count: string) => `${count}ミリ秒`,
  head: '最新のしるし',
  headLead: (entries: string) =>
    `${entries}件の記録から計算した値です。書きとめておくと、あとで1文字でも書きかえられたときにわかります。`,
  copy: 'コピーする',
  copied: 'コピーしました',
  notCopied: 'コピーできませんでした。文字を選んでコピーしてください。',
  earlier: 'これまでの確認',
  chained: (count: string) => `${count}件まで`,
  ok: '合っていました',
  bad: (count: string) => `${count}口座が不一致`,
  publicPage: '台帳の公開ページ',
};
