import type { CheckMessages } from './ja.ts';

export const en: CheckMessages = {
  heading: 'How to check it yourself',
  phone: {
    head: 'On this device',
    body: 'Press “Compute everything on this phone” on the draw’s page. It computes the result again from the published records alone.',
  },
  page: {
    head: 'Without a network',
    body: 'Save this page, go offline and open it. Drop the zip of records on it: it goes through the checks one by one.',
    link: 'The page that verifies (verify.html)',
  },
  script: {
    head: 'With a program written apart',
    body: 'It needs Python 3 and nothing else, and was written from the protocol, not from the program that draws.',
    link: 'Take verify_vd1.py',
    run: 'python3 verify_vd1.py bundle.zip',
  },
  code: {
    promised: 'SHA-256 that was promised before the first entry (code in open.txt)',
    general: 'The program’s SHA-256 is promised before the first entry, as code in open.txt.',
    same: 'The program that is handed out now is the one that was promised',
    other:
      'The program that is handed out now is newer than this draw. sha256sum shows whether yours is the promised one.',
    unreachable: 'It could not be compared. Try again once you are online.',
    again: 'Compare again',
  },
  open: {
    head: 'What no check can show',
    tickets: 'That there are no tickets that should not exist. The public books answer that.',
    books: 'See the books',
    people: 'That nobody entered under several names.',
    handing: 'That the prizes were handed to the winners.',
  },
};
