/** A person who can be named in a comment. */
export interface Nameable {
  account: string;
  name: string;
}

/** What is being typed after an @, and where it begins; null where nobody is being named. */
export function namingAt(text: string, caret: number): { from: number; typed: string } | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('@');
  if (from < 0 || /[\p{L}\p{N}]$/u.test(before.slice(0, from))) return null;
  const typed = before.slice(from + 1);
  return typed.length > 40 || /[\n@]/.test(typed) ? null : { from, typed };
}

/** Who may be meant by what was typed, whoever begins with it first. */
export function offered<Person extends Nameable>(people: readonly Person[], typed: string): Person[] {
  const wanted = typed.trim().toLowerCase();
  const starts = ({ name }: Person) => name.toLowerCase().startsWith(wanted);
  const holds = ({ name }: Person) => name.toLowerCase().includes(wanted);
  return [...people.filter(starts), ...people.filter((person) => !starts(person) && holds(person))].slice(0, 6);
}

/** The text with a name written out in place of what was typed, and where the caret stands then. */
export function named(text: string, caret: number, from: number, name: string): { text: string; caret: number } {
  const head = `${text.slice(0, from)}@${name} `;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}

/** Everybody whose name stands in the text behind an @. Of names that begin alike the longest that fits is meant. */
export function mentionedIn(text: string, people: readonly Nameable[]): string[] {
  const longestFirst = [...people].sort((a, b) => b.name.length - a.name.length);
  const found = new Set<string>();
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const rest = text.slice(at + 1);
    const meant = longestFirst.find(
      ({ name }) => rest.startsWith(name) && !/^[\p{L}\p{N}]/u.test(rest.slice(name.length)),
    );
    if (meant) found.add(meant.account);
  }
  return [...found];
}
