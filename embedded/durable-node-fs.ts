import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitResult = ReturnType<NodeFS['init']>;
type InitArguments = Parameters<NodeFS['init']>;

/** What PGlite's WebAssembly calls on a file that is open (Emscripten's NODEFS). */
interface OpenFile {
  readonly nfd: number;
}

/** The part of Emscripten's module that is touched here. */
interface EmscriptenModule {
  readonly FS: {
    readonly filesystems: {
      readonly NODEFS: { readonly stream_ops: { fsync?: (file: OpenFile) => number } };
    };
  };
}

function isEmscriptenModule(module: unknown): module is EmscriptenModule {
  return typeof module === 'object' && module !== null && 'FS' in module;
}

/** Gives the open files of this engine an fsync that does what it says. */
function addFsync(module: unknown): void {
  if (!isEmscriptenModule(module)) throw new Error('PGlite has no file system to make durable');
  module.FS.filesystems.NODEFS.stream_ops.fsync = (file) => {
    fsyncSync(file.nfd);
    return 0;
  };
}

/**
 * PGlite's file system in a folder, on which PostgreSQL's fsync reaches the disk.
 *
 * PGlite's own has no fsync: it answers "done" and does nothing, so that a power cut takes
 * committed transactions with it. A failing fsync throws through the engine and ends it, as
 * PostgreSQL itself panics then: what the disk holds is no longer known.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...[engine, options]: InitArguments): InitResult {
    const { emscriptenOpts } = await super.init(engine, options);
    return {
      emscriptenOpts: { ...emscriptenOpts, preRun: [...preRunOf(emscriptenOpts), addFsync] },
    };
  }
}

function preRunOf(options: { preRun?: unknown }): ((module: unknown) => void)[] {
  return Array.isArray(options.preRun) ? options.preRun : [];
}

/** Brings a whole folder to the disk: every file, and every folder's list of names. */
export function fsyncFolder(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fsyncFolder(path);
    else if (entry.isFile()) fsyncPath(path);
  }
  fsyncPath(folder);
}

/** Brings one file, or one folder's list of names, to the disk. */
export function fsyncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
