/** The pages that anybody may open: a certificate's confirmation, and the books. */
import type { Widened } from '#ui/language/language.ts';

export const ja = {
  brand: '集い',
  waiting: 'よみこんでいます',
  tryAgain: 'もう一度確認する',
  print: '印刷する',
  certificate: {
    title: '活動証明書の確認｜集い',
    heading: '活動証明書の確認',
    confirmed: '本物の証明書です',
    confirmedHint:
      '下の内容は、発行されたときのまま変わっていません。お手もとの紙とくらべてください。',
    checkedHere: 'このブラウザでも署名をたしかめました。',
    checkedThere:
      'このブラウザは署名の計算に対応していないため、発行元のサーバーがたしかめた結果を表示しています。',
    forged: '本物とは確認できません',
    forgedHint:
      '内容か署名が、発行したものとちがいます。この証明書は使わず、持ち主に新しい証明書をたのんでください。',
    unknown: 'この番号の証明書はありません',
    unknownHint:
      'QRコードをもう一度読みとってください。それでも出るときは、発行されていない証明書です。',
    revoked: 'この証明書は取り消されています',
    revokedHint: '発行したあとに取り消されました。今は証明書として使えません。',
    offline: '確認できませんでした',
    offlineHint: '発行元につながりません。証明書が正しいかどうかは、まだわかりません。',
    busy: 'しばらくお待ちください',
    busyHint: '確認が続けて行われています。1分ほどおいて、もう一度お試しください。',
    incomplete: 'QRコードから開いてください',
    incompleteHint:
      'このアドレスには署名の部分がありません。証明書に印刷されたQRコードを、カメラで読みとってください。',
    name: 'お名前',
    year: '年度',
    participations: '参加回数',
    times: (count: string) => `${count}回`,
    hours: '活動時間',
    duration: (hours: number, minutes: number) =>
      minutes === 0 ? `${hours}時間` : hours === 0 ? `${minutes}分` : `${hours}時間${minutes}分`,
    hoursUnknown: '記録なし',
    hoursNote: '時間は、退出の記録がある活動だけを合計しています。',
    rank: 'ランク',
    issued: '発行日',
    number: '証明書番号',
    activities: '参加した活動',
    date: '日付',
    activity: '活動',
    organizer: '主催',
    venue: '場所',
    time: '時間',
    private: 'このページが示すのは、証明書に書かれていることだけです。',
  },
  books: {
    title: '帳簿の公開｜集い',
    heading: 'ポイントの帳簿',
    lead: 'すべてのポイントの記録を毎晩計算しなおし、その結果を公開しています。',
    right: '残高はすべて合っています',
    rightHint: (accounts: string, entries: string) =>
      `${accounts}の口座の残高を、${entries}件の記録から計算しなおしました。ちがいは0件です。`,
    wrong: (accounts: string) => `${accounts}の口座で残高が合いません`,
    wrongHint: 'だれの口座かは公開していません。係が調べています。記録そのものは消えていません。',
    none: '最初の計算はまだです',
    noneHint: '計算は毎晩行います。終わるとここに結果が出ます。',
    failed: '帳簿を読めませんでした',
    failedHint: '帳簿は無事です。つながってから、もう一度お試しください。',
    at: '計算した日時',
    entries: '記録の件数',
    accounts: '口座の数',
    held: '皆さんの手もとにあるポイント',
    points: (count: string) => `${count} P`,
    head: '今日のしるし',
    headHint: (chained: string) => `${chained}件目の記録までのしるし（SHA-256）`,
    copy: 'コピーする',
    copied: 'コピーしました',
    meaningHeading: 'しるしの意味',
    meaning:
      '記録はひとつずつ、前の記録のしるしとつながっています。むかしの記録を一文字でも変えると、そのあとのしるしがすべて変わるので、こっそり書きかえることはできません。',
    keep: 'このしるしを書きとめておけば、あとの日にもくらべられます。',
    earlier: '前の日のしるし',
    earlierNone: '前の日のしるしは、まだありません。',
    seal: 'しるし',
    result: '結果',
    resultRight: '合っています',
    resultWrong: (accounts: string) => `${accounts}件のちがい`,
    verifyHeading: 'ご自分でたしかめる',
    verify:
      '記録の写しがあれば、次の命令がはじめから計算しなおし、変えられた記録があればその番号を示します。',
    command: 'npm run books -- verify',
  },
};

export type PublicMessages = Widened<typeof ja>;
