export { enginePort } from './engine-port.ts';
export { FileChanged, MissingColumns, UnknownFormat, UnreadableFile, WrongEncoding } from './errors.ts';
export type { FieldMapping, Format } from './format.ts';
export { FORMATS } from './formats.ts';
export { type ImportOptions, importFile, type Progress } from './import.ts';
export type { Existing, External, ImportPort, StoredFile } from './port.ts';
export { type Flag, type ImportReport, PROBLEMS, type ProblemCode, problemCode } from './report.ts';
export { checkedMapping, importTable, MappingRefused, mappingFromText } from './table/index.ts';
