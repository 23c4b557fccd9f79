/** `/api/participants`: somebody joins with a phone, or comes with a new one. */
import { randomUUID } from 'node:crypto';
import {
  CreatedParticipantSchema,
  NewParticipantSchema,
  TransferSchema,
} from '#domain/contract/people.ts';
import type { CreatedParticipant } from '#domain/contract/people.ts';
import type { Ledger, PassRow } from '#stores/ledger/ledger.ts';
import type { Announcements } from '../announcements.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import { assertUnhurried } from '../requests/rate-limits.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { granted } from '../requests/refusals.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { hashSecret, newToken } from '../requests/secrets.ts';
import type { TokenChecks } from '../requests/token-checks.ts';

export interface ParticipantRouteParts {
  readonly ledger: Ledger;
  readonly people: PeopleDesk;
  readonly announcements: Announcements;
  readonly limits: RequestLimits;
  readonly checks: TokenChecks;
  readonly nowMs: () => number;
}

export function participantRoutes(parts: ParticipantRouteParts): Route[] {
  return [joinRoute(parts), transferRoute(parts)];
}

function joinRoute({ ledger, people, limits, checks, nowMs }: ParticipantRouteParts): Route {
  return route({
    method: 'POST',
    path: '/api/participants',
    summary: 'Joins; answers with the token of /api/me and a pass.',
    guard: 'public',
    body: NewParticipantSchema,
    answer: CreatedParticipantSchema,
    status: 201,
    problems: ['rate-limited'],
    async handle({ body: { nickname, devicePublicKeyHex = null }, address }) {
      assertUnhurried(limits.newParticipants.take(address, nowMs()));
      // Random, not by time: an id in a code says nothing of its person (PP2).
      const participantId = randomUUID();
      const token = newToken();
      const tokenHash = hashSecret(token);
      const pass = await ledger.createParticipant({
        participantId,
        nickname,
        tokenHash,
        pass: people.newPass(devicePublicKeyHex, nowMs()),
      });
      checks.learn(tokenHash);
      // Into the cache, so that the first scan need not ask the books; without it, it will.
      await people
        .remember({ participantId, nickname, passes: [pass], participationsByYear: {} })
        .catch(() => undefined);
      return { body: await created(people, token, pass) };
    },
  });
}

function transferRoute(parts: ParticipantRouteParts): Route {
  const { ledger, people, announcements, limits, checks, nowMs } = parts;
  return route({
    method: 'POST',
    path: '/api/participants/transfer',
    summary: 'Moves to this phone by the code that the old one shows; the old one ends.',
    guard: 'public',
    body: TransferSchema,
    answer: CreatedParticipantSchema,
    status: 201,
    problems: ['transfer-code-unknown', 'transfer-code-expired', 'rate-limited'],
    async handle({ body: { code, devicePublicKeyHex = null }, address }) {
      // Counted before it is tried, so that many at once are no way around.
      assertUnhurried(limits.transfers.take(address, nowMs()));
      const token = newToken();
      const tokenHash = hashSecret(token);
      const { participantId, pass } = granted(
        await ledger.takeTransferCode({
          codeHash: hashSecret(code),
          tokenHash,
          pass: people.newPass(devicePublicKeyHex, nowMs()),
          at: new Date(nowMs()).toISOString(),
        }),
      );
      limits.transfers.giveBack(address);
      checks.learn(tokenHash);
      await announcements.personChanged(participantId, 'moved');
      return { body: await created(people, token, pass) };
    },
  });
}

async function created(
  people: PeopleDesk,
  token: string,
  pass: PassRow,
): Promise<CreatedParticipant> {
  return {
    participantId: pass.participantId,
    token,
    pass: await people.passText(pass),
    passKind: pass.kind,
    validUntil: new Date(pass.validUntilS * 1_000).toISOString(),
  };
}
