/** Who asks, by the guard of a route: a log-in, a participant's token, a shop's device. */
import type { IncomingMessage } from 'node:http';
import type { Ledger } from '#stores/ledger/ledger.ts';
import type { ShopDeviceRow } from '#stores/ledger/records.ts';
import { ProblemError } from '../errors.ts';
import { addressOf } from './origin.ts';
import type { ProxyTrust } from './origin.ts';
import type { Guard, Identities } from './route.ts';
import { hashSecret } from './secrets.ts';
import { bearerToken } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { TokenAttempt, TokenChecks } from './token-checks.ts';

export interface IdentifyParts extends ProxyTrust {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly checks: TokenChecks;
  readonly nowMs: () => number;
}

/** @throws ProblemError not-logged-in, token-unknown, token-moved, kiosk-revoked or rate-limited */
export async function identify(
  guard: Guard,
  request: IncomingMessage,
  parts: IdentifyParts,
): Promise<Identities[Guard]> {
  if (guard === 'public') return undefined;
  if (guard === 'staff') {
    const identity = await parts.sessions.find(request);
    if (identity === null) throw new ProblemError('not-logged-in');
    return identity;
  }
  const token = bearerToken(request);
  if (token === null) throw new ProblemError('token-unknown');
  const attempt = { address: addressOf(request, parts), tokenHash: hashSecret(token) };
  if (guard === 'participant') return { participantId: await participantOf(attempt, parts) };
  return deviceOf(attempt, parts);
}

/** Also for the phone's socket. */
export async function participantOf(
  attempt: TokenAttempt,
  { checks, ledger }: Pick<IdentifyParts, 'checks' | 'ledger'>,
): Promise<string> {
  const holder = await checks.find(
    attempt,
    () => ledger.participantByToken(attempt.tokenHash),
    ({ state }) => state === 'good',
  );
  if (holder === null) throw new ProblemError('token-unknown');
  if (holder.state === 'moved') throw new ProblemError('token-moved');
  return holder.participantId;
}

async function deviceOf(
  attempt: TokenAttempt,
  { checks, ledger, nowMs }: IdentifyParts,
): Promise<ShopDeviceRow> {
  const at = new Date(nowMs()).toISOString();
  const device = await checks.find(
    attempt,
    () => ledger.shopDeviceByToken(attempt.tokenHash, at),
    ({ revokedAt }) => revokedAt === null,
  );
  if (device === null) throw new ProblemError('token-unknown');
  if (device.revokedAt !== null) throw new ProblemError('kiosk-revoked');
  return device;
}
