/** The shop's desk in English. */
import type { ShopMessages } from './ja.ts';

export const en: ShopMessages = {
  ready: {
    call: 'Show your\ncoupon',
    area: 'Area',
    takenToday: (count) => (count === 1 ? 'coupon taken today' : 'coupons taken today'),
    takenShort: 'today',
    takenSpoken: (count) => `Coupons taken today: ${count}`,
    menu: 'Tablet menu (press and hold)',
    cameraLost: 'A barcode scanner works too',
  },
  taken: {
    kicker: 'Coupon taken',
    number: 'Number',
    left: (points) => `The customer has ${points} points left`,
    returning: 'Ready for the next coupon soon',
  },
  used: {
    head: 'Already used',
    sub: 'This coupon was used before',
    justNow: 'You took this coupon just now',
    at: 'first use',
    note: 'A coupon can be used once',
  },
  choose: {
    honorific: '',
    balance: 'Points to spend',
    unit: 'P',
    coupons: 'Coupons they hold',
    noCoupons: 'No coupon of this shop',
    offers: (points) => `Spend ${points} points now`,
    noOffers: 'Nothing to exchange for now',
    use: 'Use',
    exchange: 'Exchange',
    short: (missing) => `${missing} points are missing`,
    yen: (yen) => `worth ¥${yen}`,
    back: 'Cancel',
  },
  ask: {
    coupon: 'Use this coupon now?',
    offer: (points) => `Spend ${points} points and hand it over now?`,
    left: (before, after) => `Points left: ${before} → ${after}`,
    yes: 'Use it',
    sending: 'Sending',
    again: 'Send again',
    no: 'Back',
    undecided: {
      offline: 'No network. Nothing was used yet. Press again once you are online',
      'no-answer': 'No answer came. Press again. It cannot be used twice',
      unavailable: 'Not possible right now. Nothing was used yet. Wait a little and press again',
      busy: 'Busy. Wait a little and press again',
      other: 'That did not work. Press again. It cannot be used twice',
    },
  },
  problems: {
    kicker: 'No coupon was taken yet',
    unsure: 'We do not know yet if it was taken',
    help: 'Need help? Call the city’s counter',
    of: {
      'coupon-of-another-shop': {
        head: 'A coupon of\nanother shop',
        steps: ['Check the shop’s name\non it together', 'Show a coupon\nof this shop'],
      },
      'coupon-unknown': {
        head: 'We cannot find\nthis coupon',
        steps: ['Ask them to open\nCoupons again'],
      },
      'coupon-taken-back': {
        head: 'This coupon\nwas taken back',
        steps: ['The points went back\nto the customer', 'They can exchange\na new coupon'],
      },
      'code-stale': {
        head: 'Please ask for\nthe live screen',
        steps: ['Ask them to open\nCoupons again', 'Show the screen\nwhose dots move'],
      },
      'code-forged': {
        head: 'We cannot verify\nthis code',
        steps: ['Ask them to open\nCoupons again', 'Show it again'],
      },
      'code-of-a-pass': {
        head: 'This looks like\na Pass',
        steps: ['Ask them to open\nthe coupon', 'Show its code'],
      },
      'code-unreadable': {
        head: 'This is not\na Tsudoi code',
        steps: ['Show the coupon’s screen\nor the paper card'],
      },
      'card-unread': {
        head: 'We could not\nread the card',
        steps: ['Tap it again and hold it\nfor a moment', 'Or show the card’s\nQR code'],
      },
      'pass-revoked': {
        head: 'This card is\nno longer in use',
        steps: ['Show the newest card', 'None at hand? Point them\nto the city’s counter'],
      },
      'pass-unknown': {
        head: 'We cannot find\ntheir registration',
        steps: ['Point them to\nthe city’s counter'],
      },
      'pass-expired': {
        head: 'This card\nhas expired',
        steps: ['Show the newest card', 'None at hand? Point them\nto the city’s counter'],
      },
      'balance-insufficient': {
        head: 'Not enough\npoints',
        steps: ['Taking part in activities\nearns points'],
      },
      'offer-closed': {
        head: 'This item is not\non offer now',
        steps: ['Show the card again\nand choose another item'],
      },
      'shop-closed': {
        head: 'No exchange at\nthis shop now',
        steps: ['Coupons they hold\ncan still be used'],
      },
      offline: {
        head: 'No network',
        steps: ['Nothing was used', 'Show it again once\nyou are online'],
      },
      'no-answer': {
        head: 'No answer came',
        steps: [
          'Check the network and\nshow the code again',
          'If it says “used” and the time\nis now, all is done',
        ],
      },
      unavailable: {
        head: 'Not possible\nright now',
        steps: ['Nothing was used', 'Wait a little and\nshow it again'],
      },
      busy: {
        head: 'Busy just now',
        steps: ['Wait a little and\nshow it again'],
      },
      other: {
        head: 'That did\nnot work',
        steps: ['Show it again'],
      },
    },
    lack: (balance, needed) => `It takes ${needed} points,\nthere are ${balance}`,
  },
  menu: {
    head: 'Tablet menu',
    sound: 'Try the sound',
    reload: 'Reload',
    fullscreen: 'Full screen',
    fullscreenLeave: 'Leave full screen',
    camera: 'Camera',
    cameraAuto: 'Choose by itself',
    cameraNumber: (number) => `Camera ${number}`,
    connection: 'Connection',
    leave: 'Remove this tablet from the shop',
    leaveSure: 'It will take no more coupons. To use it again, you need a new enrollment code.',
    leaveYes: 'Remove',
    cancel: 'Keep it',
    close: 'Back to coupons',
  },
};
