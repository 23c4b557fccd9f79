/** What browsers are told about every page and answer of ours. */
import type { Middleware } from 'koa';
import { isSecureAtProxy } from './origin.ts';
import type { ProxyTrust } from './origin.ts';

const HSTS_MAX_AGE_S = 180 * 24 * 60 * 60;

/**
 * Everything comes from here, and nothing else does. WASM: the code reader. `blob:`: workers and
 * sounds. The sockets are named by host, since older browsers do not count `ws:` to `'self'`.
 */
function contentSecurityPolicy(host: string): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src 'self' ws://${host} wss://${host}`,
    "worker-src 'self' blob:",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

export function securityHeaders(trust: ProxyTrust): Middleware {
  return async (context, next) => {
    // A host name, an address or one in brackets, and a port; anything else is not repeated.
    const host = /^[\w.:[\]-]+$/.test(context.host) ? context.host : 'localhost';
    context.set({
      'Content-Security-Policy': contentSecurityPolicy(host),
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Permissions-Policy': 'camera=(self), microphone=(), geolocation=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    // Behind a proxy of ours only: it answers on the port that the promise sends browsers to. With a
    // certificate of our own on a port of our own it would lock people out of everything else of that
    // name. Not for localhost: it would hold for every other program on this machine, on all ports.
    if (isSecureAtProxy(context.req, trust) && context.hostname !== 'localhost') {
      context.set('Strict-Transport-Security', `max-age=${HSTS_MAX_AGE_S}`);
    }
    await next();
  };
}
