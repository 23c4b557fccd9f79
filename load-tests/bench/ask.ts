/** What staff ask the hall's server for. */
import type { Hall } from './hall.ts';

/** @returns the answer's JSON; `null` when there is nothing in it */
export async function ask(
  { url, cookie }: Pick<Hall, 'url' | 'cookie'>,
  method: 'GET' | 'POST' | 'PATCH',
  path: string,
  body?: object,
): Promise<unknown> {
  const answer = await fetch(url + path, {
    method,
    headers: { cookie, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  const told: unknown = text === '' ? null : JSON.parse(text);
  return told;
}
