import type { DeskNeed } from '@cairn/model';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { View } from '../frame/view.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph, type GlyphName } from '../look/glyph.tsx';
import { type Say, useWords, type WordId } from '../words/words.ts';
import styles from './page.module.css';
import type { Line } from './questions.ts';

const GLYPHS: Record<DeskNeed, GlyphName> = {
  assigned: 'person',
  overdue: 'alarm',
  review: 'notice',
  level: 'notice',
  mention: 'pencil',
  conflict: 'alarm',
  flag: 'flag',
  duplicate: 'incidents',
  triage: 'evidence',
};

const DOES: Record<DeskNeed, WordId> = {
  assigned: 'desk.do.open',
  overdue: 'desk.do.open',
  review: 'desk.do.review',
  level: 'desk.do.review',
  mention: 'desk.do.answer',
  conflict: 'desk.do.settle',
  flag: 'desk.do.open',
  duplicate: 'desk.do.compare',
  triage: 'desk.do.sort',
};

/** What the panel beside the record answers, where a line is about that. */
const PANELS: Partial<Record<DeskNeed, View>> = { mention: 'discussion', review: 'verification' };

/** One line: what it is, why it stands here, and the one thing to do, which is a link. */
export function DeskLine({ line, several }: { line: Line; several: boolean }) {
  const { say, language } = useWords();
  const { who } = useVisit();
  const { what, title, reference, text } = line;
  const place = several ? who.compartments.find(({ id }) => id === line.compartment)?.name : undefined;
  const many = what === 'duplicate';
  return (
    <li className={styles.line} data-line data-what={what}>
      <Glyph name={GLYPHS[what]} size={18} />
      <div className={styles.about}>
        <p className={styles.what}>{say(`desk.what.${what}`)}</p>
        {!many && <p className={styles.title}>{title || say('desk.untitled')}</p>}
        {text && <p className={styles.text}>{text}</p>}
        <p className={styles.why}>
          {!many && <span>{reference}</span>}
          {place && <span>{place}</span>}
          <span>{whyOf(line, say, language)}</span>
        </p>
      </div>
      <To line={line}>
        {say(DOES[what])}
        <span className="for-readers"> {title || reference}</span>
      </To>
    </li>
  );
}

const day = (iso: string, language: string): string =>
  new Date(iso.length === 10 ? `${iso}T12:00:00` : iso)
    .toLocaleDateString(language === 'uk' ? 'uk-UA' : 'en-GB', { day: 'numeric', month: 'short' })
    .replaceAll(' ', '\u00A0');

function whyOf(line: Line, say: Say, language: string): string {
  const { what, by, level, n = 0, more = false, since, due } = line;
  const more_ = more ? 'yes' : 'no';
  if (what === 'triage' || what === 'flag' || what === 'duplicate') return say(`desk.why.${what}`, { n, more: more_ });
  if (what === 'conflict') return say('desk.why.conflict', { n });
  const parts = [
    what === 'level' && by !== undefined ? say('desk.why.level', { level: level ?? 0, name: by }) : undefined,
    what !== 'level' && by !== undefined ? say('desk.why.by', { name: by }) : undefined,
    due === undefined
      ? say('desk.why.since', { day: day(since, language) })
      : say(what === 'overdue' || Date.parse(due) + 86_400_000 < Date.now() ? 'desk.why.overdue' : 'desk.why.due', {
          day: day(due, language),
        }),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

function To({ line, children }: { line: Line; children: ReactNode }) {
  const { what, record: id, kind, field } = line;
  if (what === 'duplicate')
    return (
      <Link to="/duplicates" className={styles.does}>
        {children}
      </Link>
    );
  if (what === 'conflict')
    return (
      <Link to="/import" search={{ batch: id }} className={styles.does}>
        {children}
      </Link>
    );
  if (kind === 'batch')
    return (
      <Link to="/triage/$batch" params={{ batch: id }} className={styles.does}>
        {children}
      </Link>
    );
  if (kind === 'item')
    return (
      <Link to="/items/$id" params={{ id }} className={styles.does}>
        {children}
      </Link>
    );
  if (kind === 'incident') {
    const panel: View | undefined = PANELS[what];
    const search = { ...(panel ? { panel } : {}), ...(field ? { field } : {}) };
    return (
      <Link to="/incidents/$id" params={{ id }} search={search} className={styles.does}>
        {children}
      </Link>
    );
  }
  return (
    <Link to="/library" search={{ kind, record: id }} className={styles.does}>
      {children}
    </Link>
  );
}
