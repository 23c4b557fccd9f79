/** How somebody stands: the one place that makes a `Me`, for their phone, its socket and the counter. */
import type { Me } from '#domain/contract/people.ts';
import { fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import type { ProgramVersion } from '#domain/program.ts';
import { programOn } from '#domain/program.ts';
import { rankAt } from '#domain/rank.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import { newestPass } from './people-desk.ts';
import { singly } from '../renewals.ts';

export interface MeDesk {
  /** Rejects with ProblemError participant-unknown, or with LedgerUnavailable. */
  me(participantId: string): Promise<Me>;
  /** The programme's criteria that hold now (PG1): prices and limits. */
  programToday(): Promise<ProgramVersion>;
}

export function createMeDesk({
  ledger,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly nowMs: () => number;
}): MeDesk {
  const reading = new Map<string, Promise<ProgramVersion[]>>();

  async function programToday(): Promise<ProgramVersion> {
    const versions = await singly(reading, 'versions', () => ledger.programVersions());
    const program = programOn(versions, tokyoDateOf(nowMs()));
    if (program === null) throw new Error('The books hold no programme for today.');
    return program;
  }

  return {
    programToday,
    async me(participantId) {
      const now = nowMs();
      const [person, account, { ranks, coupon, ticket }] = await Promise.all([
        ledger.person(participantId),
        ledger.balance(participantId),
        programToday(),
      ]);
      if (person === null) throw new ProblemError('participant-unknown');
      const fiscalYear = fiscalYearOf(now);
      const participations = person.participationsByYear[fiscalYear] ?? 0;
      return {
        participantId,
        nickname: person.nickname,
        ...account,
        fiscalYear,
        participations,
        ...rankAt(ranks, participations),
        passKind: newestPass(person)?.kind ?? 'card',
        prices: {
          coupon: coupon.points,
          ticket: ticket.points,
          ticketsPerRequest: ticket.perRequestMax,
        },
        at: new Date(now).toISOString(),
      };
    },
  };
}
