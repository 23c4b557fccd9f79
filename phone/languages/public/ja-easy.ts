import type { PublicMessages } from './ja.ts';

export const jaEasy: PublicMessages = {
  brand: '集い',
  waiting: 'よみこんで います',
  tryAgain: 'もう いちど たしかめる',
  print: 'いんさつする',
  certificate: {
    title: 'かつどうの しょうめい｜集い',
    heading: 'しょうめいしょを たしかめる',
    confirmed: 'ほんものの しょうめいしょです',
    confirmedHint: 'したの ことばは 出したときと おなじです。かみと くらべて ください。',
    checkedHere: 'この ブラウザも たしかめました。',
    checkedThere:
      'この ブラウザは けいさんが できません。しょうめいしょを 出した ところが たしかめました。',
    forged: 'ほんものか わかりません',
    forgedHint:
      '出したものと ちがいます。この しょうめいしょは つかわないで ください。あたらしい しょうめいしょを もらって ください。',
    unknown: 'この ばんごうの しょうめいしょは ありません',
    unknownHint:
      'QRコードを もう いちど よんで ください。おなじ ことばが 出たら しょうめいしょは ありません。',
    revoked: 'この しょうめいしょは つかえません',
    revokedHint: '出した あとで とりけしました。',
    offline: 'たしかめる ことが できませんでした',
    offlineHint: 'インターネットに つながりません。ただしいか どうかは まだ わかりません。',
    busy: 'すこし まって ください',
    busyHint: 'いま こんでいます。1ぷん まって もう いちど おして ください。',
    incomplete: 'QRコードから ひらいて ください',
    incompleteHint: 'しょうめいしょの QRコードを カメラで よんで ください。',
    name: 'なまえ',
    year: '年',
    participations: 'さんかした かず',
    times: (count) => `${count}かい`,
    hours: 'かつどうした じかん',
    duration: (hours, minutes) =>
      minutes === 0
        ? `${hours}じかん`
        : hours === 0
          ? `${minutes}ふん`
          : `${hours}じかん ${minutes}ふん`,
    hoursUnknown: 'きろくなし',
    hoursNote: 'かえった じかんが わかる かつどうだけ たしています。',
    rank: 'ランク',
    issued: '出した 日',
    number: 'しょうめいしょの ばんごう',
    activities: 'さんかした かつどう',
    date: '日',
    activity: 'かつどう',
    organizer: 'ひらいた ところ',
    venue: 'ばしょ',
    time: 'じかん',
    private: 'この ページは しょうめいしょと おなじことだけ 見せます。',
  },
  books: {
    title: 'ポイントの きろく｜集い',
    heading: 'ポイントの きろく',
    lead: 'まいばん ぜんぶの ポイントを けいさんして、ここに 出します。',
    right: 'ポイントは ぜんぶ あっています',
    rightHint: (accounts, entries) =>
      `${accounts}の ポイントを ${entries}の きろくから けいさんしました。ちがいは ありません。`,
    wrong: (accounts) => `${accounts}の ポイントが ちがいます`,
    wrongHint:
      'だれの ポイントかは 出しません。スタッフが しらべています。きろくは なくなって いません。',
    none: 'けいさんは まだです',
    noneHint: 'まいばん けいさんします。おわったら ここに 出ます。',
    failed: 'よむ ことが できませんでした',
    failedHint: 'きろくは だいじょうぶです。もう いちど おして ください。',
    at: 'けいさんした とき',
    entries: 'きろくの かず',
    accounts: 'ポイントの いれものの かず',
    held: 'みんなが もっている ポイント',
    points: (count) => `${count} P`,
    head: 'きょうの しるし',
    headHint: (chained) => `${chained}ばんめの きろくまで（SHA-256）`,
    copy: 'コピーする',
    copied: 'コピーしました',
    meaningHeading: 'しるしは なに？',
    meaning:
      'きろくは ひとつずつ まえの きろくと つながって います。ふるい きろくを かえると、しるしが ぜんぶ かわります。だから こっそり かえる ことは できません。',
    keep: 'しるしを かいて おくと、あとで くらべる ことが できます。',
    earlier: 'まえの しるし',
    earlierNone: 'まえの しるしは まだ ありません。',
    seal: 'しるし',
    result: 'けっか',
    resultRight: 'あっています',
    resultWrong: (accounts) => `${accounts}の ちがい`,
    verifyHeading: 'じぶんで たしかめる',
    verify:
      'きろくの コピーが あれば、この めいれいで はじめから けいさんできます。かえられた きろくの ばんごうが わかります。',
    command: 'npm run books -- verify',
  },
};
