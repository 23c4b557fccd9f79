/** Cards: for somebody who joins at the counter, in place of a lost one, and to print. */
import { randomUUID } from 'node:crypto';
import type { IssuedCard } from '#domain/contract/counter.ts';
import { writePassNumber } from '#domain/pass.ts';
import type { Ledger, PassRow } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { ProblemError } from '../errors.ts';
import type { PeopleDesk } from './people-desk.ts';

export interface CardDesk {
  /** Somebody joins with a card. */
  issue(nickname: string): Promise<IssuedCard>;
  /** The cards before it stop working, the phone does not. Rejects with ProblemError participant-unknown. */
  reissue(participantId: string): Promise<IssuedCard>;
  /** Nothing takes its place. Rejects with ProblemError pass-unknown. */
  revoke(serial: number): Promise<void>;
  /** Those that hold, by number. */
  page(afterSerial: number, limit: number): Promise<IssuedCard[]>;
}

export function createCardDesk({
  ledger,
  people,
  announcements,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}): CardDesk {
  const at = () => new Date(nowMs()).toISOString();
  const cardOf = async (row: PassRow, nickname: string): Promise<IssuedCard> => ({
    participantId: row.participantId,
    nickname,
    number: writePassNumber(row.serial),
    pass: await people.passText(row),
  });
  return {
    async issue(nickname) {
      // Random, not by time: an id in a code says nothing of its person (PP2).
      const participantId = randomUUID();
      const pass = people.newPass(null, nowMs());
      const row = await ledger.createParticipant({
        participantId,
        nickname,
        tokenHash: null,
        pass,
      });
      return cardOf(row, nickname);
    },

    async reissue(participantId) {
      const person = await ledger.person(participantId);
      if (person === null) throw new ProblemError('participant-unknown');
      const pass = people.newPass(null, nowMs());
      const row = await ledger.addPass(participantId, pass, { revoke: 'cards', at: at() });
      if (row === null) throw new ProblemError('participant-unknown');
      await announcements.personChanged(participantId, 'pass-changed');
      return cardOf(row, person.nickname);
    },

    async revoke(serial) {
      const row = await ledger.revokePass(serial, at());
      if (row === null) throw new ProblemError('pass-unknown');
      await announcements.personChanged(row.participantId, 'pass-changed');
    },

    async page(afterSerial, limit) {
      const rows = await ledger.cardPasses({ afterSerial, limit });
      const texts = await people.passTexts(rows);
      return rows.map(({ participantId, nickname, serial }, index) => ({
        participantId,
        nickname,
        number: writePassNumber(serial),
        pass: texts[index]!,
      }));
    },
  };
}
