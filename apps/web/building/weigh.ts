import type { Rolldown } from 'vite';

type Output = readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[];
/** Files that a page loads, by name; `weights` says what each weighs on the wire. */
type Weights = ReadonlyMap<string, number>;

/** The Latin and Cyrillic letters of the interface; other subsets load only where a page needs their letters. */
const LETTERS = /source-sans-3-(?:latin|cyrillic)-wght/;

function chunkOf(output: Output, module: RegExp): Rolldown.OutputChunk {
  const found = output.find((each) => each.type === 'chunk' && each.moduleIds.some((id) => module.test(id)));
  if (found?.type !== 'chunk') throw new Error(`The build has no chunk for ${module}`);
  return found;
}

/** A chunk, what it imports at once, and their styles. */
function filesOf(output: Output, chunk: Rolldown.OutputChunk, into = new Set<string>()): Set<string> {
  if (into.has(chunk.fileName)) return into;
  into.add(chunk.fileName);
  for (const style of chunk.viteMetadata?.importedCss ?? []) into.add(style);
  for (const name of chunk.imports) {
    const imported = output.find((each) => each.fileName === name);
    if (imported?.type === 'chunk') filesOf(output, imported, into);
  }
  return into;
}

const total = (files: Iterable<string>, weights: Weights) =>
  [...files].reduce((sum, file) => sum + (weights.get(file) ?? 0), 0);

/** Bytes on the wire for the sign-in page, and for the shell with the list after it; one language, fonts included. */
export function weighPages(output: Output, weights: Weights): { signIn: number; shell: number; fonts: number } {
  const signIn = filesOf(output, chunkOf(output, /src\/main\.tsx$/));
  filesOf(output, chunkOf(output, /src\/words\/uk\.json$/), signIn);
  for (const file of ['index.html', 'mark.svg']) signIn.add(file);
  const fonts = [...weights.keys()].filter((file) => LETTERS.test(file));
  for (const font of fonts) signIn.add(font);
  const shell = filesOf(output, chunkOf(output, /frame\/workspace\.tsx$/), new Set(signIn));
  return { signIn: total(signIn, weights), shell: total(shell, weights), fonts: total(fonts, weights) };
}
