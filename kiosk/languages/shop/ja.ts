/** The shop's desk in Japanese; the shape of the other languages. A `\n` is a break made by hand. */
import type { Widened } from '#ui/language/language.ts';

export const ja = {
  ready: {
    call: 'クーポンのコードを\nかざしてください',
    area: '場所',
    takenToday: (_count: number) => '枚を今日受け取りました',
    takenShort: '枚 今日',
    takenSpoken: (count: string) => `今日受け取ったクーポンは${count}枚です`,
    menu: '端末のメニュー（長押し）',
    cameraLost: 'バーコードリーダーもお使いいただけます',
  },
  taken: {
    kicker: 'クーポンを受け取りました',
    number: '番号',
    left: (points: string) => `お客さまの残りは${points}ポイントです`,
    returning: 'まもなく次の受付にもどります',
  },
  used: {
    head: '使用ずみです',
    sub: 'このクーポンは、もう使われています',
    justNow: 'たったいま受け取ったクーポンです',
    at: 'に使われました',
    note: 'クーポンは、1枚につき1回だけ使えます',
  },
  choose: {
    honorific: 'さん',
    balance: '使えるポイント',
    unit: 'P',
    coupons: '持っているクーポン',
    noCoupons: 'このお店で使えるクーポンはありません',
    offers: (points: string) => `${points}ポイントで交換して使う`,
    noOffers: 'いま交換できる品物はありません',
    use: '使う',
    exchange: '交換して使う',
    short: (missing: string) => `あと${missing}ポイントで交換できます`,
    yen: (yen: string) => `${yen}円相当`,
    back: 'やめる',
  },
  ask: {
    coupon: 'このクーポンを使いますか',
    offer: (points: string) => `${points}ポイントを使って、いま受け取りますか`,
    left: (before: string, after: string) => `残り ${before} → ${after} ポイント`,
    yes: '使う',
    sending: '送っています',
    again: 'もう一度送る',
    no: 'もどる',
    /** What to do when the server has not decided; the same wish may be sent again (PT5). */
    undecided: {
      offline: '通信がとぎれています。まだ使われていません。つながったら、もう一度押してください',
      'no-answer': '返事がありませんでした。もう一度押してください。二重に使われることはありません',
      unavailable: 'いまは受付できません。まだ使われていません。少し待って、もう一度押してください',
      busy: '混み合っています。少し待って、もう一度押してください',
      other: 'うまくいきませんでした。もう一度押してください。二重に使われることはありません',
    },
  },
  problems: {
    kicker: 'クーポンはまだ受け取っていません',
    unsure: '受け取れたか、まだ確認できていません',
    help: 'お困りのときは市の窓口へご連絡ください',
    of: {
      'coupon-of-another-shop': {
        head: 'ほかのお店の\nクーポンです',
        steps: [
          'クーポンにあるお店の名前を\nご一緒にご確認ください',
          'このお店のクーポンを\nかざしてください',
        ],
      },
      'coupon-unknown': {
        head: 'このクーポンは\n見つかりません',
        steps: ['お客さまの「クーポン」を\n開きなおしてもらってください'],
      },
      'coupon-taken-back': {
        head: '取り消された\nクーポンです',
        steps: [
          'ポイントはお客さまに\nもどっています',
          '新しいクーポンと\n交換してもらってください',
        ],
      },
      'code-stale': {
        head: '動いている画面を\n見せてください',
        steps: [
          'お客さまの「クーポン」を\n開きなおしてもらってください',
          '新しいコードをもう一度\nかざしてください',
        ],
      },
      'code-forged': {
        head: 'コードを\n確認できませんでした',
        steps: [
          'お客さまの「クーポン」を\n開きなおしてもらってください',
          'もう一度かざしてください',
        ],
      },
      'code-of-a-pass': {
        head: '「パス」の画面の\nようです',
        steps: ['クーポンの画面を\n開いてもらってください', 'そのコードを\nかざしてください'],
      },
      'code-unreadable': {
        head: '集いのコードでは\nないようです',
        steps: ['クーポンの画面か紙のカードを\nかざしてください'],
      },
      'card-unread': {
        head: 'カードを\n読みとれませんでした',
        steps: [
          'カードをもう一度\nゆっくりタッチしてください',
          'または、カードのQRコードを\nかざしてください',
        ],
      },
      'pass-revoked': {
        head: 'このカードは\nもう使えません',
        steps: ['新しいカードを\nかざしてください', 'お手元にないときは\n市の窓口をご案内ください'],
      },
      'pass-unknown': {
        head: '登録が\n見つかりません',
        steps: ['市の窓口を\nご案内ください'],
      },
      'pass-expired': {
        head: 'カードの期限が\n切れています',
        steps: ['新しいカードを\nかざしてください', 'お手元にないときは\n市の窓口をご案内ください'],
      },
      'balance-insufficient': {
        head: 'ポイントが\n足りません',
        steps: ['活動に参加すると\nポイントがたまります'],
      },
      'offer-closed': {
        head: 'この品物は\nいま交換できません',
        steps: ['カードをもう一度かざして\nほかの品物をお選びください'],
      },
      'shop-closed': {
        head: 'このお店では\nいま交換できません',
        steps: ['お持ちのクーポンは\nそのまま使えます'],
      },
      offline: {
        head: '通信が\nとぎれています',
        steps: ['クーポンは使われていません', 'つながったら、もう一度\nかざしてください'],
      },
      'no-answer': {
        head: '返事が\nありませんでした',
        steps: [
          '通信を確認して、もう一度\nかざしてください',
          '「使用ずみ」の時刻がいまなら\n受け取りはできています',
        ],
      },
      unavailable: {
        head: 'いまは\n受付できません',
        steps: ['クーポンは使われていません', '少し待って、もう一度\nかざしてください'],
      },
      busy: {
        head: '混み合って\nいます',
        steps: ['少し待って、もう一度\nかざしてください'],
      },
      other: {
        head: 'うまく\nいきませんでした',
        steps: ['もう一度\nかざしてください'],
      },
    },
    /** In place of the first step, when the figures are known. */
    lack: (balance: string, needed: string) =>
      `${needed}ポイント必要で\nいま${balance}ポイントです`,
  },
  menu: {
    head: '端末のメニュー',
    sound: '音をためす',
    reload: '再読み込み',
    fullscreen: '全画面にする',
    fullscreenLeave: '全画面をやめる',
    camera: 'カメラ',
    cameraAuto: '自動で選ぶ',
    cameraNumber: (number: string) => `カメラ${number}`,
    connection: '接続',
    leave: 'このお店から登録を解除',
    leaveSure: '登録を解除しますか。もう一度使うには、新しい登録コードがいります。',
    leaveYes: '解除する',
    cancel: '解除しない',
    close: '受付にもどる',
  },
};

export type ShopMessages = Widened<typeof ja>;
