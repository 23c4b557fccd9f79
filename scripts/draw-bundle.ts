/** A draw's bundle from a folder, a zip file or an address, within limits of size and time. */
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DRAW_FILES } from '#domain/lottery.ts';
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
 * @param place a path, or an address: of `…/bundle.zip`, of a lottery (`…/api/lotteries/<id>`), or
 * with `/` at its end of a folder
 * @throws CannotRead, UnreadableBundle
 */
export async function readBundleFrom(place: string): Promise<ReadBundle> {
  if (isAddress(place)) return readAddress(addressOfBundle(place));
  const found = await stat(place).catch(refuse);
  if (found.isDirectory()) return readFolder(place);
  return readZip(await readRegular(place, bundleBytesMax));
}

/** Not a path. */
export function isAddress(place: string): boolean {
  return /^https?:\/\//i.test(place);
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

async function readAddress(url: URL): Promise<ReadBundle> {
  const signal = AbortSignal.timeout(limits.downloadMs);
  if (!url.pathname.endsWith('/')) {
    const zip = await download(url, { signal, bytesMax: bundleBytesMax });
    if (zip === null) throw new CannotRead('answered 404');
    return readZip(zip);
  }
  const files = new Map<string, Uint8Array>();
  let left = bundleBytesMax;
  for (const name of DRAW_FILES) {
    const file = new URL(url);
    file.pathname += name;
    const bytes = await download(file, { signal, bytesMax: left });
    if (bytes === null) continue;
    left -= bytes.length;
    files.set(name, bytes);
  }
  if (files.size === 0) throw new CannotRead('answered 404 to each of a draw’s files');
  return { files, ignored: [] };
}

/** @returns `null`: not there */
async function download(
  url: URL,
  { signal, bytesMax }: { readonly signal: AbortSignal; readonly bytesMax: number },
): Promise<Uint8Array | null> {
  try {
    const answer = await fetch(url, { signal });
    if (answer.status === 404) return null;
    if (!answer.ok || answer.body === null) throw new CannotRead(`answered ${answer.status}`);
    if (Number(answer.headers.get('content-length')) > bytesMax) throw new CannotRead(tooLarge());
    const pieces: Uint8Array[] = [];
    let total = 0;
    for await (const piece of answer.body) {
      total += piece.length;
      if (total > bytesMax) throw new CannotRead(tooLarge());
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
  const code = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  const plainly = typeof code === 'string' ? PLAINLY.get(code) : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  throw new CannotRead(plainly === undefined ? message : `${plainly} (${message})`);
}

/** What the system says in its own words, by its codes. */
const PLAINLY: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'it may not be read by you'],
  ['ECONNREFUSED', 'nobody answers at this address'],
  ['ENOTFOUND', 'there is no computer of this name'],
  ['EAI_AGAIN', 'there is no network'],
]);
