import type { Coding } from '@cairn/model';
import { type Codec, reading } from './codec.ts';

/** A code of one vocabulary; '' is none. The same code keeps what stood beside it: the source's own word. */
export const codingCodec = (scheme: string): Codec<Coding, string> => ({
  toForm: (coding) => coding?.code ?? '',
  toValue: (code, before) =>
    reading(code === '' ? undefined : code === before?.code ? before : ({ scheme, code } as Coding)),
});

/** Codes of several vocabularies. */
export const codingsCodec: Codec<Coding[], Coding[]> = {
  toForm: (codings) => codings ?? [],
  toValue: (codings) => reading(codings.length > 0 ? codings : undefined),
};

/** What is either so or not said. */
export const flagCodec: Codec<boolean, boolean> = {
  toForm: (value) => value === true,
  toValue: (value) => reading(value ? true : undefined),
};

/** Short words of the team's own. */
export const tagsCodec: Codec<string[], string[]> = {
  toForm: (tags) => tags ?? [],
  toValue: (tags) => reading(tags.length > 0 ? tags : undefined),
};
