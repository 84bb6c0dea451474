/** A stretch of text that stayed, went or came. */
export interface Piece {
  kind: 'same' | 'gone' | 'come';
  text: string;
}

/** Cells of the comparison table that are worth a moment of a phone's time. */
const MOST_CELLS = 2_000_000;

/** Words with the blanks after them; then, for texts too long to compare so, sentences; then the whole text. */
const CUTS: readonly RegExp[] = [/\S+\s*|\s+/gu, /[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*/gu, /[\s\S]+/gu];

/**
 * How one text became another, word by word: the longest common subsequence stays. Joined without what came, the pieces
 * are the text before; without what went, the text after.
 */
export function wordDiff(before: string, after: string): Piece[] {
  for (const cut of CUTS) {
    const was = before.match(cut) ?? [];
    const is = after.match(cut) ?? [];
    const head = commonHead(was, is);
    const tail = commonTail(was, is, head);
    const [a, b] = [was.slice(head, was.length - tail), is.slice(head, is.length - tail)];
    if (a.length * b.length > MOST_CELLS) continue;
    const start: Piece = { kind: 'same', text: was.slice(0, head).join('') };
    const end: Piece = { kind: 'same', text: was.slice(was.length - tail).join('') };
    return joined([start, ...between(a, b), end]);
  }
  return joined([
    { kind: 'gone', text: before },
    { kind: 'come', text: after },
  ]);
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonTail(a: readonly string[], b: readonly string[], head: number): number {
  let n = 0;
  const most = Math.min(a.length, b.length) - head;
  while (n < most && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

/** Length of the longest common subsequence of what follows each pair of places, row by row. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      const skip = Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
      table[at] = a[i] === b[j] ? (table[at + width + 1] ?? 0) + 1 : skip;
    }
  }
  return table;
}

function between(a: readonly string[], b: readonly string[]): Piece[] {
  const table = lengths(a, b);
  const width = b.length + 1;
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const at = i * width + j;
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i++] ?? '' });
      j++;
    } else if (j >= b.length || (i < a.length && (table[at + width] ?? 0) >= (table[at + 1] ?? 0))) {
      pieces.push({ kind: 'gone', text: a[i++] ?? '' });
    } else {
      pieces.push({ kind: 'come', text: b[j++] ?? '' });
    }
  }
  return pieces;
}

/** Neighbours of one kind made one; within a run of changes, what went stands before what came. */
function joined(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  let [gone, come] = ['', ''];
  const flush = () => {
    if (gone) made.push({ kind: 'gone', text: gone });
    if (come) made.push({ kind: 'come', text: come });
    [gone, come] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    if (kind === 'gone') gone += text;
    else if (kind === 'come') come += text;
    else {
      flush();
      const last = made.at(-1);
      if (last?.kind === 'same') last.text += text;
      else made.push({ kind, text });
    }
  }
  flush();
  return made;
}
