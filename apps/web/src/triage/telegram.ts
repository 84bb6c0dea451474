import { chatsOf, readMessages, type TelegramChat } from '@cairn/model';
import { forgetUpload } from '../evidence/fingerprints.ts';
import type { Chosen } from '../evidence/folders.ts';
import { Queue } from '../evidence/queue.ts';
import type { TelegramTaken } from './shapes.ts';

/** A folder that Telegram Desktop wrote, as it was chosen. */
export interface Export {
  readonly chats: readonly { readonly chat: TelegramChat; readonly messages: readonly unknown[] }[];
  /** Files by their paths within the export. */
  readonly files: ReadonlyMap<string, Chosen>;
}

export type NoExport = 'no-result' | 'no-json' | 'no-chat' | 'too-large';

/** A result.json larger than this is split in Telegram itself, by dates (bytes). */
const LARGEST = 256 * 2 ** 20;

/** Looks for the export in what was chosen. */
export async function exportIn(chosen: readonly Chosen[]): Promise<Export | NoExport> {
  const result = chosen
    .filter(({ path }) => /(?:^|\/)result\.json$/.test(path))
    .sort((a, b) => a.path.length - b.path.length)[0];
  if (!result) return 'no-result';
  if (result.file.size > LARGEST) return 'too-large';
  const root = result.path.slice(0, -'result.json'.length);
  let read: unknown;
  try {
    read = JSON.parse(await result.file.text());
  } catch {
    return 'no-json';
  }
  const chats = chatsOf(read);
  if (chats.length === 0) return 'no-chat';
  const below = chosen.filter(({ path }) => path.startsWith(root));
  return { chats, files: new Map(below.map((each) => [each.path.slice(root.length), each])) };
}

/** What an export holds, before anything of it is sent. */
export function summaryOf({ chats, files }: Export) {
  const readings = chats.map(({ messages }) => readMessages(messages));
  const entries = readings.flatMap((each) => each.entries);
  const named = new Set(entries.flatMap(({ file }) => file ?? []));
  return {
    messages: entries.length,
    files: [...named].filter((path) => files.has(path)).length,
    missing: [...named].filter((path) => !files.has(path)),
    leftOut: entries.filter(({ leftOut }) => leftOut).length,
    faults: readings.flatMap((each) => each.faults),
    notices: readings.reduce((sum, { notices }) => sum + notices, 0),
    unnamed: [...files.keys()].filter((path) => path !== 'result.json' && !named.has(path)).length,
  };
}

/** Messages that go in one question; their files are sent before. */
const PIECE = 40;

export interface Means {
  readonly compartment: string;
  take(
    chat: TelegramChat,
    messages: readonly unknown[],
    files: readonly { upload: string; path: string }[],
  ): Promise<TelegramTaken>;
  /** Told how many messages are through. */
  onProgress(done: number): void;
}

/**
 * Sends an export piece by piece, from a message on. A file that cannot be sent is told as missing by the server.
 *
 * @throws Refused; what was taken in stays, and the same again completes it
 */
export async function sendExport({ chats, files }: Export, means: Means, from = 0): Promise<TelegramTaken> {
  const sum: TelegramTaken = { items: [], faults: [], missing: [], leftOut: [], notices: 0 };
  let done = 0;
  for (const { chat, messages } of chats) {
    for (let at = 0; at < messages.length; at += PIECE) {
      const piece = messages.slice(at, at + PIECE);
      done += piece.length;
      if (done <= from) continue;
      const sent = await sendFiles(filesOf(piece, files), means.compartment);
      const taken = await means.take(chat, piece, sent);
      for (const { upload } of sent) forgetUpload(upload);
      sum.items.push(...taken.items);
      sum.faults.push(...taken.faults);
      sum.missing.push(...taken.missing);
      sum.leftOut.push(...taken.leftOut);
      sum.notices += taken.notices;
      means.onProgress(done);
    }
  }
  return sum;
}

function filesOf(messages: readonly unknown[], files: ReadonlyMap<string, Chosen>): Map<string, Chosen> {
  const named = readMessages(messages).entries.flatMap(({ file }) => file ?? []);
  return new Map(named.flatMap((path) => (files.has(path) ? [[path, files.get(path) as Chosen]] : [])));
}

async function sendFiles(
  files: ReadonlyMap<string, Chosen>,
  compartment: string,
): Promise<{ upload: string; path: string }[]> {
  if (files.size === 0) return [];
  const queue = new Queue();
  const chosen = [...files].map(([path, { file }]) => ({ file, path }));
  await new Promise<void>((done) => {
    const look = () => {
      if (queue.entries().every(({ state }) => state === 'sent' || state === 'failed')) done();
    };
    queue.watch(look);
    queue.add(chosen, compartment);
    look();
  });
  return queue.entries().flatMap(({ state, upload, path }) => (state === 'sent' && upload ? [{ upload, path }] : []));
}
