/** `/api/me`: what a participant sees of their own. */
import * as v from 'valibot';
import { EntryListSchema, MeSchema, PassAnswerSchema } from '#domain/contract/people.ts';
import { fiscalYearOf, tokyoDateOf } from '#domain/fiscal-year.ts';
import { programOn } from '#domain/program.ts';
import { rankAt } from '#domain/rank.ts';
import type { Ledger, PassRow, PersonRow } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { PeopleDesk } from '../people-desk.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';

const ENTRIES_PER_PAGE = 50;

const EntriesQuerySchema = v.object({ before: v.optional(v.pipe(v.string(), v.maxLength(200))) });

export function meRoutes({
  ledger,
  people,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
  readonly nowMs: () => number;
}): Route[] {
  async function personOf(participantId: string): Promise<PersonRow> {
    const person = await ledger.person(participantId);
    if (person === null) throw new ProblemError('participant-unknown');
    return person;
  }

  return [
    route({
      method: 'GET',
      path: '/api/me',
      summary: 'Points, participations in this fiscal year and rank.',
      guard: 'participant',
      answer: MeSchema,
      status: 200,
      problems: ['participant-unknown'],
      async handle({ identity: { participantId } }) {
        const now = nowMs();
        const [person, account, versions] = await Promise.all([
          personOf(participantId),
          ledger.balance(participantId),
          ledger.programVersions(),
        ]);
        const fiscalYear = fiscalYearOf(now);
        const participations = person.participationsByYear[fiscalYear] ?? 0;
        const program = programOn(versions, tokyoDateOf(now));
        if (program === null) throw new Error('The books hold no programme for today.');
        const { balance, earned } = account;
        const { nickname } = person;
        const standing = rankAt(program.ranks, participations);
        return {
          body: {
            participantId,
            nickname,
            balance,
            earned,
            fiscalYear,
            participations,
            ...standing,
          },
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/me/pass',
      summary: 'The pass to show at the door.',
      guard: 'participant',
      answer: PassAnswerSchema,
      status: 200,
      problems: ['participant-unknown'],
      async handle({ identity: { participantId } }) {
        const row = newestPass(await personOf(participantId));
        if (row === undefined) throw new ProblemError('not-found');
        const validUntil = new Date(row.validUntilS * 1_000).toISOString();
        return { body: { pass: await people.passText(row), validUntil } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/me/entries',
      summary: 'What was booked, newest first, 50 a page.',
      guard: 'participant',
      query: EntriesQuerySchema,
      answer: EntryListSchema,
      status: 200,
      async handle({ identity: { participantId }, query }) {
        const options = { before: query.before ?? null, limit: ENTRIES_PER_PAGE };
        return { body: await ledger.entries(participantId, options) };
      },
    }),
  ];
}

/** The newest pass that was not revoked; the phone's before the card. */
function newestPass({ passes }: PersonRow): PassRow | undefined {
  const held = passes.filter(({ revoked }) => !revoked);
  const byAge = held.toSorted((a, b) => b.serial - a.serial);
  return byAge.find(({ kind }) => kind === 'phone') ?? byAge[0];
}
