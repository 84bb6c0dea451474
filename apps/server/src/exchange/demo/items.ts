import type { Change } from '../../record/types.ts';
import type { Speaker } from './cast.ts';
import type { When, Where } from './fuzzy.ts';
import type { Plot } from './plot.ts';
import type { Stage } from './stage.ts';

/** An item that a statement cites; `change` is there when the item is new. */
export interface Cited {
  readonly id: string;
  readonly pinpoint: string;
  readonly change?: Change;
}

const FITTING: Readonly<Record<string, string>> = {
  hospital: 'register',
  'aid-convoy': 'notification',
  protest: 'calls',
  corridor: 'agreement',
};

/** What a statement stands in: a stored text that fits the plot, or a paper, an object, a post, a page, a testimony. */
export function drawItem(
  stage: Stage,
  plot: Plot,
  { when, where }: { when: When; where: Where },
  speaker: Speaker,
): Cited {
  const { dice, record, texts } = stage;
  const shared = texts.get(FITTING[plot.key] ?? '');
  if (shared !== undefined && dice.chance(0.4)) return { id: shared, pinpoint: `line ${dice.whole(1, 4)}` };
  const date = new Date(when.at).toISOString().slice(0, 10);
  const number = dice.whole(1000, 9999);
  const what = dice.weighted({ testimony: 30, paper: 22, object: 10, post: 18, page: 20 });
  const bodies: Readonly<Record<typeof what, () => Record<string, unknown>>> = {
    testimony: () => ({
      itemKind: 'testimony',
      title: `Account of ${speaker.code}, notes in two notebooks`,
      captureClass: 'original',
      storagePlace: `Steel cabinet 1, notebook ${dice.whole(1, 30)}`,
    }),
    paper: () => ({
      itemKind: 'paper',
      title: dice.pick([
        'Hand-written list of names',
        'Receipt for a removed vehicle',
        'Copy of an order',
        'Обхідний лист',
      ]),
      captureClass: 'exact-copy',
      storagePlace: `Steel cabinet 2, folder ${dice.whole(1, 40)}`,
      provenance: { obtainedFrom: speaker.code, obtainedAt: date, method: 'handed over' },
    }),
    object: () => ({
      itemKind: 'object',
      title: `Fragment of metal from ${where.spot.en}, ${dice.whole(3, 40)} cm`,
      storagePlace: `Evidence box ${dice.whole(1, 12)}, bag ${dice.whole(1, 60)}`,
    }),
    post: () => ({
      itemKind: 'link',
      title: 'Post in a town channel',
      url: `https://channel.example/p/${number}`,
      captureClass: 'not-captured',
    }),
    page: () => ({
      itemKind: 'capture',
      title: 'Article, saved as a web archive',
      publicUrl: `https://evening-sheet.example/${date}/${number}`,
      captureClass: 'web-archive',
      licence: 'Cited; all rights with the publisher',
    }),
  };
  const pinpoints = {
    testimony: `page ${dice.whole(1, 9)}`,
    paper: 'whole sheet',
    object: 'whole object',
    post: 'first line',
    page: `paragraph ${dice.whole(1, 8)}`,
  };
  const change = record('item', bodies[what]());
  return { id: change.id, pinpoint: pinpoints[what], change };
}
