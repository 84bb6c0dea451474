export { mappingProblems } from './problems.ts';
export { readStatedTime, type StatedTime, type TimeOptions, wider } from './stated-time.ts';
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
  type PlaceFrom,
  type SourcesFrom,
  type TableMapping,
  type TagsFrom,
  type TextFrom,
  type TimeFrom,
} from './table.ts';
