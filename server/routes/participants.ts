/** `/api/participants`: somebody joins with a phone. */
import { randomUUID } from 'node:crypto';
import { CreatedParticipantSchema, NewParticipantSchema } from '#domain/contract/people.ts';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import type { PeopleDesk } from '../people-desk.ts';
import type { RequestLimits } from '../rate-limits.ts';
import { route } from '../route.ts';
import type { Route } from '../route.ts';
import { hashSecret, newToken } from '../secrets.ts';
import type { TokenChecks } from '../token-checks.ts';

/** How long a pass holds from the day it is made. */
const PASS_VALID_MS = 3 * 366 * 24 * 60 * 60 * 1000;

export function participantRoutes({
  ledger,
  people,
  keyId,
  limits,
  checks,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
  readonly keyId: number;
  readonly limits: RequestLimits;
  readonly checks: TokenChecks;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/participants',
      summary: 'Joins; answers with the token of /api/me and a pass.',
      guard: 'public',
      body: NewParticipantSchema,
      answer: CreatedParticipantSchema,
      status: 201,
      problems: ['rate-limited'],
      async handle({ body, address }) {
        const waitMs = limits.newParticipants.take(address, nowMs());
        if (waitMs > 0) throw new ProblemError('rate-limited', { retryAfterMs: waitMs });
        // Random, not by time: an id in a code says nothing of its person (PP2).
        const participantId = randomUUID();
        const token = newToken();
        const tokenHash = hashSecret(token);
        const validUntilS = Math.floor((nowMs() + PASS_VALID_MS) / 1_000);
        const pass = await ledger.createParticipant({
          participantId,
          nickname: body.nickname,
          tokenHash,
          pass: { kind: 'phone', keyId, validUntilS },
        });
        checks.learn(tokenHash);
        // Into the cache, so that the first scan need not ask the books; without it, it will.
        await people
          .remember({
            participantId,
            nickname: body.nickname,
            passes: [pass],
            participationsByYear: {},
          })
          .catch(() => undefined);
        return { body: { participantId, token, pass: await people.passText(pass) } };
      },
    }),
  ];
}
