/** `/api/me`: what a participant sees of their own, moves to another phone, or takes away. */
import * as v from 'valibot';
import {
  EntryListSchema,
  MeSchema,
  PassAnswerSchema,
  TransferCodeSchema,
} from '#domain/contract/people.ts';
import type { Ledger, PassRow } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import { ProblemError } from '../errors.ts';
import type { MeDesk } from '../people/me-desk.ts';
import { isToBeRenewed, newestPass } from '../people/people-desk.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { makeTransferCode } from '../people/transfer-codes.ts';

const ENTRIES_PER_PAGE = 50;

const EntriesQuerySchema = v.object({ before: v.optional(v.pipe(v.string(), v.maxLength(200))) });

export interface MeRouteParts {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
  readonly me: MeDesk;
  readonly announcements: Announcements;
  readonly nowMs: () => number;
}

export function meRoutes(parts: MeRouteParts): Route[] {
  return [...readingRoutes(parts), ...leavingRoutes(parts)];
}

function readingRoutes({ ledger, people, me, announcements, nowMs }: MeRouteParts): Route[] {
  /** The next pass of the same phone; the one before holds until it runs out. */
  async function renew({ participantId, devicePublicKeyHex }: PassRow): Promise<PassRow> {
    const pass = people.newPass(devicePublicKeyHex, nowMs());
    const options = { revoke: 'none', onPhone: true, at: new Date(nowMs()).toISOString() } as const;
    const row = await ledger.addPass(participantId, pass, options);
    if (row === null) throw new ProblemError('participant-unknown');
    await announcements.personChanged(participantId, 'pass-changed');
    return row;
  }
  return [
    route({
      method: 'GET',
      path: '/api/me',
      summary: 'Points, participations in this fiscal year, rank, coupons and tickets.',
      guard: 'participant',
      answer: MeSchema,
      status: 200,
      problems: ['participant-unknown'],
      handle: async ({ identity }) => ({ body: await me.me(identity.participantId) }),
    }),
    route({
      method: 'GET',
      path: '/api/me/pass',
      summary: 'The pass to show at the door, or the credential that a phone makes it from.',
      guard: 'participant',
      answer: PassAnswerSchema,
      status: 200,
      problems: ['participant-unknown', 'not-found'],
      async handle({ identity: { participantId } }) {
        const person = await ledger.person(participantId);
        if (person === null) throw new ProblemError('participant-unknown');
        const held = newestPass(person);
        if (held === undefined) throw new ProblemError('not-found');
        const row = isToBeRenewed(held, nowMs()) ? await renew(held) : held;
        const validUntil = new Date(row.validUntilS * 1_000).toISOString();
        return { body: { pass: await people.passText(row), passKind: row.kind, validUntil } };
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

function leavingRoutes({ ledger, announcements, nowMs }: MeRouteParts): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/me/transfer-code',
      summary: 'A one-time code for another phone, in place of the one before it.',
      guard: 'participant',
      answer: TransferCodeSchema,
      status: 201,
      async handle({ identity: { participantId } }) {
        return { body: await makeTransferCode({ ledger, nowMs }, participantId) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/me',
      summary: 'Erases who this is: name, tokens, passes, certificates. Sums stay (PP1).',
      guard: 'participant',
      status: 204,
      async handle({ identity: { participantId } }) {
        await ledger.eraseParticipant(participantId, new Date(nowMs()).toISOString());
        await announcements.personChanged(participantId, 'erased');
        return { body: undefined };
      },
    }),
  ];
}
