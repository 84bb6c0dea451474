import { isPerson } from '@cairn/model';
import type { FieldProblem } from '../api/client.ts';
import { CodingField } from '../edit/coding-field.tsx';
import { Line } from '../edit/controls.tsx';
import facts from '../edit/facts.module.css';
import { problemsAt } from '../edit/problems.ts';
import { IdentityMark } from '../value/identity.tsx';
import { useWords } from '../words/words.ts';
import styles from './ties.module.css';

/** An actor that is entered together with its tie to an act. Of a person no name leaves the identity unasked. */
export interface NewActorForm {
  actorType: string;
  name: string;
  lang: string;
  /** A public source names this person; only then do others read the name. */
  isPublic: boolean;
  publicSource: string;
  sourceCode: string;
}

export const NO_ACTOR: NewActorForm = {
  actorType: '',
  name: '',
  lang: '',
  isPublic: false,
  publicSource: '',
  sourceCode: '',
};

/** The body of the actor's record: a person's name among what identifies them, unless a public source names them. */
export function actorBody({ actorType, name, lang, isPublic, publicSource, sourceCode }: NewActorForm) {
  const names = name.trim() ? [{ text: name.trim(), ...(lang.trim() ? { lang: lang.trim() } : {}) }] : [];
  const code = sourceCode.trim() ? { sourceCode: sourceCode.trim() } : {};
  if (names.length === 0) return { actorType, ...code };
  if (!isPerson(actorType)) return { actorType, names, ...code };
  if (isPublic) return { actorType, names, namesPublic: { source: publicSource.trim() }, ...code };
  return { actorType, identity: { names }, ...code };
}

interface Props {
  form: NewActorForm;
  problems: readonly FieldProblem[];
  onChange: (form: NewActorForm) => void;
}

export function NewActor({ form, problems, onChange }: Props) {
  const { say } = useWords();
  const set = <Name extends keyof NewActorForm>(name: Name, value: NewActorForm[Name]) =>
    onChange({ ...form, [name]: value });
  const person = isPerson(form.actorType);
  return (
    <>
      <CodingField
        label={say('field.actorType')}
        scheme="actor-type"
        required
        value={form.actorType}
        problems={problemsAt(problems, '/actorType')}
        onChange={(code) => set('actorType', code)}
      />
      {person && (
        <div className={styles.note}>
          <IdentityMark />
          <p>{say('facts.actor.identityWhy')}</p>
        </div>
      )}
      <Line
        label={say('edit.name.text')}
        value={form.name}
        problems={[...problemsAt(problems, '/names'), ...problemsAt(problems, '/identity')]}
        onChange={(text) => set('name', text)}
      />
      <Line label={say('field.language')} value={form.lang} onChange={(lang) => set('lang', lang)} />
      {person && (
        <label className={facts.check}>
          <input
            type="checkbox"
            checked={form.isPublic}
            onChange={(event) => set('isPublic', event.currentTarget.checked)}
          />
          <span>{say('facts.actor.isPublic')}</span>
        </label>
      )}
      {person && form.isPublic && (
        <Line
          label={say('facts.field.namesPublic')}
          help={say('facts.actor.publicHelp')}
          value={form.publicSource}
          required
          problems={problemsAt(problems, '/namesPublic')}
          onChange={(text) => set('publicSource', text)}
        />
      )}
      <Line
        label={say('field.sourceCode')}
        help={say('facts.actor.codeHelp')}
        value={form.sourceCode}
        problems={problemsAt(problems, '/sourceCode')}
        onChange={(text) => set('sourceCode', text)}
      />
    </>
  );
}
