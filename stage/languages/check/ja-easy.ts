import type { CheckMessages } from './ja.ts';

export const jaEasy: CheckMessages = {
  heading: 'じぶんで たしかめる',
  phone: {
    head: 'この スマホで',
    body: 'ちゅうせんの ページで「この スマホで ぜんぶ けいさんする」を おします。けっかを もういちど けいさんします。',
  },
  page: {
    head: 'ネットなしで',
    body: 'つぎの ページを ほぞんします。ネットを きって ひらきます。きろくの zipを おくと たしかめます。',
    link: 'たしかめる ページ（verify.html）',
  },
  script: {
    head: 'べつの プログラムで',
    body: 'Python 3 だけで うごきます。ちゅうせんの プログラムとは べつに つくりました。',
    link: 'verify_vd1.py を もらう',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised: 'はじめに やくそくした しるし（open.txt の code）',
    general: 'この プログラムの しるしは、おうぼの まえに やくそくします（open.txt の code）。',
    same: 'いまの プログラムは、やくそくと おなじです',
    other: 'いまの プログラムは、やくそくより あたらしいです。',
    unreachable: 'くらべられませんでした。あとで もういちど ためしてください。',
    again: 'もういちど くらべる',
  },
  open: {
    head: 'ここでは わからないこと',
    tickets: 'あるはずのない けんが ないか。これは ちょうぼを みると わかります。',
    books: 'ちょうぼを みる',
    people: 'ひとりが たくさんの なまえを つかっていないか。',
    handing: 'しょうひんを わたしたか。',
  },
};
