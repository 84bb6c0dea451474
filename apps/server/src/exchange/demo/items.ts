import type { Change } from '../../record/types.ts';
import type { Speaker } from './cast.ts';
import type { When, Where } from './fuzzy.ts';
import type { Plot, Teller } from './plot.ts';
import type { Dice } from './random.ts';
import type { Body, Stage } from './stage.ts';

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

type What = 'testimony' | 'paper' | 'note' | 'object' | 'post' | 'page';

/** What people bring who tell such things; the more often one is named, the more often it is drawn. */
const BROUGHT: Readonly<Record<Teller, readonly What[]>> = {
  witness: ['testimony', 'testimony', 'testimony', 'paper', 'object', 'post'],
  victim: ['testimony', 'testimony', 'paper'],
  relative: ['testimony', 'testimony', 'paper'],
  medic: ['note', 'note', 'testimony'],
  office: ['page', 'page', 'paper', 'post'],
  party: ['page'],
};

interface Scene {
  readonly when: When;
  readonly where: Where;
}

/** What a statement stands in: a stored text that fits the plot, or a paper, an object, a post, a page, a testimony. */
export function drawItem(stage: Stage, plot: Plot, scene: Scene, speaker: Speaker, by: Teller): Cited {
  const { dice, record, texts } = stage;
  const shared = by === 'office' || by === 'medic' ? texts.get(FITTING[plot.key] ?? '') : undefined;
  if (shared !== undefined && dice.chance(0.6)) return { id: shared, pinpoint: `line ${dice.whole(1, 4)}` };
  const what = dice.pick(BROUGHT[by]);
  const change = record('item', bodyOf(dice, what, scene, speaker));
  const pinpoints: Readonly<Record<What, string>> = {
    ...{ testimony: `page ${dice.whole(1, 9)}`, paper: 'whole sheet', note: `line ${dice.whole(2, 12)}` },
    ...{ object: 'whole object', post: 'first line', page: `paragraph ${dice.whole(1, 8)}` },
  };
  return { id: change.id, pinpoint: pinpoints[what], change };
}

function bodyOf(dice: Dice, what: What, { when, where }: Scene, { code }: Speaker): Body {
  const date = new Date(when.at).toISOString().slice(0, 10);
  const number = dice.whole(1000, 9999);
  switch (what) {
    case 'testimony':
      return {
        ...{ itemKind: 'testimony', title: `Account of ${code}, notes in two notebooks`, captureClass: 'original' },
        storagePlace: `Steel cabinet 1, notebook ${dice.whole(1, 30)}`,
      };
    case 'paper':
      return {
        ...{ itemKind: 'paper', title: dice.pick(PAPERS), captureClass: 'exact-copy' },
        storagePlace: `Steel cabinet 2, folder ${dice.whole(1, 40)}`,
        provenance: { obtainedFrom: code, obtainedAt: date, method: 'handed over' },
      };
    case 'note':
      return {
        ...{ itemKind: 'paper', title: 'Medical note without names, two sheets', captureClass: 'exact-copy' },
        storagePlace: `Steel cabinet 3, folder ${dice.whole(1, 25)}`,
      };
    case 'object':
      return {
        ...{ itemKind: 'object', title: `Fragment of metal from ${where.spot.en}, ${dice.whole(3, 40)} cm` },
        storagePlace: `Evidence box ${dice.whole(1, 12)}, bag ${dice.whole(1, 60)}`,
      };
    case 'post':
      return {
        ...{ itemKind: 'link', title: 'Post in a town channel', url: `https://channel.example/p/${number}` },
        captureClass: 'not-captured',
      };
    case 'page':
      return {
        ...{ itemKind: 'capture', title: 'Article, saved as a web archive', captureClass: 'web-archive' },
        publicUrl: `https://evening-sheet.example/${date}/${number}`,
        licence: 'Cited; all rights with the publisher',
      };
  }
}

const PAPERS = ['Hand-written list of names', 'Receipt for a removed vehicle', 'Copy of an order', 'Обхідний лист'];
