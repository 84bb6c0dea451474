/** A file as it was chosen, with its way down from the folder that was chosen. */
export interface Chosen {
  file: File;
  /** `folder/below/name.jpg`; the bare name where no folder was chosen. */
  path: string;
}

/** What an input brought; a folder's files say where they lie below it. */
export function fromInput(files: FileList | null): Chosen[] {
  return [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

/** What was dropped, folders opened at every depth. To be called before the event ends: then the browser forgets it. */
export async function fromDrop(data: DataTransfer): Promise<Chosen[]> {
  const entries = [...data.items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
  const plain = [...data.files];
  if (entries.some((entry) => entry === null)) return plain.map((file) => ({ file, path: file.name }));
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry) : [])));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<Chosen[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, fail) => (entry as FileSystemFileEntry).file(done, fail));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const found: Chosen[] = [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a hundred entries or so at a time, and none when it is through.
    const some = await new Promise<FileSystemEntry[]>((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesIn(each)));
  }
}
