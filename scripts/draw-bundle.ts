/** A draw's bundle from a folder, a zip file or an address, within limits of size and time. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_LIMITS, chooseFiles } from '../stage/verify/bundle-files.ts';
import { readZip } from '../stage/verify/bundle-zip.ts';
import type { ReadBundle } from '../stage/verify/bundle-zip.ts';

const limits = {
  /** From the first byte that is asked for to the last. */
  downloadMs: 5 * 60_000,
} as const;
const { bundleBytesMax } = BUNDLE_LIMITS;

/** The place cannot be read; the message is one line. */
export class CannotRead extends Error {
  override readonly name = 'CannotRead';
}

/**
 * @param place a path, or an address of `…/bundle.zip` or of a lottery (`…/api/lotteries/<id>`)
 * @throws CannotRead, UnreadableBundle
 */
export async function readBundleFrom(place: string): Promise<ReadBundle> {
  if (/^https?:\/\//i.test(place)) return readZip(await download(place));
  const found = await stat(place).catch(refuse);
  if (found.isDirectory()) return readFolder(place);
  return readZip(await readRegular(place, bundleBytesMax));
}

async function readFolder(folder: string): Promise<ReadBundle> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(refuse);
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
  const { own, ignored } = chooseFiles(names.filter(isPlainName));
  const files = new Map<string, Uint8Array>();
  let left = bundleBytesMax;
  for (const [name, path] of own) {
    const bytes = await readRegular(join(folder, path), left);
    left -= bytes.length;
    files.set(name, bytes);
  }
  return { files, ignored: [...ignored, ...names.filter((name) => !isPlainName(name))] };
}

/** A folder's own names are what they are: those that a zip may not have are not looked at. */
function isPlainName(name: string): boolean {
  return !/[\\:\p{Cc}]/u.test(name);
}

async function readRegular(path: string, bytesMax: number): Promise<Uint8Array> {
  const found = await stat(path).catch(refuse);
  // A pipe or a device may never end.
  if (!found.isFile()) throw new CannotRead(`${path} is not a file`);
  if (found.size > bytesMax) throw new CannotRead(tooLarge());
  const file = await open(path).catch(refuse);
  try {
    const bytes = Buffer.alloc(found.size);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytesRead);
  } finally {
    await file.close();
  }
}

async function download(address: string): Promise<Uint8Array> {
  const url = addressOfBundle(address);
  const signal = AbortSignal.timeout(limits.downloadMs);
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok || answer.body === null) throw new CannotRead(`answered ${answer.status}`);
    if (Number(answer.headers.get('content-length')) > bundleBytesMax) {
      throw new CannotRead(tooLarge());
    }
    const pieces: Uint8Array[] = [];
    let total = 0;
    for await (const piece of answer.body) {
      total += piece.length;
      if (total > bundleBytesMax) throw new CannotRead(tooLarge());
      pieces.push(piece);
    }
    return new Uint8Array(Buffer.concat(pieces));
  } catch (error) {
    return refuse(error);
  }
}

/** `/api/lotteries/<id>` stands for its bundle. */
function addressOfBundle(address: string): URL {
  if (!URL.canParse(address)) throw new CannotRead('not an address');
  const url = new URL(address);
  if (/\/api\/lotteries\/[\w-]+\/?$/.test(url.pathname)) {
    url.pathname = `${url.pathname.replace(/\/$/, '')}/bundle.zip`;
  }
  return url;
}

function tooLarge(): string {
  return `more than ${bundleBytesMax / 1024 ** 2} MB`;
}

function refuse(error: unknown): never {
  if (error instanceof CannotRead) throw error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  throw new CannotRead(cause instanceof Error ? cause.message : String(cause));
}
