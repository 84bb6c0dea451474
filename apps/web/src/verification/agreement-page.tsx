import '../words/records.ts';
import '../words/verification.ts';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read } from '../api/client.ts';
import { EmptyCairn } from '../comfort/empty-cairn.tsx';
import { Choice, Line } from '../edit/controls.tsx';
import { mayWrite } from '../edit/rights.ts';
import { useVisit } from '../frame/visit.tsx';
import { usePeopleNames } from '../library/people-names.ts';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { useChanging } from './change.ts';
import { type About, type Agreement, agreement } from './questions.ts';
import styles from './second-page.module.css';

/** How far those who code agree: Cohen's kappa for each coded field with its pairs, and every disagreement, which stays. */
export function AgreementPage() {
  const { say } = useWords();
  const { who } = useVisit();
  const [chosen, setChosen] = useState(who.compartments[0]?.id ?? '');
  const answer = useQuery({ ...agreement(chosen), enabled: chosen !== '' });
  return (
    <div className={styles.page}>
      <h1>{say('verification.agreement')}</h1>
      <p>{say('verification.agreementWhy')}</p>
      {who.compartments.length > 1 && (
        <Choice
          label={say('compartment')}
          value={chosen}
          options={who.compartments.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
      )}
      {answer.isPending && chosen !== '' && <Waiting />}
      {answer.error && <Trouble error={answer.error} again={answer.refetch} />}
      {answer.data && <Shown agreement={answer.data} />}
    </div>
  );
}

function Shown({ agreement: shown }: { agreement: Agreement }) {
  const { say, language } = useWords();
  const figure = (n: number) => n.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (shown.fields.every(({ pairs }) => pairs === 0)) {
    return (
      <EmptyCairn
        guide="verification"
        action={
          <Link to="/library" search={{ kind: 'act' }}>
            {say('verification.toActs')}
          </Link>
        }
      >
        {say('verification.noPairs')}
      </EmptyCairn>
    );
  }
  return (
    <>
      <section className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{say('verification.codedField')}</th>
              <th scope="col">{say('verification.pairs')}</th>
              <th scope="col">{say('verification.agreed')}</th>
              <th scope="col">κ</th>
            </tr>
          </thead>
          <tbody>
            {shown.fields.map(({ field, pairs, agreed, kappa }) => (
              <tr key={field}>
                <th scope="row">{say(`verification.coded.${field}`)}</th>
                <td>{pairs}</td>
                <td>{agreed}</td>
                <td>{kappa === null ? '–' : figure(kappa)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.soft}>{say('verification.kappaMeaning')}</p>
      {shown.more && <p>{say('verification.morePairs')}</p>}
      <h2>{say('verification.disagreements', { n: shown.disagreements.length })}</h2>
      {shown.disagreements.map((each) => (
        <Disagreement key={`${each.secondCoding} ${each.field}`} given={each} />
      ))}
    </>
  );
}

function Disagreement({ given }: { given: Agreement['disagreements'][number] }) {
  const { say } = useWords();
  const label = useVocabulary();
  const nameOf = usePeopleNames();
  const [resolving, setResolving] = useState(false);
  const words = (coded: string | null) => {
    const at = coded?.indexOf(':') ?? -1;
    return coded === null ? say('verification.noCode') : label(coded.slice(0, at), coded.slice(at + 1));
  };
  return (
    <section className={styles.sources}>
      <p>
        {given.incident ? (
          <Link to="/incidents/$id" params={{ id: given.incident }}>
            {given.actReference}
          </Link>
        ) : (
          given.actReference
        )}{' '}
        · {say(`verification.coded.${given.field}`)}
      </p>
      <p>
        {say('verification.firstCode', { code: words(given.first) })}
        <br />
        {say('verification.secondCode', { code: words(given.second) })}
      </p>
      {given.resolution ? (
        <p className={styles.soft}>
          {say('verification.resolvedBy', { name: nameOf(given.resolution.by) })}: {given.resolution.reasons}
        </p>
      ) : resolving ? (
        <Resolve coding={given.secondCoding} onDone={() => setResolving(false)} />
      ) : (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setResolving(true)}>
            {say('verification.resolve')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Resolve({ coding, onDone }: { coding: string; onDone: () => void }) {
  const { say } = useWords();
  const { who } = useVisit();
  const client = useQueryClient();
  const [reasons, setReasons] = useState('');
  const { busy, trouble, amend } = useChanging();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (reasons.trim() === '') return;
    const record = await read<About['second-coding']>(`/api/v1/records/${coding}`);
    if (!mayWrite(who, record.compartment)) return onDone();
    const resolution = { by: who.account.id, reasons: reasons.trim() };
    if (!(await amend(record, { resolution }, say('verification.resolve')))) return;
    await client.invalidateQueries({ queryKey: ['agreement'] });
    onDone();
  }

  return (
    <form className={styles.resolve} onSubmit={(event) => void save(event)}>
      <Line
        label={say('verification.resolveHow')}
        help={say('verification.resolveHelp')}
        value={reasons}
        required
        onChange={setReasons}
      />
      {trouble !== '' && <p role="alert">{trouble}</p>}
      <div>
        <Button type="submit" size="compact-sm" loading={busy}>
          {say('edit.save')}
        </Button>
      </div>
    </form>
  );
}
