/** What a person drops or chooses, as files with their paths; folders are gone through. */
import { BUNDLE_LIMITS } from './bundle-files.ts';
import type { GivenFile } from './conversation.ts';

/** @param list of `<input type=file>`, with `webkitdirectory` or without */
export function chosenFiles(list: FileList | null): GivenFile[] {
  return Array.from(list ?? [], (file) => ({
    path: file.webkitRelativePath || file.name,
    content: file,
  }));
}

export async function droppedFiles(transfer: DataTransfer): Promise<GivenFile[]> {
  // Both are gone once the event is over: all are taken before the first is waited for.
  const items = Array.from(transfer.items, (item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found: GivenFile[] = [];
  for (const { entry, file } of items) {
    if (entry !== null) await collect(entry, '', found);
    // What comes from another program than a file manager may stand in no folder.
    else if (file !== null) found.push({ path: file.name, content: file });
  }
  return found;
}

async function collect(entry: FileSystemEntry, folder: string, found: GivenFile[]): Promise<void> {
  // One more than are taken: it is then said that there are too many.
  if (found.length > BUNDLE_LIMITS.bundleFilesMax) return;
  const path = `${folder}${entry.name}`;
  if (isFileEntry(entry)) {
    const content = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push({ path, content });
  } else if (isFolderEntry(entry)) {
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
        reader.readEntries(resolve, reject);
      });
      if (some.length === 0) return;
      for (const each of some) await collect(each, `${path}/`, found);
    }
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
