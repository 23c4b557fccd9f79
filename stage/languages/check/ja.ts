import type { Widened } from '#ui/language/language.ts';

/** How anybody checks a draw without us, and what no check can show. */
export const ja = {
  heading: '自分で確かめるには',
  phone: {
    head: 'この端末で',
    body: '抽選会のページで「この端末ですべて計算する」を押します。公開された記録だけから、結果まで計算しなおします。',
  },
  page: {
    head: '通信なしで',
    body: '次のページを保存し、通信を切ってから開きます。記録のzipを選ぶと、1項目ずつ確かめます。',
    link: '確かめるページ（verify.html）',
  },
  script: {
    head: '別に書かれたプログラムで',
    body: 'Python 3だけで動きます。抽選のプログラムは使わず、公開の手順書から書き起こしました。',
    link: 'verify_vd1.pyをダウンロード',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised: '最初の応募の前に約束した、プログラムのしるし（open.txtのcode、SHA-256）',
    general: 'このプログラムのしるし（SHA-256）は、最初の応募の前にopen.txtのcodeで約束します。',
    same: 'いま配っているプログラムは、約束したものと同じです',
    other:
      'いま配っているのは、この抽選会のあとに新しくした版です。お手元の版が約束したものかどうかは、sha256sumでわかります。',
    unreachable: '約束したものと比べられませんでした。つながってから、もう一度お試しください。',
    again: 'もう一度比べる',
  },
  open: {
    head: 'このしくみでも確かめられないこと',
    tickets: 'あるはずのない抽選券がないか。これは、公開の台帳でわかります。',
    books: '台帳を見る',
    people: '1人が、いくつもの名前で応募していないか。',
    handing: '賞品が、当せんした方に渡されたか。',
  },
};

export type CheckMessages = Widened<typeof ja>;
