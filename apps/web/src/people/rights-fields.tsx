import { SENSITIVITIES } from '@cairn/model';
import { useId } from 'react';
import { useWords } from '../words/words.ts';
import styles from './form.module.css';
import { type Rights, ROLES } from './shapes.ts';

interface Props {
  rights: Rights;
  onChange: (rights: Rights) => void;
}

/** Role, clearance and identities, each with what it means for the person who gets it. */
export function RightsFields({ rights, onChange }: Props) {
  const { say } = useWords();
  const group = useId();
  const leads = rights.role === 'lead';
  return (
    <>
      <fieldset className={styles.choices}>
        <legend>{say('people.role')}</legend>
        {ROLES.map((role) => (
          <label key={role} className={styles.choice}>
            <input
              type="radio"
              name={`${group}-role`}
              checked={rights.role === role}
              onChange={() => onChange({ ...rights, role })}
            />
            <span>
              <b>{say(`people.role.${role}`)}</b> <span>{say(`people.may.${role}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{say('people.clearance')}</legend>
        {SENSITIVITIES.map((clearance) => (
          <label key={clearance} className={styles.choice}>
            <input
              type="radio"
              name={`${group}-clearance`}
              checked={rights.clearance === clearance}
              onChange={() => onChange({ ...rights, clearance })}
            />
            <span>
              <b>{say(`people.level.${clearance}`)}</b> <span>{say(`people.reads.${clearance}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choices}>
        <legend>{say('people.identities')}</legend>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={leads || rights.identities}
            disabled={leads}
            onChange={(event) => onChange({ ...rights, identities: event.currentTarget.checked })}
          />
          <span>
            <b>{say('people.identities.may')}</b>{' '}
            <span>{say(leads ? 'people.identities.lead' : 'people.identities.meaning')}</span>
          </span>
        </label>
      </fieldset>
    </>
  );
}
