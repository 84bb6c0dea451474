import '../words/evidence.ts';
import '../words/records.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { Choice } from '../edit/controls.tsx';
import { beginDraft, useDraft } from '../edit/draft.ts';
import { Restored } from '../edit/meanwhile.tsx';
import styles from '../edit/notices.module.css';
import { RecordForm } from '../edit/record-form.tsx';
import { leads, writableBy } from '../edit/rights.ts';
import { useSaving } from '../edit/saving.ts';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';

/** Records something that comes without a file: a link, a paper, an object. */
export function AddOtherPage() {
  const { say } = useWords();
  const { who, filter } = useVisit();
  const navigate = useNavigate();
  const compartments = writableBy(who);
  const first = compartments.find(({ id }) => id === filter.compartment) ?? compartments[0];
  const fresh = () => beginDraft('item', { revision: 0, body: {} }, { compartment: first?.id ?? '' });
  const { draft, restored, change, discard } = useDraft('item', 'new item', fresh);
  const saving = useSaving({
    kind: 'item',
    id: null,
    draft,
    change,
    onSaved: ({ id }) => {
      discard(fresh());
      void navigate({ to: '/items/$id', params: { id } });
    },
  });
  if (compartments.length === 0) return <p className={styles.notice}>{say('edit.nowhere')}</p>;
  const place = compartments.find(({ id }) => id === draft.compartment) ?? first;
  const identity = place !== undefined && leads(who, place.name);
  return (
    <RecordForm
      kind="item"
      id={null}
      title={say('evidence.addOther')}
      parts={[
        { title: 'edit.part.thing', help: 'edit.part.thingHelp', fields: ['itemKind', 'title', 'storagePlace'] },
        {
          title: 'edit.part.address',
          help: identity ? 'edit.part.addressHelp' : 'edit.part.addressPublicHelp',
          fields: identity ? ['publicUrl', 'url'] : ['publicUrl'],
        },
        { title: 'edit.part.obtained', fields: ['sourceCode', 'provenance', 'consent', 'conditions', 'licence'] },
        { title: 'edit.part.team', fields: ['sensitivity', 'notes'] },
      ]}
      draft={draft}
      change={change}
      saving={saving}
      onLeave={() => void navigate({ to: '/evidence' })}
      where={
        <p className={styles.where}>
          <Link to="/evidence">
            <Glyph name="back" size={14} /> {say('area.evidence')}
          </Link>
        </p>
      }
      above={
        <>
          {restored && <Restored onDiscard={() => discard(fresh())} />}
          {compartments.length > 1 && (
            <Choice
              label={say('compartment')}
              help={say('edit.compartmentHelp')}
              options={compartments.map(({ id, name, code }) => ({
                value: id,
                label: code ? `${code} · ${name}` : name,
              }))}
              value={draft.compartment}
              onChange={(compartment) => change({ ...draft, compartment })}
            />
          )}
        </>
      }
    />
  );
}
