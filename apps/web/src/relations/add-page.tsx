import '../words/records.ts';
import '../words/relations.ts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Refused } from '../api/client.ts';
import { record, related, vocabularies } from '../api/questions.ts';
import type { Incident } from '../api/shapes.ts';
import { Choice, Line, Problems } from '../edit/controls.tsx';
import { mayWrite } from '../edit/rights.ts';
import form from '../evidence/small-form.module.css';
import { useVisit } from '../frame/visit.tsx';
import { recordName } from '../incident/naming.ts';
import { titleOf } from '../incidents/title.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import { ActorPicker, type Picked } from './actor-picker.tsx';
import styles from './add-page.module.css';
import { nodeName } from './naming.ts';
import { addLinks, hub } from './questions.ts';

/** Ties that lead from an actor to an act or an incident. */
const TYPES = ['victim-of', 'perpetrator-of', 'witness-of', 'present-at', 'notified-to'] as const;
const DEGREES = ['perpetrator-of'];
const MOST = 500;

/** Many ties at once: how, who, and once who says so. */
export function AddRelationsPage() {
  const { id } = getRouteApi('/incidents/$id/relations/add').useParams();
  const { who } = useVisit();
  const { say } = useWords();
  const { data, error, refetch } = useQuery(record<Incident>(id));
  if (error) return <Trouble error={error} again={refetch} />;
  if (!data) return <Waiting />;
  if (!mayWrite(who, data.compartment)) return <p className={styles.page}>{say('edit.nowhere')}</p>;
  return <AddRelations key={id} incident={data} />;
}

function AddRelations({ incident }: { incident: Incident }) {
  const { id } = incident;
  const { say } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [type, setType] = useState<string>(TYPES[0]);
  const [to, setTo] = useState(id);
  const [degree, setDegree] = useState('');
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const [basis, setBasis] = useState('');
  const [reason, setReason] = useState('');
  const saving = useMutation({
    mutationFn: () => {
      const [kind = '', of = ''] = basis.split(' ');
      const said = kind === 'statement' ? { statementId: of } : { itemId: of };
      const how = DEGREES.includes(type) && degree ? { degree: { scheme: 'degree', code: degree } } : {};
      return addLinks(
        picked.map(({ id: from }) => ({ from, to, type, basis: [said], ...how })),
        reason.trim(),
      );
    },
    onSuccess: () => {
      for (const key of ['relations', 'related']) void client.invalidateQueries({ queryKey: [key] });
      void navigate({ to: '/incidents/$id/relations', params: { id } });
    },
  });
  const ready = picked.length > 0 && basis !== '' && reason.trim() !== '';
  function submit(event: FormEvent) {
    event.preventDefault();
    if (ready && !saving.isPending) saving.mutate();
  }
  return (
    <form className={styles.page} onSubmit={submit} aria-label={say('relations.add')}>
      <p className={styles.back}>
        <Link to="/incidents/$id/relations" params={{ id }}>
          <Glyph name="back" size={14} /> {incident.reference} · {say('relations.title')}
        </Link>
      </p>
      <h1>{say('relations.addTitle', { name: titleOf(incident, say) })}</h1>
      <p className={styles.help}>{say('relations.addHelp')}</p>
      <How incident={id} type={type} onType={setType} to={to} onTo={setTo} degree={degree} onDegree={setDegree} />
      <ActorPicker compartment={incident.compartment} picked={picked} most={MOST} onPicked={setPicked} />
      <Basis incident={id} value={basis} onValue={setBasis} />
      <Line label={say('relations.addReason')} value={reason} maxLength={2000} required onChange={setReason} />
      {saving.error instanceof Refused && <Problems problems={saving.error.problems} />}
      {saving.error && <Trouble error={saving.error} />}
      <div className={form.does}>
        <Button type="submit" loading={saving.isPending} disabled={!ready}>
          {say('relations.addSave', { n: picked.length })}
        </Button>
        <Button
          type="button"
          variant="default"
          onClick={() => void navigate({ to: '/incidents/$id/relations', params: { id } })}
        >
          {say('duplicates.leave')}
        </Button>
      </div>
    </form>
  );
}

interface HowProps {
  incident: string;
  type: string;
  onType: (type: string) => void;
  to: string;
  onTo: (to: string) => void;
  degree: string;
  onDegree: (degree: string) => void;
}

function How({ incident, type, onType, to, onTo, degree, onDegree }: HowProps) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(hub(incident));
  const acts = data?.nodes.filter(({ kind }) => kind === 'act') ?? [];
  return (
    <div className={form.pair}>
      <Choice
        label={say('relations.addType')}
        options={TYPES.map((value) => ({ value, label: label('link-type', value) }))}
        value={type}
        onChange={onType}
      />
      <Choice
        label={say('relations.addTo')}
        options={[
          { value: incident, label: say('relations.addToItself') },
          ...acts.map((act) => ({ value: act.id, label: nodeName(act, label) })),
        ]}
        value={to}
        onChange={onTo}
      />
      {DEGREES.includes(type) && <DegreeChoice value={degree} onChange={onDegree} />}
    </div>
  );
}

function DegreeChoice({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { data } = useQuery(vocabularies);
  const codes = data?.find(({ scheme }) => scheme === 'degree')?.codes ?? [];
  return (
    <Choice
      label={say('relations.degree')}
      none="—"
      options={codes.map(({ code }) => ({ value: code, label: label('degree', code) }))}
      value={value}
      onChange={onChange}
    />
  );
}

function Basis({ incident, value, onValue }: { incident: string; value: string; onValue: (value: string) => void }) {
  const { say, language } = useWords();
  const label = useVocabulary();
  const { data = [], isPending } = useQuery(related(incident));
  const grounds = data.filter(({ kind }) => kind === 'statement' || kind === 'item');
  if (!isPending && grounds.length === 0) return <p className={styles.none}>{say('relations.addBasisNone')}</p>;
  const nameOf = (each: (typeof grounds)[number]) => {
    if (each.kind !== 'statement') return recordName(each, label, language);
    const { sourceCode, text, summary } = each.body;
    return [sourceCode, (text ?? summary ?? '').slice(0, 80)].filter(Boolean).join(': ') || each.reference;
  };
  return (
    <Choice
      label={say('relations.addBasis')}
      help={say('relations.addBasisHelp')}
      required
      none={say('relations.addBasisChoose')}
      options={grounds.map((each) => ({
        value: `${each.kind} ${each.id}`,
        label: `${each.reference} · ${nameOf(each)}`,
      }))}
      value={value}
      onChange={onValue}
    />
  );
}
