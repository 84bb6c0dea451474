import Type from 'typebox';

// The form of a law file, "cairn-law/1": in it the catalogue of this package is written, and in it an organisation adds the
// codes of its own country (docs/law.md).

const Closed = <T extends Parameters<typeof Type.Object>[0]>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });

/** A text in both languages of the house; neither may be empty. */
export const WordsSchema = Closed({ en: Type.String({ minLength: 1 }), uk: Type.String({ minLength: 1 }) });
export type Words = Type.Static<typeof WordsSchema>;

/** A day, `YYYY-MM-DD`. */
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** `family:path`: the statute's own path is the key, so that it stays the same for ever (`rs:8.2.b.i`). */
export const NORM_ID = /^[a-z][a-z0-9-]*:[0-9a-zA-Z][0-9a-zA-Z.-]*$/;
/** A block or element: `ctx.iac`, `ctx.iac.conflict`, `rs:8.2.b.i/object`. */
export const PART_ID = /^(?:ctx\.[a-z-]+(?:\.[a-z0-9-]+)*|[a-z][a-z0-9-]*:[0-9a-zA-Z][0-9a-zA-Z.-]*\/[a-z0-9-]+)$/;
const NormId = Type.String({ pattern: NORM_ID.source });

/** Where a rule stands: the key of an instrument, and the place in it as lawyers cite it, without the word "article". */
export const SourceSchema = Closed({
  instrument: Type.String({ minLength: 1 }),
  article: Type.String({ minLength: 1 }),
  paragraph: Type.Optional(Type.String({ minLength: 1 })),
});
export type Source = Type.Static<typeof SourceSchema>;

/**
 * That a person compared this wording with the source's text: who, when, and with which edition. `null`: nobody has, and
 * whoever shows the wording says so. Software and its makers' memory are no person.
 */
export const CheckSchema = Type.Union([
  Closed({ by: Type.String({ minLength: 1 }), on: Day, against: Type.String({ minLength: 1 }) }),
  Type.Null(),
]);
export type Check = Type.Static<typeof CheckSchema>;

/** What every entry says of itself. `from` and `to`: first and last day on which the rule is in force; null where open. */
const stands = {
  source: SourceSchema,
  from: Type.Union([Day, Type.Null()]),
  to: Type.Union([Day, Type.Null()]),
  check: CheckSchema,
};

/** Elements of Crimes, general introduction, 7: conduct, consequence and circumstance, then the mental ones, context last. */
export const ELEMENT_KINDS = ['conduct', 'consequence', 'circumstance', 'mental', 'context'] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

export const ElementSchema = Closed({
  id: Type.String({ pattern: PART_ID.source }),
  kind: Type.Enum(ELEMENT_KINDS),
  text: WordsSchema,
  /** Facts that speak for it, as tribunals looked at them. */
  indicators: Type.Optional(Type.Array(WordsSchema)),
  /** Kinds of evidence by which it is usually shown. */
  means: Type.Optional(Type.Array(WordsSchema)),
  ...stands,
});
export type Element = Type.Static<typeof ElementSchema>;

/** A tree: all of its parts, any one of them, a block that several norms share, or an element. */
export type Tree = { readonly op: 'all' | 'any'; readonly parts: readonly Tree[] } | { readonly ref: string } | Element;

export const TreeSchema = Type.Cyclic(
  {
    Tree: Type.Union([
      Closed({ op: Type.Enum(['all', 'any']), parts: Type.Array(Type.Ref('Tree'), { minItems: 1 }) }),
      Closed({ ref: Type.String({ pattern: PART_ID.source }) }),
      ElementSchema,
    ]),
  },
  'Tree',
);

/** What a user must be told before a norm is used, by a code that programs can read. */
export const WarningSchema = Closed({
  code: Type.Enum([
    'no-niac-counterpart',
    'no-annex',
    'leaders-only',
    'qualifies-state-act',
    'amendment-parties-only',
    'threshold-protracted',
    'value-judgement',
    'by-other-norms',
  ]),
  text: WordsSchema,
  /** Other norms that it points to. */
  see: Type.Optional(Type.Array(NormId)),
});
export type Warning = Type.Static<typeof WarningSchema>;

export const FAMILIES = [
  'genocide',
  'humanity',
  'war-crime',
  'aggression',
  'liability',
  'ground',
  'ihl',
  'custom',
  'rights',
  'charter',
  'declaration',
  'national',
] as const;

/** One rule that conduct can be held against, or that says who answers for it. */
export const NormSchema = Closed({
  id: NormId,
  title: WordsSchema,
  /** What it says, in our own words: never the source's. */
  text: WordsSchema,
  family: Type.Enum(FAMILIES),
  /** In which conflicts it applies: international (occupation counts), not international, or any and none. */
  conflict: Type.Enum(['iac', 'niac', 'any']),
  topics: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  /** Norms of the same conduct elsewhere: in the other kind of conflict, in custom, in a treaty, in national law. */
  related: Type.Optional(Type.Array(NormId)),
  warnings: Type.Optional(Type.Array(WarningSchema)),
  /** Its elements. Norms of liability and crimes have them; others may. */
  tree: Type.Optional(TreeSchema),
  /** `article-30`: intent and knowledge are demanded of every material element that names no other mental element. */
  mental: Type.Optional(Type.Enum(['article-30', 'stated'])),
  ...stands,
});
export type Norm = Omit<Type.Static<typeof NormSchema>, 'tree'> & { readonly tree?: Tree };

/** Contextual elements that several crimes share; said once, attached by reference. */
export const BlockSchema = Closed({
  id: Type.String({ pattern: '^ctx\\.[a-z-]+$' }),
  title: WordsSchema,
  tree: TreeSchema,
  ...stands,
});
export type Block = Omit<Type.Static<typeof BlockSchema>, 'tree'> & { readonly tree: Tree };

/** A treaty, code, declaration or study, and the edition that our wording was written beside (null: none was at hand). */
export const InstrumentSchema = Closed({
  key: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
  title: WordsSchema,
  short: WordsSchema,
  kind: Type.Enum(['treaty', 'custom', 'declaration', 'resolution', 'code', 'guidance', 'judgment']),
  adopted: Type.Union([Day, Type.Null()]),
  inForce: Type.Union([Day, Type.Null()]),
  url: Type.Optional(Type.String({ pattern: '^https://' })),
  writtenBeside: Type.Union([Type.String({ minLength: 1 }), Type.Null()]),
});
export type Instrument = Type.Static<typeof InstrumentSchema>;

export const LawFileSchema = Closed({
  form: Type.Literal('cairn-law/1'),
  instruments: Type.Array(InstrumentSchema),
  blocks: Type.Array(BlockSchema),
  norms: Type.Array(NormSchema),
});
export interface LawFile {
  readonly form: 'cairn-law/1';
  readonly instruments: readonly Instrument[];
  readonly blocks: readonly Block[];
  readonly norms: readonly Norm[];
}
