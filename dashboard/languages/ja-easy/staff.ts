/** スタッフ。 */
import type { Messages } from '../ja.ts';

export const staff: Messages['staff'] = {
  heading: 'スタッフ',
  lead: 'この がめんに ログインできる 人です。',
  add: 'スタッフを いれる',
  you: 'あなた',
  role: { administrator: 'かんりしゃ', staff: 'スタッフ' },
  since: (date) => `${date}から`,
  remove: 'はずす',
  removeFor: (name) => `${name}を はずす`,
  newHeading: 'スタッフを いれる',
  newLead: 'さいしょの パスワードは 1かいだけ でます。',
  name: 'なまえ',
  nameHint: 'きろくに のこります。',
  email: 'メールアドレス',
  create: 'いれる',
  made: (name) => `${name}を いれました`,
  password: 'パスワード',
  passwordOnce: 'この パスワードは いまだけ でます。その人に わたしてください。',
  copy: 'コピーする',
  copied: 'コピーしました',
  notCopied: 'コピーできません。もじを えらんで コピーしてください。',
  removeHeading: (name) => `${name}を はずしますか`,
  removeLead:
    'すぐに ログインできなくなります。ひらいている がめんも おわります。きろくの なまえは のこります。',
  removeYes: 'はずす',
  onlyAdministrators: 'この ページは かんりしゃだけです。',
};
