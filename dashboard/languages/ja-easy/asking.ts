/** みじかい フォームと、うまくいかない りゆう。 */
import type { Messages } from '../ja.ts';

export const asking: Messages['asking'] = {
  working: 'おくっています…',
  optional: '（なくても いいです）',
  fault: {
    missing: 'いれてください',
    choose: 'えらんでください',
    tooLong: (most) => `${most}もじまでです`,
    notPlain: 'つかえない もじが あります',
    notANumber: 'かずを たしかめてください',
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
    'grant.pointsMax': (limit, asked) =>
      `1人に ${limit}ポイントまでです。いまは ${asked}ポイントです。`,
    'grant.peopleMax': (limit, asked) => `1かいに ${limit}人までです。いまは ${asked}人です。`,
  },
  balance: (balance, needed) =>
    `ポイントが たりません。${needed}ポイント いります。つかえるのは ${balance}ポイントです。`,
  tickets: (held, needed) =>
    `くじの けんが たりません。${needed}まい いります。つかえるのは ${held}まいです。`,
  couponUsed: (at) => `この クーポンは ${at}に つかいました。`,
  lotteryState: {
    'closing-past': 'しめきりの じかんが すぎています。さきに あとの じかんに かえてください。',
    'entries-unlisted': 'もうしこみの リストを つくっています。すこし まってください。',
    'dice-begun': 'サイコロを ふりはじめました。もう やめられません。',
    'round-exists':
      'はじめの せかいの かずの じかんを すぎました。サイコロは つかえません。やめることも できません。',
    'rounds-unknown': 'せかいの かずが まだ そろっていません。そろうと、じどうで ひきます。',
  },
};

export const moreProblems = {
  'not-found': 'みつかりません。がめんを もういちど ひらいてください。',
  'participant-unknown': 'この 人は みつかりません。データを けしたかもしれません。',
  'pass-unknown': 'この カードは ありません。ばんごうを たしかめてください。',
  'pass-revoked': 'この カードは とめてあります。あたらしい カードを つくれます。',
  'pass-expired': 'この カードは ふるいです。あたらしい カードを つくれます。',
  'code-unreadable': 'この コードは よめません。ほかの QRコードかもしれません。',
  'code-forged':
    'コードを たしかめられません。あたらしい カードか、もういちど ひらいた パスを よんでください。',
  'code-stale': 'ふるい がめんの コードです。スマホの パスを もういちど ひらいてください。',
  'idempotency-key-reused': 'まえの ことと かさなりました。はじめから してください。',
  'balance-insufficient': 'ポイントが たりません。',
  'rule-broken': 'きまりの かずを こえています。かずを たしかめてください。',
  'shop-unknown': 'この おみせは ありません。がめんを もういちど ひらいてください。',
  'shop-closed': 'この おみせでは いま こうかんできません。ほかの おみせを えらんでください。',
  'offer-unknown': 'これは ありません。がめんを もういちど ひらいてください。',
  'offer-closed': 'これは いま こうかんできません。ほかの ものを えらんでください。',
  'coupon-used': 'この クーポンは つかいました。',
  'coupon-taken-back': 'この クーポンは とりけしました。',
  'grant-unknown': 'この ていあんは ありません。がめんを もういちど ひらいてください。',
  'grant-decided': 'この ていあんは もう きまりました。',
  'grant-lapsed':
    'この ていあんは 14日の あいだに きまりませんでした。もういちど ていあんしてください。',
  'approval-by-proposer':
    'じぶんの ていあんは きめられません。ほかの スタッフに たのんでください。',
  'transaction-unknown': 'この きろくは ありません。がめんを もういちど ひらいてください。',
  'transaction-reversed': 'この きろくは もう とりけしました。',
  'transaction-not-reversible':
    'この きろくは とりけせません。つかった クーポンと きげんが きれた ポイントは もどせません。',
  'lottery-unknown': 'この くじは ありません。がめんを もういちど ひらいてください。',
  'lottery-not-open': 'もうしこみは おわりました。くじの けんは へっていません。',
  'prize-unknown': 'この しょうひんは ありません。もういちど えらんでください。',
  'tickets-insufficient': 'くじの けんが たりません。',
  'certificate-unknown': 'この しょうめいしょは ありません。がめんを もういちど ひらいてください。',
  'certificate-empty': 'この 年には さんかの きろくが ありません。',
  'certificate-revoked': 'この しょうめいしょは もう つかえません。',
  'email-taken': 'この メールアドレスの スタッフは もう います。ほかの アドレスを いれてください。',
};
