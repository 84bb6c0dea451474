/** Words of the guide, and what stands among them: keys and names of files, links into another part. */
export type Piece = string | { code: string } | { key: string } | { part: string; words: string };

export type Block =
  | { is: 'text'; of: readonly Piece[] }
  | { is: 'table'; head: readonly (readonly Piece[])[]; rows: readonly (readonly (readonly Piece[])[])[] }
  | { is: 'picture'; source: string; tells: string; width: number; height: number };

/** A part of the guide; `id` is the same in every language, so that an address with it outlives a change of language. */
export interface Part {
  id: string;
  title: string;
  blocks: readonly Block[];
}

/** The guide in one language: its title, what stands before the first part, and the parts. */
export interface Guide {
  title: string;
  opening: readonly Block[];
  parts: readonly Part[];
}
