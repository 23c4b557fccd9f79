import type { CheckMessages } from './ja.ts';

export const en: CheckMessages = {
  heading: 'How to check it yourself',
  phone: {
    head: 'On this device',
    body: 'Press “Compute everything on this phone” on the draw’s page. It computes the result again from the published records alone.',
  },
  page: {
    head: 'Without a network',
    body: 'Save this page, go offline and open it. Choose the zip of the records: it checks them one by one.',
    link: 'The page that checks (verify.html)',
  },
  script: {
    head: 'With a separate program',
    body: 'It needs only Python 3. It was written from the public description, not from the program that draws.',
    link: 'Download verify_vd1.py',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised:
      'Fingerprint of the program, promised before the first entry (code in open.txt, SHA-256)',
    general:
      'The program’s fingerprint (SHA-256) is promised before the first entry, as code in open.txt.',
    same: 'The program you download now is the one that was promised',
    other:
      'The program you download now is newer than this draw. sha256sum shows whether yours is the promised one.',
    unreachable: 'It could not be compared with the promise. Try again once you are online.',
    again: 'Compare again',
  },
  open: {
    head: 'What no check can show',
    tickets: 'Whether there are tickets that should not exist. The public books show that.',
    books: 'See the books',
    people: 'Whether somebody entered under several names.',
    handing: 'Whether the winners received their prizes.',
  },
};
