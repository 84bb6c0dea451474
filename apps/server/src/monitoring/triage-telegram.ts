import { guardAmong, readMessages, type TelegramChat, type TelegramEntry, type TelegramFault } from '@cairn/model';
import type { Instance } from '../database/index.ts';
import { type FileNotes, type IntakeNotes, receiveUploads, waitingIn } from '../evidence/index.ts';
import { findExternal, newId } from '../record/index.ts';
import type { Change, Session } from '../record/types.ts';
import { requireWorkable } from './triage-batches.ts';
import { commitMarked, externalOf, markOf } from './triage-links.ts';

/** A piece of an export of Telegram Desktop: some messages of a chat, and those of their files that were sent. */
export interface TelegramPiece {
  readonly batch: string;
  readonly chat: TelegramChat;
  /** As they stand in `result.json`. */
  readonly messages: readonly unknown[];
  readonly files: readonly { readonly upload: string; readonly path: string }[];
  readonly sensitivity?: string;
  readonly reason: string;
}

export interface TelegramTaken {
  readonly items: { readonly message: number; readonly item: string; readonly already: boolean }[];
  /** Parts of messages that are not as they should be. */
  readonly faults: TelegramFault[];
  /** Files that messages name and that were not sent. */
  readonly missing: { readonly message: number; readonly file: string }[];
  /** Messages whose file the export itself left out. */
  readonly leftOut: number[];
  readonly notices: number;
}

const DATASET = 'telegram';
const LONGEST_NAME = 200;

/**
 * Makes items of messages: the file of a message with its caption, or its words alone. A message whose file is missing keeps
 * its words. The same piece again adds nothing.
 *
 * @throws NotFound, Forbidden, NotWhole, Invalid; what was made before stays, and the same piece completes it
 */
export async function takeTelegram(instance: Instance, session: Session, piece: TelegramPiece): Promise<TelegramTaken> {
  const batch = await requireWorkable(instance, session, piece.batch);
  const { compartment } = batch;
  // What comes into a guarded batch is guarded as it is, unless somebody says otherwise.
  const guard = {
    ...guardAmong([batch.body]),
    ...(piece.sensitivity === undefined ? {} : { sensitivity: piece.sensitivity }),
  };
  const { entries, faults, notices } = readMessages(piece.messages);
  const uploads = new Map(piece.files.map(({ path, upload }) => [path, upload]));
  const sent = entries.filter(({ file }) => file !== undefined && uploads.has(file));
  const items = [
    ...(await takeFiles(instance, session, { ...piece, ...guard, compartment, uploads, entries: sent })),
    ...(await takeWords(instance, session, {
      ...{ ...piece, ...guard, compartment },
      entries: entries.filter((entry) => !sent.includes(entry) && entry.text.trim() !== ''),
    })),
  ];
  return {
    ...{ items, faults: [...faults], notices },
    missing: entries.flatMap(({ message, file }) =>
      file === undefined || uploads.has(file) ? [] : [{ message, file }],
    ),
    leftOut: entries.flatMap(({ message, leftOut }) => (leftOut === true ? [message] : [])),
  };
}

interface Part extends TelegramPiece {
  readonly compartment: string;
  readonly entries: readonly TelegramEntry[];
}

async function takeFiles(
  instance: Instance,
  session: Session,
  part: Part & { uploads: ReadonlyMap<string, string> },
): Promise<TelegramTaken['items'][number][]> {
  const { compartment, batch, entries, uploads, sensitivity, reason, chat } = part;
  // Two messages may show one file: it is one item, with the words of the first.
  const first = [...new Map([...entries].reverse().map((entry) => [entry.file, entry])).values()].reverse();
  if (first.length === 0) return [];
  const received = await receiveUploads(instance, session, {
    ...{ compartment, batch, reason },
    notes: { captureClass: 'messaging-copy', ...(sensitivity === undefined ? {} : { sensitivity }) },
    files: first.map((entry) => ({
      ...{ upload: uploads.get(entry.file ?? '') ?? '', name: entry.file ?? '' },
      own: saidOf(entry, chat),
    })),
  });
  const byFile = new Map(first.map((entry, i) => [entry.file, received[i]]));
  return entries.flatMap(({ message, file }) => {
    const got = byFile.get(file);
    return got === undefined ? [] : [{ message, item: got.item, already: got.already }];
  });
}

async function takeWords(
  instance: Instance,
  session: Session,
  { compartment, batch, entries, sensitivity, reason, chat }: Part,
): Promise<TelegramTaken['items'][number][]> {
  const marked = new Map(
    entries.map((entry) => [markOf(instance, compartment, `telegram ${chat.id} ${entry.message}`), entry]),
  );
  const known = await findExternal(instance, session, compartment, DATASET, [...marked.keys()]);
  const before = new Map(known.map(({ external, record }) => [external.id, record]));
  const fresh = [...marked].filter(([mark]) => !before.has(mark));
  const changes = fresh.map(([mark, entry]): Change => {
    const said = { itemKind: 'capture', captureClass: 'messaging-copy', ...saidOf(entry, chat) };
    const guard = sensitivity === undefined ? {} : { sensitivity };
    const body = { ...said, ...guard, ...waitingIn(batch, session), external: externalOf(DATASET, mark) };
    return { id: newId(), kind: 'item', compartment, base: 0, body };
  });
  if (changes.length > 0) await commitMarked(instance, session, changes, reason);
  return [...marked].map(([mark, { message }]) => {
    const made = changes[fresh.findIndex(([each]) => each === mark)]?.id;
    return { message, item: made ?? before.get(mark) ?? '', already: made === undefined };
  });
}

/**
 * What a message says of its item. Its words in full, who posted it and where stand in fields for the case alone: they may
 * name people. The title, which the team reads in lists, is the beginning of its words.
 */
function saidOf(entry: TelegramEntry, chat: TelegramChat): FileNotes {
  const { text, from, forwardedFrom, posted, instant, edited, answers, message } = entry;
  const words = text.replaceAll(/\s+/g, ' ').trim();
  const title = [...words].slice(0, LONGEST_NAME).join('');
  const by = [chat.name, from === chat.name ? undefined : from].filter((each) => each !== undefined && each !== '');
  const obtainedFrom = `Telegram: ${by.join(', ') || 'unnamed chat'}, message ${message}`;
  const lines = [
    ...[
      `Posted: ${instant ?? posted}`,
      posted === '' || instant === undefined ? '' : `As the export states it: ${posted}`,
    ],
    ...[forwardedFrom === undefined ? '' : `Forwarded from: ${forwardedFrom}`, edited ? `Edited: ${edited}` : ''],
    ...[answers === undefined ? '' : `Answers message: ${answers}`, entry.leftOut ? 'Its file was not exported.' : ''],
  ];
  const provenance: NonNullable<IntakeNotes['provenance']> = { obtainedFrom, method: 'Telegram Desktop export' };
  return {
    ...(title === '' ? {} : { title }),
    ...(text.trim() === '' ? {} : { notes: text }),
    provenance,
    collection: { tool: 'Telegram Desktop', method: 'export', context: lines.filter((line) => line !== '').join('\n') },
  };
}
