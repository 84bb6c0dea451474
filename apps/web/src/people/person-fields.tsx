import { TextInput } from '@mantine/core';
import { useWords } from '../words/words.ts';
import styles from './form.module.css';

interface Props<Person> {
  person: Person;
  onChange: (person: Person) => void;
}

/** Who is meant: a name and an e-mail address. */
export function PersonFields<Person extends { name: string; email: string }>({ person, onChange }: Props<Person>) {
  const { say } = useWords();
  return (
    <div className={styles.two}>
      <TextInput
        label={say('people.name')}
        required
        withAsterisk={false}
        maxLength={200}
        autoComplete="off"
        value={person.name}
        onChange={(event) => onChange({ ...person, name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={say('people.email')}
        required
        withAsterisk={false}
        maxLength={254}
        autoComplete="off"
        spellCheck={false}
        value={person.email}
        onChange={(event) => onChange({ ...person, email: event.currentTarget.value })}
      />
    </div>
  );
}
