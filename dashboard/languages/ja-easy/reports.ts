/** きろく。 */
import type { Messages } from '../ja.ts';

export const reports: Messages['reports'] = {
  heading: 'きろく',
  lead: 'よるに、ポイントを ぜんぶ けいさんして たしかめます。',
  right: 'ぜんぶ あっています',
  rightLead: (accounts, entries) => `${accounts}の こうざと ${entries}の きろくを たしかめました。`,
  wrong: (count) => `${count}の こうざが あいません`,
  wrongLead: 'ポイントを つかうのを とめて、システムの 人に しらせてください。',
  none: 'まだ たしかめていません',
  noneLead: 'こんや たしかめます。',
  at: 'たしかめた とき',
  accounts: 'こうざ',
  entries: 'きろく',
  pointsHeld: 'みんなの ポイント',
  tookMs: 'かかった じかん',
  milliseconds: (count) => `${count}ミリびょう`,
  head: 'くさりの さき',
  headLead: (entries) =>
    `${entries}の きろくの しるしです。かいておくと、だれかが かえたとき わかります。`,
  copy: 'コピーする',
  copied: 'コピーしました',
  notCopied: 'コピーできません。文字を えらんで コピーしてください。',
  earlier: 'まえの けっか',
  chained: (count) => `${count}まで`,
  ok: 'あっています',
  bad: (count) => `${count}が あいません`,
  publicPage: 'みんなの ページ',
};
