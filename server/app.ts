/** The HTTP side: headers, one place for errors, the table of routes, then the screens' files. */
import { Router } from '@koa/router';
import type { RouterContext } from '@koa/router';
import Koa from 'koa';
import type { Context, Middleware } from 'koa';
import * as v from 'valibot';
import { ProblemError, problemOf } from './errors.ts';
import type { Report } from './errors.ts';
import { readIdempotency } from './requests/idempotency.ts';
import { identify } from './requests/identify.ts';
import type { IdentifyParts } from './requests/identify.ts';
import { addressOf, isForeignOrigin, isSecure, originOf } from './requests/origin.ts';
import { parse, readJson } from './requests/parse.ts';
import type { Route } from './requests/route.ts';
import { securityHeaders } from './requests/security-headers.ts';

export interface AppParts extends IdentifyParts {
  readonly routes: readonly Route[];
  /** Serves the screens; falls through to 404. */
  readonly screens: Middleware;
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
    const askedAtMs = parts.nowMs();
    if (each.method !== 'GET' && isForeignOrigin(request)) throw new ProblemError('not-allowed');
    const identity = await identify(each.guard, request, parts);
    const params = each.params === null ? undefined : parse(each.params, context.params);
    const query = each.query === null ? undefined : parse(each.query, { ...context.query });
    const headers = each.headers === null ? undefined : parse(each.headers, { ...request.headers });
    const body = each.body === null ? undefined : parse(each.body, await readJson(request));
    const answer = await each.handle({
      identity,
      params,
      query,
      headers,
      body,
      idempotency: readIdempotency(each.spends, request, { path: context.path, body }),
      askedAtMs,
      address: addressOf(request, parts),
      secure: isSecure(request, parts),
      origin: originOf(request, parts),
    });
    context.status = answer.status ?? each.status;
    context.set('Cache-Control', 'no-store');
    if (each.mediaType !== null) context.set('Content-Type', each.mediaType);
    // What a handler says goes before: some files never change, some have another type.
    for (const [name, value] of Object.entries(answer.headers ?? {})) context.set(name, value);
    // By the schema itself: an answer that does not fit is our fault, not that of who asked.
    if (each.answer !== null) context.body = bodyOf(v.parse(each.answer, answer.body));
    const etag = answer.headers?.['ETag'];
    if (etag !== undefined && context.get('If-None-Match') === etag) {
      context.status = 304;
      context.body = null;
    }
  };
}

/** Koa sends a buffer as it is, and would write other arrays of bytes as JSON. */
function bodyOf(answer: unknown): unknown {
  return answer instanceof Uint8Array ? Buffer.from(answer) : answer;
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
