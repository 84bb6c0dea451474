import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Format } from './format.ts';

/** Files for tests, all invented; they are gone when the test is over. */
export async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-import-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

type Row = Readonly<Record<string, string>>;

/** A whole row of invented UCDP GED, with some cells replaced. */
export function ucdpRow(cells: Row = {}): Row {
  return {
    ...{ id: '1001', type_of_violence: '1', conflict_new_id: '77', conflict_name: 'Belkaria: Government' },
    ...{ dyad_name: 'Government of Belkaria - Tunro Front', side_a_new_id: '12', side_a: 'Government of Belkaria' },
    ...{ side_b_new_id: '34', side_b: 'Tunro Front', number_of_sources: '1', source_office: 'Morning Herald' },
    ...{ where_prec: '1', where_coordinates: 'Dorba town', where_description: 'market of Dorba', country: 'Belkaria' },
    ...{ adm_1: 'North province', adm_2: 'Dorba district', country_id: '712', event_clarity: '1', date_prec: '1' },
    ...{ latitude: '12.5', longitude: '45.25', date_start: '2019-03-04', date_end: '2019-03-04' },
    ...{ deaths_a: '1', deaths_b: '2', deaths_civilians: '0', deaths_unknown: '0', best: '3', high: '4', low: '3' },
    ...cells,
  };
}

/** A whole row of an invented AWSD, with some cells replaced. */
export function awsdRow(cells: Row = {}): Row {
  return {
    ...{
      'Incident ID': '501',
      Year: '2018',
      Month: '5',
      Day: '9',
      Country: 'Belkaria',
      Region: 'North',
      City: 'Dorba',
    },
    ...{ INGO: '2', 'Nationals killed': '1', 'Nationals wounded': '1', 'Total killed': '1', 'Total wounded': '1' },
    ...{ 'Total kidnapped': '0', 'Gender Male': '2', 'Means of attack': 'Shooting', 'Attack context': 'Ambush' },
    ...{ Location: 'Road', Latitude: '12.5', Longitude: '45.25', 'Actor type': 'Non-state armed group: National' },
    ...{ 'Actor name': 'Tunro Front', Details: 'Two drivers were shot at.', Verified: 'Yes', Source: 'Focal Point' },
    ...cells,
  };
}

/** A whole row of invented ACLED, with some cells replaced. */
export function acledRow(cells: Row = {}): Row {
  return {
    ...{ event_id_cnty: 'BLK101', event_date: '24 February 2022', year: '2022', time_precision: '1' },
    ...{ disorder_type: 'Political violence', event_type: 'Violence against civilians', sub_event_type: 'Attack' },
    ...{ actor1: 'Military Forces of Belkaria (2015-)', assoc_actor_1: 'Tunro Guard', inter1: 'State forces' },
    ...{
      actor2: 'Civilians (Belkaria)',
      assoc_actor_2: 'Teachers (Belkaria); Students (Belkaria)',
      inter2: 'Civilians',
    },
    ...{
      interaction: 'State forces-Civilians',
      civilian_targeting: 'Civilian targeting',
      iso: '712',
      region: 'Elsewhere',
    },
    ...{ country: 'Belkaria', admin1: 'North', admin2: 'Dorba district', admin3: '', location: 'Dorba' },
    ...{ latitude: '12.5', longitude: '45.25', geo_precision: '1', source: 'Morning Herald; Blue Radio' },
    ...{ source_scale: 'National', notes: 'A school was searched.', fatalities: '3', tags: 'crowd size=about 200' },
    ...{ timestamp: '1700000000' },
    ...cells,
  };
}

/** An invented element of a civilian-harm file, with some values replaced. */
export function harmRow(values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    ...{ id: 'INV001', date: '03/14/2023', latitude: '49.5', longitude: '36.25', location: 'Dorba' },
    ...{
      description: 'A shop was hit.',
      sources: [{ id: 's1', path: 'https://t.me/invented_channel/12', description: '' }],
    },
    filters: [
      { key: 'Type of area affected', value: 'Commercial' },
      { key: 'Weapon System', value: 'Cluster munitions' },
    ],
    ...values,
  };
}

/** CSV with all columns of the format, in its order. */
export function csvOf(format: Format, rows: readonly Row[]): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => format.columns.map((column) => quoted(row[column] ?? '')).join(','));
  return [format.columns.join(','), ...lines, ''].join('\n');
}
