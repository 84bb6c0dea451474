import { mappingProblems, type TableMapping } from '@cairn/model';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Choice, Line, Long } from '../edit/controls.tsx';
import { useWords } from '../words/words.ts';
import { Failure } from './failure.tsx';
import styles from './page.module.css';
import { keepMapping, savedMappings } from './questions.ts';
import type { Sent } from './shapes.ts';

interface Props {
  sent: Sent;
  mapping: TableMapping;
  onChange: (mapping: TableMapping) => void;
}

/** The mapping as a whole: one that was kept, its names, and its text for whoever wants more than the columns offer. */
export function MappingShelf({ sent, mapping, onChange }: Props) {
  const { say } = useWords();
  const client = useQueryClient();
  const { data } = useQuery(savedMappings(sent.compartment));
  const [chosen, setChosen] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [kept, setKept] = useState('');
  const text = JSON.stringify(mapping, null, 2);

  function take(id: string) {
    setChosen(id);
    const found = data?.find((each) => each.id === id);
    if (found && mappingProblems(found.mapping).length === 0) onChange(found.mapping);
  }
  async function keep() {
    setError(null);
    try {
      await keepMapping(sent.compartment, mapping.title, mapping, say('importing.keptReason'));
      await client.invalidateQueries({ queryKey: savedMappings(sent.compartment).queryKey });
      setKept(text);
    } catch (caught) {
      setError(caught);
    }
  }
  return (
    <section className={styles.box} aria-labelledby="shelf-title">
      <h2 id="shelf-title">{say('importing.mapping')}</h2>
      {data && data.length > 0 && (
        <Choice
          label={say('importing.saved')}
          none={say('importing.fresh')}
          options={data.map(({ id, title }) => ({ value: id, label: title }))}
          value={chosen}
          onChange={take}
        />
      )}
      <div className={styles.fields}>
        <Line
          label={say('importing.tableTitle')}
          value={mapping.title}
          maxLength={200}
          onChange={(title) => onChange({ ...mapping, title })}
        />
        <Line
          label={say('importing.dataset')}
          help={say('importing.datasetHelp')}
          value={mapping.name}
          maxLength={60}
          onChange={(name) => onChange({ ...mapping, name })}
        />
      </div>
      <details className={styles.details}>
        <summary>{say('importing.asText')}</summary>
        <Written key={text} text={text} onChange={onChange} />
      </details>
      <div className={styles.does}>
        <Button variant="default" size="compact-sm" onClick={() => void keep()} disabled={kept === text}>
          {say(kept === text ? 'importing.isKept' : 'importing.keepMapping')}
        </Button>
      </div>
      <Failure error={error} />
    </section>
  );
}

/** The mapping as JSON; it is taken over when it is one. */
function Written({ text, onChange }: { text: string; onChange: (mapping: TableMapping) => void }) {
  const { say } = useWords();
  const [written, setWritten] = useState(text);
  const problems = problemsIn(written);
  return (
    <>
      <Long label={say('importing.json')} help={say('importing.jsonHelp')} value={written} onChange={setWritten} />
      {problems.length > 0 && (
        <ul className={styles.problems} lang="en">
          {problems.slice(0, 8).map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <div className={styles.does}>
        <Button
          variant="default"
          size="compact-sm"
          disabled={written === text || problems.length > 0}
          onClick={() => onChange(JSON.parse(written) as TableMapping)}
        >
          {say('importing.takeText')}
        </Button>
      </div>
    </>
  );
}

function problemsIn(text: string): { path: string; message: string }[] {
  try {
    return mappingProblems(JSON.parse(text));
  } catch (error) {
    return [{ path: '/', message: (error as Error).message }];
  }
}
