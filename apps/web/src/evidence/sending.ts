import { type DetailedError, Upload } from 'tus-js-client';

/** One request carries no more, so that a cut line costs little and a proxy with a limit lets it through. */
const CHUNK = 8 * 1024 * 1024;
const ENDPOINT = '/api/v1/uploads';

/** Why a file does not go on. `cut`, `busy` and `crowded` pass by themselves; the others need somebody. */
export type Trouble = 'cut' | 'busy' | 'crowded' | 'session' | 'refused' | 'full' | 'unreadable';

export interface Sending {
  file: File;
  compartment: string;
  /** Where it was begun before; undefined for a file that begins. */
  upload: string | undefined;
  onBegun(upload: string): void;
  onProgress(sent: number): void;
  /** A piece is there for certain. */
  onPiece(sent: number): void;
  onDone(): void;
  onTrouble(trouble: Trouble): void;
}

const idOf = (url: string | null): string => url?.split('/').at(-1) ?? '';

/** Sends one file in pieces (tus 1.0.0), from where it stopped. Returns what stops it; what was sent stays there. */
export function send({ file, compartment, upload, ...told }: Sending): () => void {
  let stopped = false;
  const sending = new Upload(file, {
    endpoint: ENDPOINT,
    uploadUrl: upload ? `${ENDPOINT}/${upload}` : null,
    // Names are content: they go with the record, not with the bytes.
    metadata: { compartment },
    chunkSize: CHUNK,
    // Tries again are for the whole queue to time, and never end by themselves.
    retryDelays: null,
    storeFingerprintForResuming: false,
    onUploadUrlAvailable: () => told.onBegun(idOf(sending.url)),
    onProgress: (sent) => told.onProgress(sent),
    onChunkComplete: (_piece, accepted) => told.onPiece(accepted),
    onSuccess: () => told.onDone(),
    onError: async (error) => {
      const trouble = troubleOf(error);
      const found = trouble === 'cut' && !(await canRead(file)) ? 'unreadable' : trouble;
      if (!stopped) told.onTrouble(found);
    },
  });
  sending.start();
  return () => {
    stopped = true;
    void sending.abort();
  };
}

function troubleOf(error: Error | DetailedError): Trouble {
  if (!('originalResponse' in error)) return 'unreadable';
  const status = error.originalResponse?.getStatus() ?? 0;
  if (status === 401) return 'session';
  if (status === 507 || status === 413) return 'full';
  if (status === 429) return 'crowded';
  // Somebody else still holds it (423), it moved on meanwhile (409): both pass.
  if (status === 0) return 'cut';
  return status >= 500 || [408, 409, 423, 425].includes(status) ? 'busy' : 'refused';
}

/** A file that changed or went away since it was chosen cannot be read any more; the browser calls that a failed request. */
async function canRead(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** Throws away at the server what was sent of a file. What cannot be thrown away now goes when its time is over. */
export async function discard(upload: string): Promise<void> {
  await Upload.terminate(`${ENDPOINT}/${upload}`, { retryDelays: null }).catch(() => undefined);
}
