/**
 * The three functions of the metadata proposal that tsyringe, under @peculiar/x509, asks for before
 * it loads. Import this file before that package.
 */
const metadata = new WeakMap<object, Map<unknown, unknown>>();

const read = (key: unknown, target: object): unknown => metadata.get(target)?.get(key);

const additions = {
  getMetadata: read,
  getOwnMetadata: read,
  defineMetadata(key: unknown, value: unknown, target: object): void {
    const known = metadata.get(target) ?? new Map<unknown, unknown>();
    metadata.set(target, known.set(key, value));
  },
};

// A real polyfill that is there already stays.
if (!('getMetadata' in Reflect)) Object.assign(Reflect, additions);
