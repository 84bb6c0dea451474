import type { Item } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { bothClocks } from '../time/moment.ts';
import { IdentityMark } from '../value/identity.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { type Say, useWords } from '../words/words.ts';
import styles from './machine-read.module.css';
import { durationWords } from './measures.ts';
import { type Fact, Facts, Part } from './part.tsx';

/** What programs read from the file, marked as such: nobody has vouched for it. */
export function MachineRead({ item }: { item: Item }) {
  const { say, language } = useWords();
  const { technical, recorded, embedded } = item.body;
  if (!technical && !recorded && !embedded) return null;
  return (
    <Part title={say('machine.title')}>
      <p className={styles.by}>
        <Glyph name="gear" size={14} />
        <span>
          {say('machine.why')}
          {technical &&
            ` ${say('machine.by', {
              tool: `${technical.tool} ${technical.toolVersion}`,
              at: bothClocks(technical.at, language).kyiv,
            })}`}
        </span>
      </p>
      <TechnicalFacts technical={technical} />
      <RecordedFacts recorded={recorded} />
      {embedded && <EmbeddedTags embedded={embedded} />}
    </Part>
  );
}

function TechnicalFacts({ technical }: { technical: Item['body']['technical'] }) {
  const { say } = useWords();
  const label = useVocabulary();
  if (!technical) return null;
  const { outcome, mediaType, width, height, orientation, durationSeconds, codec } = technical;
  const facts: Fact[] = [
    { name: say('part.outcome'), value: label('examination-outcome', outcome) },
    ...(mediaType ? [{ name: say('part.mediaType'), value: mediaType }] : []),
    ...(width && height ? [{ name: say('machine.pixels'), value: `${width} × ${height}` }] : []),
    ...(orientation !== undefined && orientation !== 1
      ? [{ name: say('part.orientation'), value: say('machine.turned', { n: orientation }) }]
      : []),
    ...(durationSeconds !== undefined
      ? [{ name: say('part.durationSeconds'), value: durationWords(durationSeconds) }]
      : []),
    ...(codec ? [{ name: say('part.codec'), value: codec }] : []),
  ];
  return <Facts facts={facts} machine />;
}

function RecordedFacts({ recorded }: { recorded: Item['body']['recorded'] }) {
  const { say } = useWords();
  if (!recorded) return null;
  const { at, zone, camera, latitude, longitude, altitude, direction } = recorded;
  const facts: Fact[] = [
    ...(at
      ? [{ name: say('machine.recordedAt'), value: zone ? `${at} (${zone})` : at, more: clockNote(zone, say) }]
      : []),
    ...(camera ? [{ name: say('part.camera'), value: camera }] : []),
    ...(latitude !== undefined && longitude !== undefined
      ? [{ name: say('machine.place'), value: `${latitude}, ${longitude}` }]
      : []),
    ...(altitude !== undefined ? [{ name: say('part.altitude'), value: String(altitude) }] : []),
    ...(direction !== undefined ? [{ name: say('part.direction'), value: `${direction}°` }] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <>
      <h3>{say('machine.ownWords')}</h3>
      <Facts facts={facts} machine />
    </>
  );
}

/** A camera's clock says a time of day somewhere; which zone it meant it seldom says. */
const clockNote = (zone: string | undefined, say: Say): string | undefined =>
  zone === undefined ? say('machine.noZone') : undefined;

function EmbeddedTags({ embedded: { tags, tool, toolVersion } }: { embedded: NonNullable<Item['body']['embedded']> }) {
  const { say } = useWords();
  return (
    <details className={styles.tags}>
      <summary>
        {say('machine.embedded', { n: tags.length })} · {tool} {toolVersion}
      </summary>
      <IdentityMark />
      <dl>
        {tags.map(({ name, value }) => (
          <div key={`${name} ${value}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
