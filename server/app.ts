/** The HTTP side: headers, one place for errors, the table of routes, then the screens' files. */
import { Router } from '@koa/router';
import type { RouterContext } from '@koa/router';
import Koa from 'koa';
import type { Context, Middleware } from 'koa';
import * as v from 'valibot';
import type { Ledger } from '#stores/ledger/ledger.ts';
import { ProblemError, problemOf } from './errors.ts';
import type { Report } from './errors.ts';
import { addressOf, isForeignOrigin, isSecure } from './origin.ts';
import { parse, readJson } from './parse.ts';
import type { Identities, Route } from './route.ts';
import { hashSecret } from './secrets.ts';
import { securityHeaders } from './security-headers.ts';
import { bearerToken } from './sessions.ts';
import type { Sessions } from './sessions.ts';
import type { TokenChecks } from './token-checks.ts';

export interface AppParts {
  readonly ledger: Ledger;
  readonly sessions: Sessions;
  readonly checks: TokenChecks;
  readonly routes: readonly Route[];
  /** Serves the screens; falls through to 404. */
  readonly screens: Middleware;
  readonly trustProxy: boolean;
  readonly report: Report;
}

export function createApp(parts: AppParts): Koa {
  const app = new Koa();
  const router = new Router();
  for (const each of parts.routes) {
    router.register(each.path, [each.method], mounted(each, parts));
  }
  // Koa's own error page is never reached: everything is rendered below.
  app.silent = true;
  app.use(securityHeaders(parts));
  app.use(renderErrors(parts.report));
  app.use(router.routes());
  app.use(
    router.allowedMethods({
      throw: true,
      methodNotAllowed: () => new ProblemError('method-not-allowed'),
      notImplemented: () => new ProblemError('method-not-allowed'),
    }),
  );
  app.use(parts.screens);
  return app;
}

/** One route: guard, parse, handle, and nothing leaves that the schema does not know. */
function mounted(each: Route, parts: AppParts): (context: RouterContext) => Promise<void> {
  return async (context) => {
    const request = context.req;
    if (each.method !== 'GET' && isForeignOrigin(request)) throw new ProblemError('not-allowed');
    const answer = await each.handle({
      identity: await identify(each.guard, context, parts),
      params: each.params === null ? undefined : parse(each.params, context.params),
      query: each.query === null ? undefined : parse(each.query, { ...context.query }),
      body: each.body === null ? undefined : parse(each.body, await readJson(request)),
      address: addressOf(request, parts),
      secure: isSecure(request, parts),
    });
    for (const [name, value] of Object.entries(answer.headers ?? {})) context.set(name, value);
    context.status = answer.status ?? each.status;
    context.set('Cache-Control', 'no-store');
    // By the schema itself: an answer that does not fit is our fault, not that of who asked.
    if (each.answer !== null) context.body = v.parse(each.answer, answer.body);
  };
}

async function identify(
  guard: Route['guard'],
  context: Context,
  parts: AppParts,
): Promise<Identities[Route['guard']]> {
  if (guard === 'public') return undefined;
  if (guard === 'staff') {
    const identity = await parts.sessions.find(context.req);
    if (identity === null) throw new ProblemError('not-logged-in');
    return identity;
  }
  const token = bearerToken(context.req);
  if (token === null) throw new ProblemError('token-unknown');
  const tokenHash = hashSecret(token);
  const participantId = await parts.checks.find(
    { address: addressOf(context.req, parts), tokenHash },
    () => parts.ledger.participantByToken(tokenHash),
  );
  if (participantId === null) throw new ProblemError('token-unknown');
  return { participantId };
}

function renderErrors(report: Report): Middleware {
  return async (context, next) => {
    try {
      assertAddress(context);
      await next();
      // Nobody answered. (Thrown here, since allowedMethods looks at what came back first.)
      if (context.status === 404 && !context.body) throw new ProblemError('not-found');
    } catch (error) {
      const problem = problemOf(error);
      if (problem.status >= 500) report(`${context.method} ${routeName(context)}`, error);
      context.status = problem.status;
      context.type = 'application/problem+json';
      context.body = JSON.stringify(problem);
      context.set('Cache-Control', 'no-store');
      if (problem.retryAfterMs !== undefined) {
        context.set('Retry-After', String(Math.ceil(problem.retryAfterMs / 1_000)));
      }
      // What was not read of a body is not read any more.
      if (!context.req.complete) context.set('Connection', 'close');
    }
  };
}

/** An address in full, as one writes to a proxy, or none at all: what reads it would throw. */
function assertAddress({ req }: Context): void {
  if (req.url?.startsWith('/') === true) return;
  throw new ProblemError('request-malformed', { detail: 'The address must be a path.' });
}

/** The route's pattern, never the address itself: it may carry ids. */
function routeName(context: Context): string {
  const path: unknown = context['routerPath'];
  return typeof path === 'string' ? path : '(a file)';
}
