import { describeTime, TIME_PRECISIONS, timeProblems } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { useWords } from '../words/words.ts';
import { CodeChoice, Line, Problems } from './controls.tsx';
import styles from './pieces.module.css';
import { problemsAt } from './problems.ts';
import { type TimeForm, timeCodec } from './time-form.ts';

interface Props {
  form: TimeForm;
  problems: readonly FieldProblem[];
  onChange: (form: TimeForm) => void;
}

/** Earliest and latest, as far as they are known; below them how Cairn reads it, in words. */
export function TimeField({ form, problems, onChange }: Props) {
  const { say } = useWords();
  const change = (part: Partial<TimeForm>) => onChange({ ...form, ...part });
  const at = (part: string) => problemsAt(problems, `/time/${part}`);
  return (
    <div className={styles.group}>
      <p className={styles.reads}>{say('edit.time.help')}</p>
      <div className={styles.pair}>
        <Line
          label={say('edit.time.start')}
          value={form.start}
          problems={at('start')}
          placeholder="2031-03-06"
          onChange={(start) => change({ start })}
        />
        <Line
          label={say('edit.time.end')}
          value={form.end}
          problems={at('end')}
          placeholder="2031-03-08"
          onChange={(end) => change({ end })}
        />
      </div>
      <CodeChoice
        label={say('edit.time.precision')}
        scheme="time-precision"
        codes={TIME_PRECISIONS}
        none={say('edit.time.asLong')}
        value={form.precision}
        problems={at('precision')}
        onChange={(precision) => change({ precision })}
      />
      <Line
        label={say('edit.time.asStated')}
        help={say('edit.time.asStatedHelp')}
        value={form.asStated}
        problems={at('asStated')}
        onChange={(asStated) => change({ asStated })}
      />
      <Problems problems={problems.filter(({ path }) => path === '/time' || path === '/time/tz')} />
      <Reads form={form} />
    </div>
  );
}

function Reads({ form }: { form: TimeForm }) {
  const { say, language } = useWords();
  const { value } = timeCodec.toValue(form, undefined);
  const readable = value !== undefined && timeProblems(value, '').length === 0;
  return (
    <output className={styles.reads}>
      {readable && (
        <>
          <span>{say('edit.readsAs')}</span> <span>{describeTime(value, language)}</span>
        </>
      )}
    </output>
  );
}
