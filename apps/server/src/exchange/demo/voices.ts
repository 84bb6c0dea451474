import type { Change } from '../../record/types.ts';
import type { Speaker } from './cast.ts';
import { otherFigures } from './fuzzy.ts';
import { drawItem } from './items.ts';
import type { Plot, Teller } from './plot.ts';
import type { Dice } from './random.ts';
import type { Body, Ground, Stage } from './stage.ts';

interface Speech extends Ground {
  readonly incident: string;
  readonly changes: Change[];
}

/** The statements: what sources say, in their own words and language, some with the item in which it stands. */
export function drawVoices(stage: Stage, plot: Plot, speech: Speech): Change[] {
  const { dice, record } = stage;
  const many = Number(dice.weighted({ 1: 24, 2: 40, 3: 24, 4: 12 }));
  const voices = plot.voices.slice(0, many).map((voice, index) => {
    const [, , by] = voice;
    const speaker = (by === 'witness' || by === 'victim') && dice.chance(0.1) ? undefined : drawSpeaker(stage, by);
    const language = dice.chance(0.3) ? 1 : 0;
    const words = speech.fill([voice[0], voice[1]], language);
    const item = speaker !== undefined && dice.chance(0.36) ? drawItem(stage, plot, speech, speaker, by) : undefined;
    if (item?.change !== undefined) speech.changes.push(item.change);
    const statement = record('statement', {
      ...spoken(speaker, dice),
      ...(dice.chance(0.85) ? { text: words } : { summary: words }),
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

const COLLECTORS = ['observers', 'rights-desk', 'sheet', 'radio', 'wire', 'court-watch', 'mothers', 'lantern'] as const;

/** Somebody who can tell such a thing, and how they stand to it. */
function drawSpeaker({ dice, cast }: Stage, by: Teller): Speaker {
  const person = dice.pick(cast.witnesses);
  switch (by) {
    case 'witness':
      return { ...person, connection: dice.pick(['eyewitness', 'eyewitness', 'victim', 'hearsay']) };
    case 'victim':
      return { ...person, connection: 'victim' };
    case 'relative':
      return { ...person, connection: 'relative' };
    case 'medic':
      return dice.chance(0.5) ? cast.offices.get('heron')! : { ...person, connection: 'professional' };
    case 'office':
      return cast.offices.get(dice.pick(COLLECTORS))!;
    case 'party':
      return cast.offices.get(dice.pick(['orlava-mod', 'tesk-staff']))!;
  }
}

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
