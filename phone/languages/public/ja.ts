/** The pages that anybody may open: a certificate's confirmation, and the books. */
import type { Widened } from '#ui/language/language.ts';

export const ja = {
  brand: '集い',
  waiting: '読み込んでいます',
  tryAgain: 'もう一度確認する',
  print: '印刷する',
  certificate: {
    title: '活動証明書の確認｜集い',
    heading: '活動証明書の確認',
    confirmed: '本物の証明書です',
    confirmedHint:
      '下の内容は、発行したときと同じです。お手元の証明書と同じか、ご確認ください。',
    checkedHere: 'このブラウザーでも署名を確かめました。',
    checkedThere:
      'このブラウザーでは署名を計算できないため、発行元のサーバーが確かめた結果を表示しています。',
    forged: '本物とは確認できません',
    forgedHint:
      '内容か署名が、発行されたものとちがいます。証明書をお持ちの方に、新しい証明書の提出をお願いしてください。',
    unknown: 'この番号の証明書はありません',
    unknownHint:
      'QRコードをもう一度読みとってください。同じ表示が出るときは、この番号の証明書は発行されていません。',
    revoked: 'この証明書は無効です',
    revokedHint: '発行されたあとに無効になりました。いまは証明書として使えません。',
    offline: '確認できませんでした',
    offlineHint: '発行元につながりません。本物かどうかは、まだわかりません。',
    busy: 'しばらくお待ちください',
    busyHint: '混み合っています。1分ほど待ってから、もう一度お試しください。',
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
    private: 'このページに表示されるのは、証明書に書かれていることだけです。',
  },
  books: {
    title: '台帳の公開｜集い',
    heading: 'ポイントの台帳',
    lead: 'ポイントの記録を毎晩はじめから計算しなおして、結果を公開しています。',
    right: '残高はすべて合っています',
    rightHint: (accounts: string, entries: string) =>
      `${accounts}の口座の残高を、${entries}件の記録から計算しなおしました。ちがいはありません。`,
    wrong: (accounts: string) => `${accounts}の口座で残高が合いません`,
    wrongHint: 'だれの口座かは公開していません。係員が調べています。記録そのものは消えていません。',
    late: '毎晩の計算が遅れています',
    lateHint: '下は、最後に計算したときの結果です。そのあとの記録は、まだ確かめていません。',
    none: '最初の計算はまだです',
    noneHint: '計算は毎晩行います。終わると、結果がここに表示されます。',
    failed: '台帳を読み込めませんでした',
    failedHint: '台帳の記録は安全です。インターネットにつながってから、もう一度お試しください。',
    at: '計算した日時',
    entries: '記録の件数',
    accounts: '口座の数',
    held: 'みなさんが持っているポイント',
    points: (count: string) => `${count} P`,
    head: '最新のしるし',
    headHint: (chained: string) => `${chained}件目の記録までのしるし（SHA-256）`,
    copy: 'コピーする',
    copied: 'コピーしました',
    meaningHeading: 'しるしの意味',
    meaning:
      '記録はひとつずつ、前の記録のしるしとつながっています。古い記録を1文字でも変えると、そのあとのしるしがすべて変わります。ですから、気づかれずに書きかえることはできません。',
    keep: 'しるしを書きとめておくと、あとの日にくらべることができます。',
    earlier: '前の日のしるし',
    earlierNone: '前の日のしるしは、まだありません。',
    seal: 'しるし',
    result: '結果',
    resultRight: '合っています',
    resultWrong: (accounts: string) => `${accounts}件のちがい`,
    verifyHeading: 'ご自分で確かめる',
    verify:
      '台帳の写しがあれば、次のコマンドで、はじめから計算しなおすことができます。変えられた記録があれば、その番号がわかります。',
    command: 'npm run books -- verify',
  },
};

export type PublicMessages = Widened<typeof ja>;
