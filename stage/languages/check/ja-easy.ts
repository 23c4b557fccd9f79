import type { CheckMessages } from './ja.ts';

export const jaEasy: CheckMessages = {
  heading: 'じぶんで たしかめる',
  phone: {
    head: 'この スマホで',
    body: 'くじの ページで「この スマホで ぜんぶ けいさんする」を おします。けっかを もういちど けいさんします。',
  },
  page: {
    head: 'ネットなしで',
    body: 'つぎの ページを ほぞんします。ネットを きって ひらきます。きろくの zipを えらぶと たしかめます。',
    link: 'たしかめる ページ（verify.html）',
  },
  script: {
    head: 'べつの プログラムで',
    body: 'Python 3 だけで うごきます。くじの プログラムとは べつに つくりました。',
    link: 'verify_vd1.py を ダウンロード',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised: 'もうしこみの まえに やくそくした しるし（open.txt の code）',
    general: 'この プログラムの しるしは、もうしこみの まえに やくそくします（open.txt の code）。',
    same: 'いまの プログラムは、やくそくと おなじです',
    other: 'いまの プログラムは、やくそくより あたらしいです。',
    unreachable: 'くらべられませんでした。あとで もういちど ためしてください。',
    again: 'もういちど くらべる',
  },
  open: {
    head: 'ここでは わからないこと',
    tickets: 'うその けんが ないか。これは ポイントの きろくで わかります。',
    books: 'ポイントの きろくを みる',
    people: '1人が たくさんの なまえを つかっていないか。',
    handing: 'しょうひんを わたしたか。',
  },
};
