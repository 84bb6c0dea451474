import { basename } from 'node:path';
import { mappingProblems, type TableMapping } from '@cairn/model';
import { parseStrictJson } from '@cairn/revision';
import { Refusal } from '../../record/types.ts';
import { importFile, type Progress } from '../import.ts';
import type { ImportPort } from '../port.ts';
import type { ImportReport } from '../report.ts';
import { tableFormat } from './format.ts';
import { openTable } from './source.ts';

/** A mapping is none; every problem names its place in it. */
export class MappingRefused extends Refusal {
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(file: string, problems: readonly { readonly path: string; readonly message: string }[]) {
    const first = problems.slice(0, 20).map(({ path, message }) => `${path}: ${message}`);
    super(`The mapping cannot be used. ${first.join(' ')}`, file, 'Correct these places, then import the table again.');
    this.problems = problems;
  }
}

/** @throws MappingRefused */
export function checkedMapping(value: unknown, file = ''): TableMapping {
  const problems = mappingProblems(value);
  if (problems.length > 0) throw new MappingRefused(file, problems);
  return value as TableMapping;
}

/** A mapping from its JSON text. @throws MappingRefused */
export function mappingFromText(text: string, path: string): TableMapping {
  const file = basename(path);
  let value: unknown;
  try {
    value = parseStrictJson(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new MappingRefused(file, [{ path: '/', message: `This is no JSON: ${(error as Error).message}` }]);
  }
  return checkedMapping(value, file);
}

/** Imports a table, CSV or XLSX, as its mapping says. Everything else is as `importFile` does it. */
export async function importTable(
  port: ImportPort,
  mapping: TableMapping,
  {
    path,
    ...options
  }: {
    path: string;
    name?: string;
    dryRun?: boolean;
    onProgress?: (progress: Progress) => void;
    onBatch?: (id: string) => void;
  },
): Promise<ImportReport> {
  const source = await openTable(path, mapping.file?.sheet ?? 1);
  try {
    return await importFile(port, { ...options, path, format: tableFormat(mapping, source, port.sourceKey) });
  } finally {
    await source.close();
  }
}
