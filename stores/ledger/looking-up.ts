/**
 * Looking things up while a queue stands at the door: calls that come while the database is busy
 * with the ones before are answered together, so that a hundred cost little more than one.
 */

interface Call<Found> {
  readonly key: string;
  readonly resolve: (found: Found | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * @param keysMax keys that are asked for together at most
 * @param ask what the database knows of these keys, read after the call; who is not in it gets `null`
 */
export function createLookup<Found>(
  keysMax: number,
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Found>>,
): (key: string) => Promise<Found | null> {
  const calls: Call<Found>[] = [];
  let isAsking = false;

  async function answerAll(): Promise<void> {
    isAsking = true;
    while (calls.length > 0) {
      const asked = calls.splice(0, keysMax);
      try {
        const found = await ask([...new Set(asked.map(({ key }) => key))]);
        for (const { key, resolve } of asked) resolve(found.get(key) ?? null);
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    isAsking = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      calls.push({ key, resolve, reject });
      // Not at once: those who ask in the same turn go together.
      if (!isAsking && calls.length === 1) queueMicrotask(() => void answerAll());
    });
}
