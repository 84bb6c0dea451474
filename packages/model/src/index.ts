/** The domain of Cairn: value types, kinds of record, vocabularies, rules. Pure; runs in browser and Node alike. */

export { cohenKappa } from '@cairn/statistics';
export { describeCount } from './describe/count.ts';
export { describePlace } from './describe/place.ts';
export { describeTime } from './describe/time.ts';
export type { WordLanguage } from './describe/time-words.ts';
export { readyText, textsAlike } from './duplicates/alike.ts';
export {
  type ActorSide,
  compareActors,
  compareIncidents,
  type IncidentSide,
  LIKENESS_REASONS,
  type Likeness,
  type LikenessReason,
  POSSIBLE_DUPLICATE_FROM,
  type ReadyActor,
  type ReadyIncident,
  type Reason,
  readyActor,
  readyIncident,
} from './duplicates/compare.ts';
export { mainRecords, speaksFor } from './duplicates/main-record.ts';
export { skeletonWords } from './duplicates/skeleton.ts';
export { sameJson } from './equal.ts';
export {
  type Body,
  type FieldMeaning,
  type FieldSpec,
  KIND_NAMES,
  type Kind,
  type KindName,
  type OtherRecord,
  type ProjectedRecord,
  type Projection,
  type RuleContext,
  UnknownVersion,
} from './kind.ts';
export type { Act } from './kinds/act.ts';
export type { Actor } from './kinds/actor.ts';
export type { Batch } from './kinds/batch.ts';
export type { Comment } from './kinds/comment.ts';
export type { Incident } from './kinds/incident.ts';
export type { Item } from './kinds/item.ts';
export type { Link } from './kinds/link.ts';
export type { Mapping } from './kinds/mapping.ts';
export type { MethodNote } from './kinds/method-note.ts';
export type { SecondCoding } from './kinds/second-coding.ts';
export { CREDIBILITIES, RELIABILITIES, STANCES, type Statement } from './kinds/statement.ts';
export type { Step } from './kinds/step.ts';
export type { View } from './kinds/view.ts';
export { KINDS } from './kinds.ts';
export * from './leaving/index.ts';
export {
  ACTOR_ROLES,
  type ActFrom,
  type ActorsFrom,
  type CodeFrom,
  type CodesFrom,
  type Column,
  type CountFrom,
  type CustomFrom,
  DATE_FORMATS,
  type DateFormat,
  mappingProblems,
  type PlaceFrom,
  readStatedTime,
  type SourcesFrom,
  type StatedTime,
  type TableMapping,
  type TagsFrom,
  type TextFrom,
  type TimeFrom,
  wider,
} from './mapping/index.ts';
export { type MergeLink, mergedGroups } from './merging.ts';
export { type NameKeys, nameKeys, plainName, transliterate } from './names/index.ts';
export { type Problem, problem } from './problem.ts';
export {
  codesByScheme,
  codesIn,
  emptyQuery,
  isPlain,
  LIBRARY_KINDS,
  LIBRARY_SORTS,
  type LibraryKind,
  type LibraryQuery,
  type LibrarySort,
  type ParsedQuery,
  parseQuery,
  printQuery,
  QUERY_LIMITS,
  type QueryCode,
  queryPairs,
  withCodes,
} from './query.ts';
export { QUERY_FIELDS, type QueryField } from './query-fields.ts';
export { isSexualViolence } from './rules/act.ts';
export { isPerson } from './rules/actor.ts';
export {
  BERKELEY_GROUPS,
  BERKELEY_POINTS,
  type BerkeleyGroup,
  type BerkeleyPoint,
  berkeleyChecklist,
  type ChecklistPoint,
  type PointState,
} from './rules/berkeley.ts';
export { type BulkChange, type BulkStep, bulkStep } from './rules/bulk.ts';
export {
  type ErasurePerson,
  type ErasureRefusal,
  isErasable,
  refusalOfErasure,
  refusalOfRequest,
} from './rules/erasure.ts';
export { frozenFields } from './rules/frozen.ts';
export { asBeforeMerge, asDuplicate, type Mergeable } from './rules/merged.ts';
export { demandsReviewer, FACTS, nextStages, REVIEWED_STATES } from './rules/review.ts';
export { type Support, supportOf } from './rules/sources.ts';
export {
  isSortedAs,
  type SortedKind,
  sortedBody,
  standingOf,
  TRIAGE_DECISIONS,
  type TriageDecision,
  type TriageStanding,
  titleFrom,
} from './rules/triage.ts';
export { DESK_NEEDS, type DeskNeed, URGENCIES, type Urgency, urgencyOf } from './rules/urgency.ts';
export {
  DEFAULT_SENSITIVITY,
  FIELD_CLASSES,
  type FieldClass,
  guardAmong,
  levelOfField,
  SENSITIVITIES,
  type Sensitivity,
  SensitivitySchema,
  stricter,
} from './sensitivity.ts';
export {
  chatsOf,
  readMessages,
  type TelegramChat,
  type TelegramEntry,
  type TelegramFault,
  type TelegramReading,
} from './telegram.ts';
export { validate } from './validate.ts';
export {
  type Coding,
  CodingSchema,
  codingProblems,
  EXTENDABLE,
  isOwnCode,
  OWN_PREFIX,
  ownCodesIn,
} from './values/coding.ts';
export {
  COUNT_ANOMALIES,
  COUNT_UNITS,
  type Count,
  type CountAnomaly,
  CountSchema,
  countAnomalies,
  countProblems,
} from './values/count.ts';
export { CUSTOM_KEY, CustomSchema, type CustomValues } from './values/custom.ts';
export {
  CUSTOM_TYPES,
  type CustomField,
  CustomFieldSchema,
  customFieldProblems,
  customProblems,
} from './values/custom-definition.ts';
export {
  coverOf,
  type FuzzyPlace,
  FuzzyPlaceSchema,
  PLACE_PRECISIONS,
  type PlacePrecision,
  placeProblems,
  RADIUS_BY_PRECISION,
  radiusOf,
  type Spot,
  shapeOf,
  spotOf,
} from './values/fuzzy-place.ts';
export {
  DEFAULT_ZONE,
  type FuzzyTime,
  FuzzyTimeSchema,
  ImpossibleTime,
  type Period,
  periodOf,
  TIME_PRECISIONS,
  type TimePrecision,
  timeProblems,
} from './values/fuzzy-time.ts';
export { type Harm, HarmSchema } from './values/harm.ts';
export { LEVELS, type Level, LevelSchema, SECOND_PERSON_FROM, SINGLE_SOURCE_CAP } from './values/level.ts';
export { type Provenance, ProvenanceSchema, provenanceProblems, provenanceTarget } from './values/provenance.ts';
export {
  isLine,
  MOST_POSITIONS,
  type PlaceShape,
  PlaceShapeSchema,
  type Position,
  pathsOf,
  SHAPE_TYPES,
  shapeProblems,
} from './values/shape.ts';
export { isInside } from './values/shape-crossing.ts';
export { boundsOfShape, circleOfShape, pointOfShape, wound } from './values/shape-measures.ts';
export { readShape, type ShapeUnread, wktOf } from './values/shape-text.ts';
export { isRecordId, LONGEST_CODE, LONGEST_EXTERNAL_ID, LONGEST_TEXT, LONGEST_TITLE } from './values/text.ts';
export { DECISION_LINKS, LINK_TYPES, type LinkType } from './vocabularies/link-types.ts';
export { isWithinExtended, type OwnTerm, OwnTermSchema, ownTermProblems } from './vocabularies/own-term.ts';
export { codesOf, findTerm, isWithin, termFor, VOCABULARIES } from './vocabularies/registry.ts';
export type { Term, Vocabulary } from './vocabularies/vocabulary.ts';
export { stemsAsked, ukrainianStem, ukrainianStems } from './words/ukrainian.ts';
