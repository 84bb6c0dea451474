import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { addGazetteer, GAZETTEER_FORMATS } from '../monitoring/index.ts';
import { operatorName } from '../record/index.ts';
import { type Command, optional, UsageError } from './command.ts';
import { withInstance } from './with-instance.ts';

export const gazetteerAdd: Command = {
  usage: 'gazetteer add FILE --format katottg|codab|csv [--title TITLE] [--version VERSION]',
  summary: 'Adds names of places from a file, so that the place field finds them.',
  details:
    'katottg   the codifier of Ukraine, as XLSX or CSV\n' +
    'codab     boundaries of the United Nations (OCHA COD-AB), as CSV, XLSX or GeoJSON, with ADM0 to ADM4 and P-codes\n' +
    'csv       a table with columns name, name_uk, name_en, name_ru, old_names (parted by ;), latitude, longitude,\n' +
    '          radius_m, kind, country, admin1, admin2, code, system\n' +
    '--title   what its places name as their source; a gazetteer of the same title is replaced\n' +
    '--version edition of its codes, for instance 2024-06-01',
  options: { format: { type: 'string' }, title: { type: 'string' }, version: { type: 'string' } },
  words: [1, 1],
  async run(context, [file = ''], values) {
    const format = GAZETTEER_FORMATS.find((known) => known === optional(values, 'format'));
    if (format === undefined) throw new UsageError(`--format takes one of ${GAZETTEER_FORMATS.join(', ')}.`);
    const bytes = await readFile(file);
    const title = optional(values, 'title') ?? basename(file).replace(/\.[a-z0-9]+$/i, '');
    const version = optional(values, 'version');
    const given = { bytes, format, title, by: operatorName(), ...(version === undefined ? {} : { version }) };
    const { places } = await withInstance(context, (instance) => addGazetteer(instance, given));
    context.out(
      context.json ? JSON.stringify({ title, places }) : `${places} places of "${title}" are found from now on.`,
    );
    return 0;
  },
};
