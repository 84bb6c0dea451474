import { useState } from 'react';
import type { Item } from '../api/shapes.ts';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import { Cover } from './cover.tsx';
import { countUncovered } from './exposure.ts';
import { toolFor } from './measures.ts';
import { Picture } from './picture.tsx';
import { Recording } from './recording.tsx';
import type { Evidence } from './shapes.ts';
import { isHarmless } from './sheet-state.ts';
import styles from './stage.module.css';
import { bestShown, itself, smallOf, typeOf } from './uses.ts';

interface Props {
  item: Item;
  evidence: Evidence | undefined;
}

/** The item for looking at: covered, grey and silent until somebody asks for more, one step at a time. */
export function Stage({ item, evidence }: Props) {
  const { say } = useWords();
  const harmless = isHarmless(item.body);
  const [uncovered, setUncovered] = useState(false);
  const [colour, setColour] = useState(false);
  const [whole, setWhole] = useState(false);
  const own = itself(item);
  const shown = whole && own ? own : bestShown(item, evidence);

  if (!item.body.file) return null;
  if (!shown) return <NotShown item={item} evidence={evidence} />;
  if (!uncovered && !harmless) {
    return (
      <Cover
        sort={shown.sort}
        small={smallOf(evidence)}
        graphic={item.body.graphic === 'graphic'}
        onUncover={() => {
          countUncovered();
          setUncovered(true);
        }}
      />
    );
  }

  const grey = !harmless && !colour;
  const Media = shown.sort === 'image' ? Picture : Recording;
  return (
    <div className={styles.stage}>
      <Media key={shown.item} shown={shown} name={item.body.title ?? item.body.file.name ?? item.reference} grey={grey}>
        {!harmless && (
          <>
            <button type="button" className={styles.tool} onClick={() => setUncovered(false)}>
              {say('evidence.cover')}
            </button>
            <button type="button" className={styles.tool} aria-pressed={colour} onClick={() => setColour(!colour)}>
              {say('evidence.showColour')}
            </button>
          </>
        )}
        {own && shown.copy && (
          <button type="button" className={styles.tool} onClick={() => setWhole(true)}>
            {say('evidence.showItself')}
          </button>
        )}
      </Media>
      {shown.copy && (
        <p className={styles.note}>
          <Glyph name="gear" size={14} />
          <i>
            {say('evidence.copyShown', {
              reference: shown.copy.reference,
              tool: `${shown.copy.tool} ${shown.copy.toolVersion}`,
            })}
          </i>
        </p>
      )}
    </div>
  );
}

/** Why nothing can be shown, and what would help. */
function NotShown({ item, evidence }: Props) {
  const { say } = useWords();
  const state = evidence?.examination.state ?? 'none';
  const type = typeOf(item);
  const what = item.body.technical?.codec ?? type ?? say('evidence.thisType');
  const why =
    state === 'tool-missing'
      ? say('evidence.notShown.tool', { what, tool: toolFor(type) })
      : state === 'read' || state === 'none'
        ? say('evidence.notShown.type', { what })
        : say(`evidence.notShown.${state}`);
  return (
    <div className={styles.nothing}>
      <Glyph name="file" size={32} />
      <p>{why}</p>
      <p className={styles.note}>{say('evidence.notShown.kept')}</p>
    </div>
  );
}
