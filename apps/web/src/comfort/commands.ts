/** Something that the palette can do. */
export interface Command {
  id: string;
  /** The heading under which it stands. */
  group: string;
  words: string;
  keys?: string | undefined;
  run: () => void;
  /** It answers to whatever is typed. */
  always?: true;
}

const plain = (text: string) => text.normalize('NFC').toLocaleLowerCase();

/** The commands in which each typed word begins some word, the groups in the order of their first command. */
export function matching(commands: readonly Command[], typed: string): readonly Command[] {
  const sought = plain(typed).split(/\s+/).filter(Boolean);
  return commands.filter(({ words, group, always }) => {
    if (always) return true;
    const own = plain(`${words} ${group}`).split(/[\s:,.()“”«»/-]+/);
    return sought.every((word) => own.some((each) => each.startsWith(word)));
  });
}

/** Commands under their headings, in the order in which they came. */
export function byGroup(commands: readonly Command[]): readonly { group: string; commands: readonly Command[] }[] {
  return [...Map.groupBy(commands, ({ group }) => group)].map(([group, of]) => ({ group, commands: of }));
}
