/** きろく。 */
import type { Messages } from '../ja.ts';

export const reports: Messages['reports'] = {
  heading: 'きろく',
  lead: 'まいばん、ポイントを ぜんぶ けいさんして たしかめます。',
  right: 'ぜんぶ あっています',
  rightLead: (accounts, entries) =>
    `${accounts}の こうざと ${entries}けんの きろくを たしかめました。`,
  wrong: (count) => `${count}の こうざが あいません`,
  wrongLead: 'ポイントを つかうのを とめて、システムの 人に しらせてください。',
  late: 'たしかめるのが おくれています',
  lateLead: 'したは まえの けっかです。システムの 人に しらせてください。',
  none: 'まだ たしかめていません',
  noneLead: 'はじめは こんや たしかめます。けっかは ここに でます。',
  at: 'たしかめた とき',
  accounts: 'こうざ',
  entries: 'きろく',
  pointsHeld: 'みんなの ポイント',
  tookMs: 'かかった じかん',
  milliseconds: (count) => `${count}ミリびょう`,
  head: 'あたらしい しるし',
  headLead: (entries) =>
    `${entries}けんの きろくの しるしです。かいておくと、あとで かえられたときに わかります。`,
  copy: 'コピーする',
  copied: 'コピーしました',
  notCopied: 'コピーできません。もじを えらんで コピーしてください。',
  earlier: 'まえの けっか',
  chained: (count) => `${count}けんまで`,
  ok: 'あっています',
  bad: (count) => `${count}の こうざが あいません`,
  publicPage: 'だれでも みる ページ',
};
