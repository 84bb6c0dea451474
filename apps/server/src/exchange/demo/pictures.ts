import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Instance } from '../../database/index.ts';
import type { Change } from '../../record/types.ts';
import { storeFile } from '../../store/index.ts';
import { Dice } from './random.ts';
import type { Body, Stage } from './stage.ts';
import type { Tale } from './teller.ts';

/** Its own die: pictures added or left out change nothing of the story. */
const SEED = 7_041;
const WIDTH = 1200;
const HEIGHT = 800;
/** Incidents that somebody took pictures of. */
const TAKEN = 14;

const DEVICES = ['Lantern A2', 'Lantern A3 Mini', 'Osprey 5', 'Weir One'] as const;
const CLASSES = ['original', 'original', 'messaging-copy', 'platform-copy'] as const;

/** Drawn pictures, each an item of its own that belongs to an incident: no photograph of anybody's suffering serves as a demonstration. */
export async function drawPictures(
  instance: Instance,
  compartment: string,
  { record }: Pick<Stage, 'record'>,
  tales: readonly Tale[],
): Promise<Change[]> {
  const dice = new Dice(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'cairn-demo-'));
  const changes: Change[] = [];
  try {
    const step = Math.max(1, Math.floor(tales.length / TAKEN));
    for (const [index, tale] of tales
      .filter((_, at) => at % step === 0)
      .slice(0, TAKEN)
      .entries()) {
      for (let n = dice.whole(1, 3); n > 0; n -= 1) {
        const name = `IMG_${2200 + index * 10 + n}.jpg`;
        const path = join(folder, name);
        writeFileSync(path, await photograph(dice, tale));
        const file = await storeFile(instance, compartment, path);
        const item = record('item', bodyOf(dice, tale, { ...file, mediaType: 'image/jpeg' }));
        const basis = [{ itemId: item.id }];
        changes.push(item, record('link', { from: item.id, to: tale.incident.id, type: 'part-of', basis, level: 0 }));
      }
    }
    return changes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bodyOf(dice: Dice, { when, incident }: Tale, file: object): Body {
  const taken = new Date(when.at).toISOString().slice(0, 10);
  return {
    itemKind: 'file',
    title: `Picture: ${String(incident.body.title ?? 'street')}`,
    file,
    captureClass: dice.pick(CLASSES),
    conditions: 'Drawn for the demonstration; nobody and nothing real is shown.',
    consent: { status: dice.pick(['given', 'limited', 'not-asked']) },
    ...(dice.chance(0.3) ? { graphic: dice.pick(['graphic', 'not-graphic']) } : {}),
    provenance: { obtainedAt: taken, obtainedBy: 'Field worker of the demonstration', method: 'handed over on a card' },
    custody: [{ at: taken, event: 'received', to: 'Field office', note: 'Card kept in an envelope.' }],
  };
}

/** A street that nobody has seen, in the format in which a telephone saves it: some lie on their side, as told in EXIF. */
export async function photograph(dice: Dice, { when }: Pick<Tale, 'when'>): Promise<Buffer> {
  const onItsSide = dice.chance(0.25);
  const drawn = sharp(Buffer.from(street(dice)));
  const stamp = `${new Date(when.at).toISOString().slice(0, 10).replaceAll('-', ':')} ${String(dice.whole(6, 20)).padStart(2, '0')}:12:00`;
  const camera = dice.pick(DEVICES);
  const turned = onItsSide ? drawn.rotate(270) : drawn;
  return turned
    .jpeg({ quality: 78 })
    .withExif({
      IFD0: { Make: 'Demonstration', Model: camera },
      IFD2: { DateTimeOriginal: stamp },
    })
    .withMetadata({ orientation: onItsSide ? 6 : 1 })
    .toBuffer();
}

function street(dice: Dice): string {
  const [sky, haze, wall] = dice.pick([
    ['#8fa3b5', '#d9d4c7', '#6b6a66'],
    ['#5d6d80', '#b8b2a7', '#57534e'],
    ['#b9a68e', '#e5dccb', '#7a6f63'],
    ['#39424e', '#7d7a78', '#2f3033'],
  ] as const);
  const ground = dice.whole(560, 640);
  const houses = Array.from({ length: dice.whole(4, 7) }, (_, n) => house(dice, n * 190 - 40, ground, wall));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">
<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${haze}"/></linearGradient></defs>
<rect width="${WIDTH}" height="${HEIGHT}" fill="url(#s)"/>${smoke(dice, ground)}${houses.join('')}
<rect y="${ground}" width="${WIDTH}" height="${HEIGHT - ground}" fill="#4a4742"/>${rubble(dice, ground)}</svg>`;
}

function house(dice: Dice, x: number, ground: number, wall: string): string {
  const width = dice.whole(130, 210);
  const height = dice.whole(160, 420);
  const windows: string[] = [];
  for (let row = 0; row < Math.floor(height / 62); row += 1)
    for (let column = 0; column < Math.floor(width / 48); column += 1)
      windows.push(
        `<rect x="${x + 16 + column * 46}" y="${ground - height + 18 + row * 60}" width="24" height="34" fill="${dice.pick(['#1c1e21', '#2b2e33', '#c9b98f'])}"/>`,
      );
  return `<rect x="${x}" y="${ground - height}" width="${width}" height="${height}" fill="${wall}" opacity="${(0.7 + dice.next() * 0.3).toFixed(2)}"/>${windows.join('')}`;
}

function smoke(dice: Dice, ground: number): string {
  const x = dice.whole(200, 1000);
  return Array.from({ length: dice.whole(0, 9) }, (_, n) => {
    const [cx, cy] = [x + n * dice.whole(4, 24), ground - 180 - n * 46];
    return `<circle cx="${cx}" cy="${cy}" r="${40 + n * 12}" fill="#2d2d2f" opacity="0.22"/>`;
  }).join('');
}

function rubble(dice: Dice, ground: number): string {
  return Array.from({ length: dice.whole(10, 40) }, () => {
    const [x, y] = [dice.whole(0, WIDTH), dice.whole(ground + 10, HEIGHT)];
    return `<rect x="${x}" y="${y}" width="${dice.whole(8, 60)}" height="${dice.whole(4, 18)}" fill="#6f6a61" transform="rotate(${dice.whole(-20, 20)} ${x} ${y})"/>`;
  }).join('');
}
