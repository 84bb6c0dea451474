/** The law as data: norms with their elements, evaluation of what people assessed, and the form for an organisation's own codes. */
export {
  blocksOf,
  type Catalogue,
  catalogueOf,
  DoubleKey,
  elementsOf,
  normOf,
  treeOf,
  UnknownNorm,
} from './catalogue.ts';
