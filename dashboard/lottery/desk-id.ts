/** Which desk this page is: the same after a reload, another one in a copy of the tab. */
import { uuidv7 } from '#domain/ids.ts';

const KEY = 'tsudoi-lottery-desk';
/** A page that is being loaded again lets go of its lock about now. */
const LOCK_WAIT_MS = 1_500;
const RANDOM_BYTES = 10;

let known: Promise<string> | undefined;

export function deskId(): Promise<string> {
  known ??= findDeskId();
  return known;
}

async function findDeskId(): Promise<string> {
  const kept = sessionStorage.getItem(KEY);
  // A copied tab has a copy of the storage: its desk is another one while the first is open.
  if (kept !== null && (await isHeldHere(kept))) return kept;
  // Not by `crypto.randomUUID`, which a page without TLS does not have.
  const made = uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
  sessionStorage.setItem(KEY, made);
  await isHeldHere(made);
  return made;
}

/** Holds the desk's lock as long as the page is there; true where pages have no locks. */
function isHeldHere(id: string): Promise<boolean> {
  // A page without TLS has none, whatever the types say.
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`${KEY}-${id}`, { signal: AbortSignal.timeout(LOCK_WAIT_MS) }, () => {
        resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => resolve(false));
  });
}
