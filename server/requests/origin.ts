/** Who is at the other end, as far as HTTP tells. */
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Whether `X-Forwarded-*` may be believed: only behind a proxy of ours. */
export interface ProxyTrust {
  readonly trustProxy: boolean;
}

/**
 * Whether a browser page of another origin asks. A request without `Origin` comes from no page, or
 * from one of ours.
 */
export function isForeignOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== host;
  } catch {
    return true;
  }
}

/** Whether the person's connection is encrypted, here or at a proxy; then cookies are `Secure`. */
export function isSecure(request: IncomingMessage, trust: ProxyTrust): boolean {
  return request.socket instanceof TLSSocket || isSecureAtProxy(request, trust);
}

/** Whether it is encrypted up to our proxy. */
export function isSecureAtProxy(request: IncomingMessage, { trustProxy }: ProxyTrust): boolean {
  return trustProxy && request.headers['x-forwarded-proto'] === 'https';
}

/** The address for rate limits: the last one that the trusted proxy added, or the socket's. */
export function addressOf(request: IncomingMessage, { trustProxy }: ProxyTrust): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (trustProxy && typeof forwarded === 'string') {
    const last = forwarded.split(',').at(-1)?.trim();
    if (last !== undefined && last !== '') return last;
  }
  return request.socket.remoteAddress ?? '';
}

/**
 * How the one who asks reaches us, without a path: for addresses in codes and files. What is no host
 * name or address with a port is not repeated.
 */
export function originOf(request: IncomingMessage, trust: ProxyTrust): string {
  const { host = '' } = request.headers;
  const scheme = isSecure(request, trust) ? 'https' : 'http';
  return `${scheme}://${/^[\w.:[\]-]+$/.test(host) ? host : 'localhost'}`;
}
