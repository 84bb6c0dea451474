import { describePlace, PLACE_PRECISIONS, placeProblems } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { CodeChoice, Line, Problems } from './controls.tsx';
import styles from './pieces.module.css';
import { type PlaceForm, placeCodec } from './place-form.ts';
import { problemsAt } from './problems.ts';

interface Props {
  form: PlaceForm;
  problems: readonly FieldProblem[];
  onChange: (form: PlaceForm) => void;
}

/** Name in both languages, the spot if there is one, and how far around it the place may really lie. */
export function PlaceField({ form, problems, onChange }: Props) {
  const { say, language } = useWords();
  const change = (part: Partial<PlaceForm>) => onChange({ ...form, ...part });
  const at = (part: string) => problemsAt(problems, `/place/${part}`);
  const { value, problems: unread } = placeCodec.toValue(form, undefined);
  const readable = value !== undefined && unread.length === 0 && placeProblems(value, '').length === 0;
  return (
    <div className={styles.group}>
      <div className={styles.pair}>
        <Line
          label={say('edit.place.nameEn')}
          value={form.nameEn}
          problems={at('name')}
          onChange={(nameEn) => change({ nameEn })}
        />
        <Line label={say('edit.place.nameUk')} value={form.nameUk} onChange={(nameUk) => change({ nameUk })} />
      </div>
      <CodeChoice
        label={say('edit.place.precision')}
        help={say('edit.place.precisionHelp')}
        scheme="place-precision"
        codes={PLACE_PRECISIONS}
        none={say('edit.notSaid')}
        value={form.precision}
        problems={at('precision')}
        onChange={(precision) => change({ precision })}
      />
      <div className={styles.three}>
        <Line
          label={say('edit.place.latitude')}
          inputMode="decimal"
          value={form.latitude}
          problems={at('point/latitude')}
          onChange={(latitude) => change({ latitude })}
        />
        <Line
          label={say('edit.place.longitude')}
          inputMode="decimal"
          value={form.longitude}
          problems={at('point/longitude')}
          onChange={(longitude) => change({ longitude })}
        />
        <Line
          label={say('edit.place.radius')}
          inputMode="decimal"
          value={form.radius}
          problems={at('radiusM')}
          onChange={(radius) => change({ radius })}
        />
      </div>
      <Problems problems={problems.filter(({ path }) => path === '/place')} />
      <output className={styles.reads}>
        {readable && (
          <>
            <span>{say('edit.readsAs')}</span> <span>{describePlace(value, language)}</span>
          </>
        )}
      </output>
    </div>
  );
}
