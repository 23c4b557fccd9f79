/** `/api/session`: staff log in and out. */
import { LoginSchema, SessionSchema } from '#domain/contract/people.ts';
import type { Session } from '#domain/contract/people.ts';
import type { Ledger, StaffRow } from '#stores/ledger/ledger.ts';
import { ProblemError } from '../errors.ts';
import { verifyPassword } from '../requests/password.ts';
import type { RequestLimits } from '../requests/rate-limits.ts';
import { route } from '../requests/route.ts';
import type { Route } from '../requests/route.ts';
import { sessionCookie } from '../requests/sessions.ts';
import type { Sessions } from '../requests/sessions.ts';

export function sessionRoutes({
  ledger,
  sessions,
  limits,
  onSessionEnded,
  nowMs,
}: {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly limits: RequestLimits;
  /** Cuts the sockets of the session. */
  readonly onSessionEnded: (sessionHash: string) => void;
  readonly nowMs: () => number;
}): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/session',
      summary: 'Staff log-in; answers with the session cookie.',
      guard: 'public',
      body: LoginSchema,
      answer: SessionSchema,
      status: 200,
      problems: ['login-failed', 'rate-limited'],
      async handle({ body, address, secure }) {
        const place = { email: body.email, address };
        const pauseMs = limits.logins.begin(place, nowMs());
        if (pauseMs > 0) throw new ProblemError('rate-limited', { retryAfterMs: pauseMs });
        const staff = await ledger.staffByEmail(body.email);
        const right = await verifyPassword(body.password, staff?.passwordHash ?? null);
        if (staff === null || !right) throw new ProblemError('login-failed');
        limits.logins.succeed(place);
        const cookie = sessionCookie(await sessions.begin(staff), secure);
        return { body: sessionOf(staff), headers: { 'Set-Cookie': cookie } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/session',
      summary: 'Who is logged in.',
      guard: 'staff',
      answer: SessionSchema,
      status: 200,
      handle: async ({ identity }) => ({ body: sessionOf(identity.staff) }),
    }),
    route({
      method: 'DELETE',
      path: '/api/session',
      summary: 'Log-out; the session ends and its sockets are cut.',
      guard: 'staff',
      status: 204,
      async handle({ identity, secure }) {
        await sessions.end(identity.sessionHash);
        onSessionEnded(identity.sessionHash);
        return { body: undefined, headers: { 'Set-Cookie': sessionCookie('', secure) } };
      },
    }),
  ];
}

function sessionOf({ staffId, email, displayName, role }: StaffRow): Session {
  return { staffId, email, displayName, role };
}
