/** An export that Telegram Desktop wrote (`result.json`), read strictly: what is not understood is said, never left out in silence. */

/** What one message brings: a file, words, or both. */
export interface TelegramEntry {
  /** The message's number in its chat. */
  readonly message: number;
  /** As the export states it, without a zone, and the same instant in UTC where it gives one. */
  readonly posted: string;
  readonly instant?: string;
  readonly edited?: string;
  readonly from?: string;
  readonly forwardedFrom?: string;
  readonly answers?: number;
  /** The words of the message or the caption of its file; empty where there are none. */
  readonly text: string;
  /** Path of the file within the folder of the export. */
  readonly file?: string;
  /** The export names a file that it does not hold: its settings left it out. */
  readonly leftOut?: boolean;
}

/** A part of the export that is not as it should be. */
export interface TelegramFault {
  /** Number of the message where it has one, else its place in the list from 1. */
  readonly message: number | string;
  readonly part: string;
  readonly problem: 'not-an-object' | 'missing' | 'wrong-type' | 'outside-folder' | 'empty' | 'not-a-message';
}

export interface TelegramChat {
  /** Empty where the export names none. */
  readonly name: string;
  readonly type: string;
  readonly id: string;
}

export interface TelegramReading {
  readonly entries: readonly TelegramEntry[];
  readonly faults: readonly TelegramFault[];
  /** Notices of the service (joined, pinned, renamed), which bring nothing. */
  readonly notices: number;
}

type Part = Record<string, unknown>;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Telegram's words in place of a path, where the settings of the export left a file out. */
const LEFT_OUT = /^\(File (?:not included|exceeds|unavailable)/i;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/;

/** The chats of an export: one, or each of a whole account's. An empty list says that this is no export of Telegram Desktop. */
export function chatsOf(result: unknown): { chat: TelegramChat; messages: readonly unknown[] }[] {
  if (!isPart(result)) return [];
  const many = isPart(result.chats) && Array.isArray(result.chats.list) ? result.chats.list : [result];
  return many.flatMap((each) =>
    isPart(each) && Array.isArray(each.messages) ? [{ chat: chatOf(each), messages: each.messages }] : [],
  );
}

function chatOf({ name, type, id }: Part): TelegramChat {
  return {
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    id: typeof id === 'number' || typeof id === 'string' ? String(id) : '',
  };
}

/** Reads messages of one chat. */
export function readMessages(messages: readonly unknown[]): TelegramReading {
  const entries: TelegramEntry[] = [];
  const faults: TelegramFault[] = [];
  let notices = 0;
  messages.forEach((message, place) => {
    if (!isPart(message)) {
      faults.push({ message: `#${place + 1}`, part: '', problem: 'not-an-object' });
      return;
    }
    const named = Number.isSafeInteger(message.id) ? (message.id as number) : `#${place + 1}`;
    const note = (part: string, problem: TelegramFault['problem']) => faults.push({ message: named, part, problem });
    if (message.type === 'service') notices += 1;
    else if (message.type !== 'message') note('type', 'not-a-message');
    else if (typeof named !== 'number') note('id', message.id === undefined ? 'missing' : 'wrong-type');
    else {
      const entry = entryOf(message, named, note);
      if (entry !== null) entries.push(entry);
    }
  });
  return { entries, faults, notices };
}

function entryOf(
  message: Part,
  id: number,
  note: (part: string, problem: TelegramFault['problem']) => void,
): TelegramEntry | null {
  const { date } = message;
  const dated = typeof date === 'string' && LOCAL_TIME.test(date);
  if (!dated) note('date', date === undefined ? 'missing' : 'wrong-type');
  const text = textOf(message.text ?? message.text_entities, note);
  const named = message.file ?? message.photo;
  const file = typeof named === 'string' && !LEFT_OUT.test(named) ? pathOf(named, note) : undefined;
  if (named !== undefined && typeof named !== 'string') note('file', 'wrong-type');
  const leftOut = typeof named === 'string' && LEFT_OUT.test(named);
  if (file === undefined && !leftOut && text.trim() === '') {
    note('', 'empty');
    return null;
  }
  const optional = (part: string): string | undefined => {
    const value = message[part];
    if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
    note(part, 'wrong-type');
    return undefined;
  };
  const [edited, from, forwardedFrom] = [optional('edited'), optional('from'), optional('forwarded_from')];
  const answers = message.reply_to_message_id;
  if (answers !== undefined && !Number.isSafeInteger(answers)) note('reply_to_message_id', 'wrong-type');
  const instant = instantOf(message.date_unixtime, note);
  return {
    message: id,
    posted: dated ? date : '',
    ...(instant === undefined ? {} : { instant }),
    ...(edited === undefined ? {} : { edited }),
    ...(from === undefined ? {} : { from }),
    ...(forwardedFrom === undefined ? {} : { forwardedFrom }),
    ...(Number.isSafeInteger(answers) ? { answers: answers as number } : {}),
    text,
    ...(file === undefined ? {} : { file }),
    ...(leftOut ? { leftOut } : {}),
  };
}

/** Words are one string, or a list of strings and of marked pieces. */
function textOf(value: unknown, note: (part: string, problem: TelegramFault['problem']) => void): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) {
    note('text', 'wrong-type');
    return '';
  }
  return value
    .map((piece: unknown) => {
      if (typeof piece === 'string') return piece;
      if (isPart(piece) && typeof piece.text === 'string') return piece.text;
      note('text', 'wrong-type');
      return '';
    })
    .join('');
}

/** A path within the folder, with plain strokes; nothing that leads out of it. */
function pathOf(named: string, note: (part: string, problem: TelegramFault['problem']) => void): string | undefined {
  const path = named.replaceAll('\\', '/');
  const steps = path.split('/');
  if (path === '' || path.startsWith('/') || /^[a-z]+:/i.test(path) || steps.includes('..') || steps.includes('')) {
    note('file', 'outside-folder');
    return undefined;
  }
  return path;
}

const LAST_SECOND = 253_402_300_799;

function instantOf(
  value: unknown,
  note: (part: string, problem: TelegramFault['problem']) => void,
): string | undefined {
  if (value === undefined) return undefined;
  const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN;
  if (seconds <= LAST_SECOND) return new Date(seconds * 1000).toISOString();
  note('date_unixtime', 'wrong-type');
  return undefined;
}
