/** みじかい フォームと、うまくいかない りゆう。 */
import type { Messages } from '../ja.ts';

export const asking: Messages['asking'] = {
  working: 'おくっています…',
  optional: '（なくても いいです）',
  fault: {
    missing: 'いれてください',
    choose: 'えらんでください',
    tooLong: (most) => `${most}文字までです`,
    notPlain: 'つかえない 文字が あります',
    notANumber: '数を たしかめてください',
    notTheSame: 'おなじでは ありません。もういちど いれてください',
    refused: 'これは ほぞんできません',
  },
};

export const problemWith: Messages['problemWith'] = {
  rule: {
    'coupon.yenMax': (limit, asked) =>
      `クーポンは ${limit}円までです（ぜいきんも いれます）。いまは ${asked}円です。景品表示法（けいひんひょうじほう）の きまりを まもるためです。`,
    'ticket.perRequestMax': (limit, asked) =>
      `1かいに ${limit}まいまでです。いまは ${asked}まいです。`,
    'grant.pointsMax': (limit, asked) => `1人に ${limit} Pまでです。いまは ${asked} Pです。`,
    'grant.peopleMax': (limit, asked) => `1かいに ${limit}人までです。いまは ${asked}人です。`,
  },
  balance: (balance, needed) =>
    `ポイントが たりません。${needed} P いります。つかえるのは ${balance} Pです。`,
  couponUsed: (at) => `この クーポンは ${at}に つかいました。`,
};

export const moreProblems = {
  'not-found': 'みつかりません。',
  'participant-unknown': 'この 人は みつかりません。データが ないかもしれません。',
  'pass-unknown': 'この カードは ありません。ばんごうを たしかめてください。',
  'pass-revoked': 'この カードは とめてあります。あたらしい カードを つくれます。',
  'pass-expired': 'この カードは ふるいです。あたらしい カードを つくれます。',
  'code-unreadable': 'この コードは よめません。ほかの QRコードかもしれません。',
  'code-forged': 'この コードは ただしくありません。どこで もらったか きいてください。',
  'code-stale': 'ふるい がめんの コードです。スマホの パスを もういちど ひらいてください。',
  'idempotency-key-reused': 'まえの ことと かさなりました。はじめから してください。',
  'balance-insufficient': 'ポイントが たりません。',
  'rule-broken': 'きまりより おおいです。',
  'shop-unknown': 'この おみせは ありません。',
  'shop-closed': 'この おみせは いま クーポンを だしていません。',
  'offer-unknown': 'この ものは ありません。',
  'offer-closed': 'この ものは いま かえられません。',
  'coupon-used': 'この クーポンは つかいました。',
  'coupon-taken-back': 'この クーポンは とりけしました。',
  'grant-unknown': 'この ていあんは ありません。',
  'grant-decided': 'この ていあんは もう きまりました。',
  'grant-lapsed': 'この ていあんは 14日 すぎて なくなりました。',
  'approval-by-proposer':
    'じぶんの ていあんは きめられません。ほかの スタッフに たのんでください。',
  'transaction-unknown': 'この きろくは ありません。',
  'transaction-reversed': 'この きろくは もう とりけしました。',
  'transaction-not-reversible': 'この きろくは とりけせません。',
  'certificate-unknown': 'この しょうめいしょは ありません。',
  'certificate-empty': 'この 年には さんかが ありません。',
  'certificate-revoked': 'この しょうめいしょは もう むこうです。',
  'email-taken': 'この メールアドレスの スタッフは もう います。',
};
