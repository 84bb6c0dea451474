import {
  blocksOf,
  type Catalogue,
  type Element,
  isChecked,
  type Norm,
  normOf,
  TOPICS,
  type Tree,
  treeOf,
  type Words,
} from '@cairn/law';
import { type Command, word } from './command.ts';
import { LAW_DETAILS, LAW_OPTIONS, languageGiven, lawGiven } from './law-given.ts';
import { LABELS, type Language, lineOf, mark, placeText } from './law-labels.ts';

export const lawShow: Command = {
  usage: 'law show ID [--language en|uk] [--add FILE]',
  summary: 'Shows a norm with its place, its elements and what must be known before it is used.',
  details: `ID: the key of a norm, for instance rs:8.2.b.i\n${LAW_DETAILS}`,
  options: LAW_OPTIONS,
  words: [1, 1],
  async run(context, words, values) {
    const language = languageGiven(values);
    const catalogue = await lawGiven(values);
    const norm = normOf(catalogue, word(words, 0));
    if (context.json) context.out(JSON.stringify(asJson(catalogue, norm)));
    else context.out(asText(catalogue, norm, language).join('\n'));
    return 0;
  },
};

function asText(catalogue: Catalogue, norm: Norm, language: Language): string[] {
  const labels = LABELS[language];
  const { id, title, text, source, conflict, topics = [], check } = norm;
  const tree = treeOf(norm);
  return [
    `${id}  ${title[language]}`,
    text[language],
    `${labels.wording}: ${check === null ? labels.nobody : labels.checked(check)}`,
    '',
    `${labels.source}: ${placeText(catalogue, source, language)}`,
    `${labels.inForce}: ${validity(norm, language)}`,
    `${labels.conflict}: ${labels.conflicts[conflict]}`,
    ...(topics.length === 0
      ? []
      : [`${labels.topics}: ${topics.map((topic) => TOPICS[topic]?.[language] ?? topic).join('; ')}`]),
    '',
    ...(tree === null ? [labels.noElements] : [`${labels.elements}:`, ...branch(catalogue, tree, language, '  ')]),
    ...warningLines(norm, language),
    ...relatedLines(catalogue, norm, language),
  ];
}

function validity({ from, to }: Norm, language: Language): string {
  const { since, until, always } = LABELS[language];
  if (from === null && to === null) return always;
  return [from === null ? '' : since(from), to === null ? '' : until(to)].filter((part) => part !== '').join(' ');
}

/** A tree, one element a line, each part two places further in; shared blocks are opened. */
function branch(catalogue: Catalogue, tree: Tree, language: Language, indent: string): string[] {
  const labels = LABELS[language];
  if ('id' in tree) return elementLines(catalogue, tree, language, indent);
  if ('ref' in tree) {
    const block = catalogue.blocks.get(tree.ref);
    const head = block === undefined ? '' : `${block.title[language]} ${mark(block.check, language)}`;
    const below = branch(catalogue, blocksOf(catalogue)(tree.ref), language, `${indent}  `);
    return [`${indent}${head} (${labels.shared}: ${tree.ref})`, ...below];
  }
  return [
    `${indent}${labels.ops[tree.op]}:`,
    ...tree.parts.flatMap((part) => branch(catalogue, part, language, `${indent}  `)),
  ];
}

function elementLines(catalogue: Catalogue, element: Element, language: Language, indent: string): string[] {
  const { id, kind, text, indicators = [], means = [], source, check } = element;
  const labels = LABELS[language];
  const listed = (name: string, words: readonly Words[]) =>
    words.length === 0 ? [] : [`${indent}    ${name}: ${words.map((each) => each[language]).join('; ')}`];
  return [
    `${indent}${labels.kinds[kind]}: ${text[language]} ${mark(check, language)}`,
    `${indent}    ${id} (${placeText(catalogue, source, language)})`,
    ...listed(labels.indicators, indicators),
    ...listed(labels.means, means),
  ];
}

function warningLines({ warnings = [], check }: Norm, language: Language): string[] {
  const labels = LABELS[language];
  const lines = warnings.map(({ code, text, see = [] }) => {
    const others = see.length === 0 ? '' : ` (${labels.see} ${see.join(', ')})`;
    return `  ${code}: ${text[language]}${others} ${mark(check, language)}`;
  });
  return lines.length === 0 ? [] : ['', `${labels.warnings}:`, ...lines];
}

function relatedLines({ norms }: Catalogue, { related = [] }: Norm, language: Language): string[] {
  const others = related.flatMap((id) => norms.get(id) ?? []);
  if (others.length === 0) return [];
  return ['', `${LABELS[language].related}:`, ...others.map((other) => `  ${lineOf(other, language)}`)];
}

/** The norm with its blocks opened and article 30 in its tree, and `checked` beside each wording. */
function asJson(catalogue: Catalogue, norm: Norm) {
  const tree = treeOf(norm);
  const related = (norm.related ?? []).flatMap((id) => catalogue.norms.get(id) ?? []);
  return {
    ...norm,
    checked: norm.check !== null,
    allChecked: isChecked(catalogue, norm),
    ...(tree === null ? {} : { tree: opened(catalogue, tree) }),
    related: related.map(({ id, title, check }) => ({ id, title, checked: check !== null })),
  };
}

function opened(catalogue: Catalogue, tree: Tree): object {
  if ('id' in tree) return { ...tree, checked: tree.check !== null };
  if ('parts' in tree) return { op: tree.op, parts: tree.parts.map((part) => opened(catalogue, part)) };
  const block = catalogue.blocks.get(tree.ref);
  if (block === undefined) return blocksOf(catalogue)(tree.ref);
  const { id, title, source, check } = block;
  return { block: id, title, source, checked: check !== null, tree: opened(catalogue, block.tree) };
}
