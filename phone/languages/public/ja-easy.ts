import type { PublicMessages } from './ja.ts';

export const jaEasy: PublicMessages = {
  brand: '集い',
  waiting: 'よんでいます',
  tryAgain: 'もういちど たしかめる',
  print: 'いんさつする',
  certificate: {
    title: 'かつどうの しょうめい｜集い',
    heading: 'しょうめいしょを たしかめる',
    confirmed: 'ほんものの しょうめいしょです',
    confirmedHint:
      'したの ことばは、だした ときと おなじです。もっている しょうめいしょと くらべてください。',
    checkedHere: 'この ブラウザーでも たしかめました。',
    checkedThere:
      'この ブラウザーでは たしかめられません。しょうめいしょを だした ところが たしかめました。',
    forged: 'ほんものか わかりません',
    forgedHint: 'だした ものと ちがいます。あたらしい しょうめいしょを もらってください。',
    unknown: 'この ばんごうの しょうめいしょは ありません',
    unknownHint:
      'QRコードを もういちど よんでください。また おなじ ことばが でたら、この しょうめいしょは ありません。',
    revoked: 'この しょうめいしょは つかえません',
    revokedHint: 'だした あとで とりけしました。',
    offline: 'たしかめられませんでした',
    offlineHint: 'インターネットに つながりません。ほんものかは まだ わかりません。',
    busy: 'すこし まってください',
    busyHint: 'いま こんでいます。1分 まって もういちど おしてください。',
    incomplete: 'QRコードから ひらいてください',
    incompleteHint: 'しょうめいしょの QRコードを カメラで よんでください。',
    name: 'なまえ',
    year: '年',
    participations: 'さんかした かず',
    times: (count) => `${count}かい`,
    hours: 'かつどうした じかん',
    duration: (hours, minutes) =>
      minutes === 0
        ? `${hours}じかん`
        : hours === 0
          ? `${minutes}分`
          : `${hours}じかん ${minutes}分`,
    hoursUnknown: 'きろくが ありません',
    hoursNote: 'かえった じかんが わかる かつどうだけの ごうけいです。',
    rank: 'ランク',
    issued: 'だした 日',
    number: 'しょうめいしょの ばんごう',
    activities: 'さんかした かつどう',
    date: '日',
    activity: 'かつどう',
    organizer: 'ひらいた ところ',
    venue: 'ばしょ',
    time: 'じかん',
    private: 'この ページに でるのは、しょうめいしょに かいてある ことだけです。',
  },
  books: {
    title: 'ポイントの きろく｜集い',
    heading: 'ポイントの きろく',
    lead: 'まいばん ぜんぶの ポイントを けいさんします。けっかを ここに だします。',
    right: 'ポイントは ぜんぶ あっています',
    rightHint: (accounts, entries) =>
      `${accounts}この いれものの ポイントを、${entries}けんの きろくから けいさんしました。ちがいは ありません。`,
    wrong: (accounts) => `${accounts}この いれもので ポイントが ちがいます`,
    wrongHint:
      'だれの ポイントかは だしません。スタッフが しらべています。きろくは なくなっていません。',
    late: 'けいさんが おくれています',
    lateHint: 'したは まえの けっかです。そのあとの きろくは まだ けいさんしていません。',
    none: 'けいさんは まだです',
    noneHint: 'まいばん けいさんします。おわったら ここに でます。',
    failed: 'よめませんでした',
    failedHint:
      'きろくは なくなっていません。インターネットに つないで、もういちど おしてください。',
    at: 'けいさんした とき',
    entries: 'きろくの かず',
    accounts: 'ポイントの いれものの かず',
    held: 'みんなが もっている ポイント',
    points: (count) => `${count} P`,
    head: 'あたらしい しるし',
    headHint: (chained) => `${chained}ばんめの きろくまで（SHA-256）`,
    copy: 'コピーする',
    copied: 'コピーしました',
    meaningHeading: 'しるしは なに？',
    meaning:
      'きろくは ひとつずつ まえの きろくと つながっています。ふるい きろくを かえると、しるしが ぜんぶ かわります。だから こっそり かえる ことは できません。',
    keep: 'しるしを かいて おくと、あとで くらべる ことが できます。',
    earlier: 'まえの しるし',
    earlierNone: 'まえの しるしは まだ ありません。',
    seal: 'しるし',
    result: 'けっか',
    resultRight: 'あっています',
    resultWrong: (accounts) => `${accounts}この いれもので ちがいます`,
    verifyHeading: 'じぶんで たしかめる',
    verify:
      'きろくの コピーが あれば、この めいれいで はじめから けいさんできます。かえられた きろくの ばんごうが わかります。',
    command: 'npm run books -- verify',
  },
};
