/** A bundle from a zip file: the draw's own files, and nothing that is more or other than it says. */
import { unzipSync } from 'fflate';
import type { Bundle } from '#domain/draw/verify.ts';
import { BUNDLE_LIMITS, UnreadableBundle, chooseFiles } from './bundle-files.ts';

export interface ReadBundle {
  readonly files: Bundle;
  /** Names of files that are not the draw's. */
  readonly ignored: readonly string[];
}

const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04] as const;

/** Does it begin as zip files do? */
export function isZip(bytes: Uint8Array): boolean {
  return LOCAL_HEADER.every((byte, index) => bytes[index] === byte);
}

/** @throws UnreadableBundle */
export function readZip(bytes: Uint8Array): ReadBundle {
  if (!isZip(bytes)) throw new UnreadableBundle('not-a-zip', '');
  // First only the directory: nothing is unpacked before all of it was looked at.
  const sizes = new Map<string, number>();
  const paths: string[] = [];
  unzipped(bytes, ({ name, originalSize }) => {
    // A directory without an end would be told here, long before it fills the memory.
    if (paths.length > BUNDLE_LIMITS.bundleFilesMax) {
      throw new UnreadableBundle('too-many-files', String(paths.length));
    }
    paths.push(name);
    sizes.set(name, originalSize);
    return false;
  });
  const { own, ignored } = chooseFiles(paths);
  const wanted = new Set(own.values());
  let total = 0;
  for (const path of wanted) total += sizes.get(path) ?? 0;
  if (total > BUNDLE_LIMITS.bundleBytesMax) throw new UnreadableBundle('too-large', String(total));
  const content = unzipped(bytes, ({ name }) => wanted.has(name));
  const files = new Map<string, Uint8Array>();
  for (const [name, path] of own) {
    const file = content[path];
    if (file === undefined || file.length !== sizes.get(path)) {
      throw new UnreadableBundle('not-a-zip', path);
    }
    files.set(name, file);
  }
  return { files, ignored };
}

type Filter = NonNullable<NonNullable<Parameters<typeof unzipSync>[1]>['filter']>;

function unzipped(bytes: Uint8Array, filter: Filter) {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableBundle) throw error;
    throw new UnreadableBundle('not-a-zip', error instanceof Error ? error.message : String(error));
  }
}
