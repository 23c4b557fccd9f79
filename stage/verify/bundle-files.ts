/** Which of the files that a person hands over are the draw's, and what is refused. */
import { DRAW_FILES } from '#domain/lottery.ts';

export const BUNDLE_LIMITS = {
  /** All files of a bundle together, unpacked. A million entries are about 60 MB. */
  bundleBytesMax: 512 * 1024 * 1024,
  /** Files that are looked at, the draw's own or not. */
  bundleFilesMax: 10_000,
} as const;

/** Why something is not taken for a bundle at all. */
export const BUNDLE_FAULTS = [
  'no-draw-files',
  'too-large',
  'too-many-files',
  'unsafe-name',
  'duplicate-name',
  'two-draws',
  'not-a-zip',
] as const;
export type BundleFault = (typeof BUNDLE_FAULTS)[number];

/** Thrown where a bundle cannot be read; what stands in its files is the verifier's matter. */
export class UnreadableBundle extends Error {
  override readonly name = 'UnreadableBundle';
  readonly fault: BundleFault;

  /** @param about the file's name or a figure, for people who look closer */
  constructor(fault: BundleFault, about: string) {
    super(about === '' ? fault : `${fault}: ${about}`);
    this.fault = fault;
  }
}

export interface ChosenFiles {
  /** The draw's own, by their bare name, and the path that each stands under. */
  readonly own: ReadonlyMap<string, string>;
  /** What else is there: not looked at. */
  readonly ignored: readonly string[];
}

/**
 * The draw's files among these paths (with `/`). They may stand in one folder, as in a folder that
 * was packed whole; in two folders it could be two draws, and which one was verified must be sure.
 */
export function chooseFiles(paths: readonly string[]): ChosenFiles {
  if (paths.length > BUNDLE_LIMITS.bundleFilesMax) {
    throw new UnreadableBundle('too-many-files', String(paths.length));
  }
  const own = new Map<string, string>();
  const ignored: string[] = [];
  const seen = new Set<string>();
  let folder: string | null = null;
  for (const path of paths) {
    // Some programs write `./open.txt`.
    const plain = path.replace(/^\.\//, '');
    if (plain === '') continue;
    if (seen.has(plain)) throw new UnreadableBundle('duplicate-name', path);
    seen.add(plain);
    const parts = plain.split('/');
    const isFolder = parts.at(-1) === '';
    const named = isFolder ? parts.slice(0, -1) : parts;
    if (!named.every(isSafePart)) throw new UnreadableBundle('unsafe-name', JSON.stringify(path));
    if (isFolder) continue;
    const name = parts.at(-1) ?? '';
    if (!DRAW_FILES.some((file) => file === name) || parts[0] === MAC_FORKS) {
      ignored.push(path);
      continue;
    }
    const itsFolder = parts.slice(0, -1).join('/');
    if (folder !== null && folder !== itsFolder) throw new UnreadableBundle('two-draws', path);
    folder = itsFolder;
    own.set(name, path);
  }
  if (own.size === 0) throw new UnreadableBundle('no-draw-files', '');
  return { own, ignored };
}
/** What macOS puts beside the files when it packs them. */
const MAC_FORKS = '__MACOSX';

/** No way out of the folder, and nothing that some system reads as another name. */
function isSafePart(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[\\:\p{Cc}]/u.test(part);
}
