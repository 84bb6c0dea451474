/** The law as data: norms with their elements, evaluation of what people assessed, and the form for an organisation's own codes. */
export { LAW, LAW_FILES } from './builtin.ts';
export {
  blocksOf,
  type Catalogue,
  catalogueOf,
  DoubleKey,
  elementsOf,
  normOf,
  treeOf,
  UnknownBlock,
  UnknownNorm,
} from './catalogue.ts';
export {
  type AllegationParts,
  allegation,
  type Charge,
  charges,
  evaluate,
  NoElements,
  type NormEvaluation,
} from './charging.ts';
export { type CatalogueReport, type Count, type Counts, checkCatalogue, type Fault, isChecked } from './check.ts';
export {
  type Assessed,
  type Assessments,
  type Evaluation,
  elementsIn,
  gapsIn,
  judge,
  type Level,
  strengthOf,
  UNASSESSED,
  type Verdict,
} from './evaluate.ts';
export {
  type Block,
  type Check,
  ELEMENT_KINDS,
  type Element,
  type ElementKind,
  FAMILIES,
  type Instrument,
  type LawFile,
  LawFileSchema,
  type Norm,
  type Source,
  type Tree,
  type Warning,
  type Words,
} from './form.ts';
export { FORUMS, type Forum, JURISDICTION_FACTS, type JurisdictionFact, jurisdictionOn } from './forums.ts';
export { CLASSIFICATIONS, type Classification, type GateAnswer, type GateReason, gate } from './gate.ts';
export { formFaults } from './law-faults.ts';
export { addLawFile, BadLawFile, readLawFile } from './national.ts';
export { type Found, searchLaw } from './search.ts';
export { type ForumLabel, STANDARDS, type Standard } from './standards.ts';
export { TOPICS } from './topics.ts';
