import type { Widened } from '#ui/language/language.ts';

/** How anybody checks a draw without us, and what no check can show. */
export const ja = {
  heading: '自分で確かめるには',
  phone: {
    head: 'この端末で',
    body: '抽選のページで「この端末ですべて計算する」を押します。公開された記録だけから、結果まで計算しなおします。',
  },
  page: {
    head: '通信なしで',
    body: '次のページを保存し、通信を切って開きます。記録のzipを置くと、1項目ずつ確かめます。',
    link: '確かめるページ（verify.html）',
  },
  script: {
    head: '別に書かれたプログラムで',
    body: 'Python 3 だけで動きます。抽選のプログラムとは別に、手順書から書かれています。',
    link: 'verify_vd1.py を取り出す',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised: '最初の応募の前に約束されたSHA-256（open.txt の code）',
    general: 'このプログラムのSHA-256は、最初の応募の前に open.txt の code で約束されます。',
    same: 'いま配られているプログラムは、約束されたものと同じです',
    other:
      'いま配られているのは、この抽選のあとの版です。約束された版かどうかは sha256sum でわかります。',
    unreachable: '約束と比べられませんでした。つながってから、もう一度お試しください。',
    again: 'もう一度比べる',
  },
  open: {
    head: 'この仕組みでも確かめられないこと',
    tickets: '存在しないはずの券がないか。これには、公開された帳簿が答えます。',
    books: '帳簿を見る',
    people: 'ひとりが、いくつもの名前で応募していないか。',
    handing: '賞品が、当せんした方に渡されたか。',
  },
};

export type CheckMessages = Widened<typeof ja>;
