/**
 * Staff log-in: a random token in a cookie that scripts cannot read and other sites cannot send;
 * the books keep its hash. Also the bearer tokens of participants.
 */
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '#domain/contract/limits.ts';
import type { Ledger, StaffRow } from '#stores/ledger/ledger.ts';
import { addressOf } from './origin.ts';
import type { ProxyTrust } from './origin.ts';
import { hashSecret, newToken } from './secrets.ts';
import type { TokenChecks } from './token-checks.ts';

export const SESSION_COOKIE = 'tsudoi_session';
/** Longer than any token of ours. */
const TOKEN_LENGTH_MAX = 200;

export interface StaffIdentity {
  readonly staff: StaffRow;
  readonly sessionHash: string;
}

export interface Sessions {
  begin(staff: StaffRow): Promise<string>;
  /**
   * The staff member of a request or a handshake; `null`: not logged in. Rejects with ProblemError
   * rate-limited after many that were not.
   */
  find(request: IncomingMessage): Promise<StaffIdentity | null>;
  /** Whether a session that was found before still holds. */
  holds(sessionHash: string): Promise<boolean>;
  end(sessionHash: string): Promise<void>;
}

export function createSessions({
  ledger,
  checks,
  trustProxy,
  nowMs,
}: ProxyTrust & {
  readonly ledger: Ledger;
  readonly checks: TokenChecks;
  readonly nowMs: () => number;
}): Sessions {
  const at = () => new Date(nowMs()).toISOString();
  return {
    async begin(staff) {
      const token = newToken();
      const tokenHash = hashSecret(token);
      await ledger.createStaffSession({
        tokenHash,
        staffId: staff.staffId,
        expiresAt: new Date(nowMs() + LIMITS.staffSessionTtlMs).toISOString(),
      });
      checks.learn(tokenHash);
      return token;
    },
    async find(request) {
      const token = readCookie(request.headers.cookie, SESSION_COOKIE);
      if (token === null) return null;
      const sessionHash = hashSecret(token);
      const staff = await checks.find(
        { address: addressOf(request, { trustProxy }), tokenHash: sessionHash },
        () => ledger.staffBySession(sessionHash, at()),
      );
      return staff === null ? null : { staff, sessionHash };
    },
    holds: async (sessionHash) => (await ledger.staffBySession(sessionHash, at())) !== null,
    end: (sessionHash) => ledger.endStaffSession(sessionHash),
  };
}

/** The `Set-Cookie` that logs in, or out for an empty token. */
export function sessionCookie(token: string, secure: boolean): string {
  const maxAgeS = token === '' ? 0 : Math.floor(LIMITS.staffSessionTtlMs / 1_000);
  return (
    `${SESSION_COOKIE}=${token}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict` +
    (secure ? '; Secure' : '')
  );
}

/** The token of `Authorization: Bearer …`, or `null`. */
export function bearerToken(request: IncomingMessage): string | null {
  const match = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? '');
  const token = match?.[1];
  return token === undefined || token.length > TOKEN_LENGTH_MAX ? null : token;
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key !== name || value === undefined) continue;
    return /^[\w-]+$/.test(value) && value.length <= TOKEN_LENGTH_MAX ? value : null;
  }
  return null;
}
