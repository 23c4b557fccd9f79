/** やさしい日本語: phrases with spaces, few kanji, one thing a sentence. */
import type { ShopMessages } from './ja.ts';

export const jaEasy: ShopMessages = {
  ready: {
    call: 'クーポンを ここに\nみせてください',
    area: 'ばしょ',
    takenToday: () => 'まい きょう うけとりました',
    takenShort: 'まい きょう',
    takenSpoken: (count) => `きょうの クーポンは ${count}まいです`,
    menu: 'きかいの メニュー（ながく おす）',
    cameraLost: 'バーコードの きかいも つかえます',
  },
  taken: {
    kicker: 'クーポンを うけとりました',
    number: 'ばんごう',
    left: (points) => `のこりは ${points}ポイントです`,
    returning: 'もうすぐ つぎの 人の ばんです',
  },
  used: {
    head: 'もう\nつかいました',
    sub: 'この クーポンは もう つかえません',
    justNow: 'いま うけとった クーポンです',
    at: 'に つかいました',
    note: '1まいの クーポンは 1かいだけ つかえます',
  },
  choose: {
    honorific: 'さん',
    balance: 'つかえる ポイント',
    unit: 'P',
    coupons: 'もっている クーポン',
    noCoupons: 'この おみせの クーポンは ありません',
    offers: (points) => `${points}ポイントで こうかんして つかう`,
    noOffers: 'いま こうかんできる ものは ありません',
    use: 'つかう',
    exchange: 'こうかんして つかう',
    short: (missing) => `あと ${missing}ポイント いります`,
    yen: (yen) => `${yen}円の もの`,
    back: 'やめる',
  },
  ask: {
    coupon: 'この クーポンを つかいますか',
    offer: (points) => `${points}ポイントを つかって、いま うけとりますか`,
    left: (before, after) => `のこり ${before} → ${after} ポイント`,
    yes: 'つかう',
    sending: 'おくっています',
    again: 'もういちど おくる',
    no: 'もどる',
    undecided: {
      offline: 'つながっていません。まだ つかっていません。あとで もういちど おしてください',
      'no-answer': 'へんじが ありません。もういちど おしてください。2かい つかうことは ありません',
      unavailable: 'いまは できません。まだ つかっていません。すこし まって おしてください',
      busy: 'すこし まってください。それから もういちど おしてください',
      other: 'できませんでした。もういちど おしてください。2かい つかうことは ありません',
    },
  },
  problems: {
    kicker: 'まだ うけとっていません',
    unsure: 'うけとったか まだ わかりません',
    help: 'こまったときは 市の まどぐちへ',
    of: {
      'coupon-of-another-shop': {
        head: 'ほかの おみせの\nクーポンです',
        steps: [
          'クーポンの おみせの なまえを\nみてください',
          'この おみせの クーポンを\nみせてください',
        ],
      },
      'coupon-unknown': {
        head: 'この クーポンは\nありません',
        steps: ['「クーポン」を もういちど\nひらいてもらってください'],
      },
      'coupon-taken-back': {
        head: 'この クーポンは\nつかえません',
        steps: ['ポイントは\nもどっています', 'あたらしい クーポンと\nこうかんしてください'],
      },
      'code-stale': {
        head: 'いまの がめんを\nみせてください',
        steps: [
          '「クーポン」を もういちど\nひらいてもらってください',
          '点が うごいている がめんを\nみせてください',
        ],
      },
      'code-forged': {
        head: 'コードを\nたしかめられません',
        steps: [
          '「クーポン」を もういちど\nひらいてもらってください',
          'もういちど\nみせてください',
        ],
      },
      'code-of-a-pass': {
        head: 'これは\n「パス」です',
        steps: ['クーポンを\nひらいてもらってください', 'クーポンの コードを\nみせてください'],
      },
      'code-unreadable': {
        head: 'この コードは\nつかえません',
        steps: ['クーポンか カードを\nみせてください'],
      },
      'card-unread': {
        head: 'カードが\nよめませんでした',
        steps: [
          'カードを もういちど\nゆっくり タッチしてください',
          'または QRコードを\nみせてください',
        ],
      },
      'pass-revoked': {
        head: 'この カードは\nもう つかえません',
        steps: [
          'あたらしい カードを\nみせてください',
          'ないときは 市の まどぐちに\nきいてください',
        ],
      },
      'pass-unknown': {
        head: 'とうろくが\nみつかりません',
        steps: ['市の まどぐちに\nきいてください'],
      },
      'pass-expired': {
        head: 'この カードは\nふるいです',
        steps: [
          'あたらしい カードを\nみせてください',
          'ないときは 市の まどぐちに\nきいてください',
        ],
      },
      'balance-insufficient': {
        head: 'ポイントが\nたりません',
        steps: ['かつどうに くると\nポイントが つきます'],
      },
      'offer-closed': {
        head: 'これは いま\nこうかんできません',
        steps: ['カードを もういちど みせて\nほかの ものを えらんでください'],
      },
      'shop-closed': {
        head: 'いまは\nこうかんできません',
        steps: ['もっている クーポンは\nつかえます'],
      },
      offline: {
        head: 'つながって\nいません',
        steps: ['クーポンは\nつかっていません', 'つながったら もういちど\nみせてください'],
      },
      'no-answer': {
        head: 'へんじが\nありません',
        steps: [
          'もういちど\nみせてください',
          '「もう つかいました」の じかんが\nいまなら だいじょうぶです',
        ],
      },
      unavailable: {
        head: 'いまは\nできません',
        steps: ['クーポンは\nつかっていません', 'すこし まって もういちど\nみせてください'],
      },
      busy: {
        head: 'すこし\nまってください',
        steps: ['それから もういちど\nみせてください'],
      },
      other: {
        head: 'うまく\nできませんでした',
        steps: ['もういちど\nみせてください'],
      },
    },
    lack: (balance, needed) => `${needed}ポイント いります\nいま ${balance}ポイントです`,
  },
  menu: {
    head: 'きかいの メニュー',
    sound: 'おとを ためす',
    reload: 'もういちど ひらく',
    fullscreen: '大きな がめんに する',
    fullscreenLeave: '大きな がめんを やめる',
    camera: 'カメラ',
    cameraAuto: 'じどうで えらぶ',
    cameraNumber: (number) => `カメラ ${number}`,
    connection: 'つながり',
    leave: 'おみせの とうろくを やめる',
    leaveSure: 'とうろくを やめますか。また つかうときは、あたらしい コードが いります。',
    leaveYes: 'やめる',
    cancel: 'やめない',
    close: 'クーポンに もどる',
  },
};
