import type { Change } from '../../record/types.ts';
import type { Speaker } from './cast.ts';
import { otherFigures } from './fuzzy.ts';
import { drawItem } from './items.ts';
import type { Plot } from './plot.ts';
import type { Dice } from './random.ts';
import type { Body, Ground, Stage } from './stage.ts';

interface Speech extends Ground {
  readonly incident: string;
  readonly changes: Change[];
}

/** The statements: what sources say, in their own words and language, some with the item in which it stands. */
export function drawVoices(stage: Stage, plot: Plot, speech: Speech): Change[] {
  const { dice, cast, record } = stage;
  const many = dice.weighted({ 1: 26, 2: 40, 3: 24, 4: 10 });
  const voices = Array.from({ length: Number(many) }, (_, index) => {
    const anonymous = dice.chance(0.07);
    const speaker = dice.chance(0.68) ? dice.pick(cast.witnesses) : cast.offices.get(dice.pick(THIRD_PARTIES))!;
    const language = dice.chance(0.3) ? 1 : 0;
    const told = plot.voices[index % plot.voices.length]!;
    const item = dice.chance(0.32) ? drawItem(stage, plot, speech, speaker) : undefined;
    if (item?.change !== undefined) speech.changes.push(item.change);
    const statement = record('statement', {
      ...spoken(anonymous ? undefined : speaker, dice),
      ...(dice.chance(0.85) ? { text: speech.fill(told, language) } : { summary: speech.fill(told, language) }),
      language: language === 1 ? 'uk' : 'en',
      ...(item === undefined ? {} : { item: item.id, pinpoint: item.pinpoint }),
      ...said(dice, speech, index),
    });
    speech.changes.push(statement);
    return statement;
  });
  if (speech.sheetRow !== undefined) voices.push(fromSheet(stage, speech, speech.sheetRow));
  return voices;
}

const THIRD_PARTIES = [
  'observers',
  'rights-desk',
  'heron',
  'lantern',
  'sheet',
  'radio',
  'wire',
  'court-watch',
  'mothers',
] as const;

export function spoken(speaker: Speaker | undefined, dice: Dice): Body {
  const credibility = dice.weighted({ 1: 8, 2: 26, 3: 22, 4: 8, 5: 3, 6: 6, '': 27 });
  const graded = credibility === '' ? {} : { credibility: Number(credibility) };
  if (speaker === undefined) return { anonymous: true, connection: 'unknown', ...graded };
  const { id, code, connection, reliability } = speaker;
  return { source: id, sourceCode: code, connection, ...(reliability === undefined ? {} : { reliability }), ...graded };
}

/** What a statement is about, and the value it asserts where it speaks of one field. */
function said(dice: Dice, { incident, harm, when, where }: Speech, index: number): Body {
  const field = index === 0 ? 'counts' : dice.weighted({ counts: 40, time: 15, place: 15, '': 30 });
  if (field === 'counts' && harm.length > 0) {
    return { about: [{ record: incident, field }], asserts: { counts: index === 0 ? harm : otherFigures(dice, harm) } };
  }
  if (field === 'time') return { about: [{ record: incident, field }], asserts: { time: when.time } };
  if (field === 'place') return { about: [{ record: incident, field }], asserts: { place: where.place } };
  return { about: [{ record: incident }] };
}

function fromSheet({ cast, record, texts }: Stage, { incident, harm, changes }: Speech, row: number): Change {
  const { id, code, connection, reliability } = cast.offices.get('tally')!;
  const statement = record('statement', {
    ...{ source: id, sourceCode: code, connection, reliability, language: 'en' },
    ...{ item: texts.get('sheet')!, pinpoint: `row ${row}`, about: [{ record: incident }], asserts: { counts: harm } },
  });
  changes.push(statement);
  return statement;
}
