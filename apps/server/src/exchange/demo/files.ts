import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Harm } from '@cairn/model';
import type { Instance } from '../../database/index.ts';
import { type StoredFile, storeFile } from '../../store/index.ts';
import { sheetId, type Tale } from './teller.ts';

/** A small text file of the demonstration, on its way into the store. */
export interface Text {
  readonly key: string;
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly captureClass: string;
  readonly licence?: string;
}

export const TEXTS: readonly Text[] = [
  {
    ...{
      key: 'register',
      name: 'clinic-register-april.csv',
      title: 'Admission register of the Quarnoy Clinic, April',
      captureClass: 'export',
    },
    text: 'day,hour,ward,kind of injury,moved on\n2,04:10,A,fragments,no\n2,04:25,A,fragments,yes\n9,13:00,B,burns,no\n17,22:40,A,crush,no\n',
  },
  {
    ...{
      key: 'notification',
      name: 'route-notification.txt',
      title: 'Notification of a relief route, with its receipt',
      captureClass: 'exact-copy',
    },
    text: 'TIN LANTERN RELIEF\nRoute for tomorrow: Uldrin depot, Pelgosk bridge, Ombrel east gate.\nThree trucks, white, a lantern on both doors.\nReceived by both duty desks; numbers 77 and 112.\n',
  },
  {
    ...{
      key: 'calls',
      name: 'calls-of-relatives.txt',
      title: 'Notes of calls by relatives, one evening',
      captureClass: 'original',
    },
    text: 'Вечір, дев’ять дзвінків.\n1. Мати студента. Сина посадили в другий автобус.\n2. Сусідка. Чула, що всіх повезли до Амселька.\n3. Чоловік не назвався. Питав, чи є перелік.\n',
  },
  {
    ...{
      key: 'press',
      name: 'ministry-briefing.txt',
      title: 'Briefing of the Ministry of Defence of Orlava',
      captureClass: 'web-archive',
      licence: 'Public statement',
    },
    text: 'No civilian object was attacked.\nReports to the contrary come from the other side and will be answered.\nWhoever gives shelter to fighters makes a target of himself.\n',
  },
  {
    ...{
      key: 'agreement',
      name: 'corridor-agreement.txt',
      title: 'Agreement on the Uldrin corridor, Annex 2',
      captureClass: 'exact-copy',
    },
    text: 'Window: 08:00 to 16:00.\nPosts: weir, brick works, Uldrin gate.\nThe list of plates is handed over by 20:00 of the day before. No other paper is asked for.\n',
  },
];

/** Puts texts into the compartment's store the way any file goes there. */
export async function storeTexts(
  instance: Instance,
  compartment: string,
  texts: readonly Text[],
): Promise<Map<string, StoredFile>> {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-demo-'));
  try {
    const stored = new Map<string, StoredFile>();
    for (const { key, name, text } of texts) {
      const path = join(folder, name);
      writeFileSync(path, text);
      stored.set(key, await storeFile(instance, compartment, path));
    }
    return stored;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The partner's sheet, with every fault that the flags of its incidents name. */
export function sheetText(tales: readonly Tale[]): Text {
  const rows = tales
    .filter((tale) => tale.sheetRow !== undefined)
    .toSorted((a, b) => a.sheetRow! - b.sheetRow!)
    .map(({ sheetRow, when, incident }) => {
      const [first] = (incident.body.counts ?? []) as Harm[];
      const { low = '', best = '', high = '' } = first?.count ?? {};
      return [sheetId(sheetRow!), when.time.start?.slice(0, 10) ?? '', first?.outcome ?? '', low, best, high].join(',');
    });
  return {
    ...{
      key: 'sheet',
      name: 'vesna-tally-sheet.csv',
      title: 'Sheet of the Vesna Tally',
      captureClass: 'export',
      licence: 'Shared with partners',
    },
    text: ['id,date,outcome,low,best,high', ...rows, ''].join('\n'),
  };
}
