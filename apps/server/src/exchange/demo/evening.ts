import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instance } from '../../database/index.ts';
import type { Change } from '../../record/types.ts';
import { storeFile } from '../../store/index.ts';
import { photograph } from './pictures.ts';
import { Dice } from './random.ts';
import type { Body, Stage } from './stage.ts';
import type { Tale } from './teller.ts';

/** Its own die: what waits to be sorted changes nothing of the story. */
const SEED = 9_113;
const PICTURES = 8;
const AT = '2025-03-01T18:40:00.000Z';

/** Words that came in without a picture. */
const MESSAGES = [
  'Two impacts near the weir road, about twenty minutes ago. No one answers the telephone there.',
  'The bus to the clinic did not come today. People stand at the stop with their bags.',
  'Uncle writes that the bridge is closed from both sides. Who knows more?',
  'Selling a generator, hardly used, 2 kW. Write in private.',
] as const;
const LINKS = [
  'https://channel.example/p/8841',
  'https://channel.example/p/8852',
  'https://evening-sheet.example/late',
];

/** What came in on the last evening and waits to be sorted: drawn pictures, messages and addresses, as one batch of the team. */
export async function eveningBatch(
  instance: Instance,
  compartment: string,
  { record, author }: Pick<Stage, 'record' | 'author'>,
  tales: readonly Tale[],
): Promise<Change[]> {
  const dice = new Dice(SEED);
  const batch = record('batch', {
    title: 'Evening of 1 March',
    batchKind: 'other',
    origin: 'Sent in by the town channel',
  });
  const waiting = { batch: batch.id, triage: { state: 'waiting', by: author, at: AT } };
  const items: Body[] = MESSAGES.map((words) => ({
    ...{ itemKind: 'capture', captureClass: 'messaging-copy', title: words.slice(0, 60), notes: words },
    collection: { tool: 'Telegram Desktop', method: 'export', context: `Posted: ${AT}` },
  }));
  items.push(...LINKS.map((url) => ({ itemKind: 'link', title: new URL(url).host, url })));
  const folder = mkdtempSync(join(tmpdir(), 'cairn-demo-'));
  try {
    for (let n = 0; n < PICTURES; n += 1) {
      const path = join(folder, `evening-${n + 1}.jpg`);
      writeFileSync(path, await photograph(dice, tales.at(-1 - n) ?? { when: { at: Date.parse(AT) } as Tale['when'] }));
      const file = await storeFile(instance, compartment, path);
      const conditions = 'Drawn for the demonstration; nobody and nothing real is shown.';
      items.push({
        itemKind: 'file',
        file: { ...file, mediaType: 'image/jpeg' },
        captureClass: 'messaging-copy',
        conditions,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [batch, ...items.map((body) => record('item', { ...body, ...waiting }))];
}
