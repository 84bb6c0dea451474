import '../words/map.ts';
import type { FieldProblem } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { fieldProblem } from './codec.ts';
import controls from './controls.module.css';
import { Choice, Framed } from './controls.tsx';
import styles from './pieces.module.css';
import type { PlaceForm } from './place-form.ts';
import { problemWords } from './problems.ts';
import { readShapeText, type ShapeKind } from './shape-form.ts';

interface Props {
  form: PlaceForm;
  problems: readonly FieldProblem[];
  drawing: boolean;
  onChange: (part: Pick<PlaceForm, 'shapeKind' | 'shapePoints'>) => void;
  onDraw: () => void;
}

const KINDS: readonly ShapeKind[] = ['line', 'area'];

/** A line or an area as its points, one to a line of text: what the map draws with a mouse, for hands on a keyboard. */
export function ShapeField({ form, problems, drawing, onChange, onDraw }: Props) {
  const { say } = useWords();
  const { shapeKind = '', shapePoints = '' } = form;
  const typed = shapeKind !== '' && shapePoints.trim() !== '' ? readShapeText(shapeKind, shapePoints) : null;
  // While it is drawn the first points are no shape yet, and nobody needs to be told.
  const early = drawing || typed === null;
  const live = (typed?.problems ?? [])
    .filter(({ code }) => !(early && code === 'too-few-positions'))
    .map(({ code, line }): FieldProblem => {
      const words = problemWords(fieldProblem('/place/shape', code), say);
      const told = line === undefined ? words : say('place.shape.atLine', { n: line, problem: words });
      return { path: `/place/shape/${line ?? ''}`, code: `typed-${code}`, message: told };
    });
  return (
    <>
      <Choice
        label={say('place.shape.kind')}
        help={say('place.shape.kindHelp')}
        none={say('place.shape.none')}
        value={shapeKind}
        options={KINDS.map((value) => ({ value, label: say(`place.shape.${value}`) }))}
        onChange={(kind) => onChange({ shapeKind: kind as ShapeKind | '', shapePoints })}
      />
      {shapeKind !== '' && (
        <>
          <Framed
            label={say('place.shape.points')}
            help={say(`place.shape.${shapeKind}Help`)}
            problems={live.length > 0 ? live : problems}
          >
            {(attributes) => (
              <textarea
                {...attributes}
                className={`${controls.long} ${styles.points}`}
                rows={5}
                spellCheck={false}
                autoComplete="off"
                value={shapePoints}
                onChange={(event) => onChange({ shapeKind, shapePoints: event.currentTarget.value })}
              />
            )}
          </Framed>
          <p className={styles.reads}>
            <button type="button" className={styles.quiet} aria-pressed={drawing} onClick={onDraw}>
              {say('place.shape.draw')}
            </button>
            <button type="button" className={styles.quiet} onClick={() => onChange({ shapeKind: '', shapePoints: '' })}>
              {say('place.shape.remove')}
            </button>
          </p>
        </>
      )}
    </>
  );
}
