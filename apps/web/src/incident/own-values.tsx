import { useQuery } from '@tanstack/react-query';
import { Meaning } from '../edit/definition.tsx';
import { type OwnField, ownFields } from '../edit/own-fields.ts';
import { useWords } from '../words/words.ts';
import styles from './header.module.css';

type Value = string | number | boolean | string[];

/** Values of the organisation's own fields, under the names and with the rules that it gave them. */
export function OwnValues({
  kind,
  compartment,
  custom,
}: {
  kind: string;
  compartment: string;
  custom: Record<string, Value>;
}) {
  const { say, language } = useWords();
  const { data = [] } = useQuery(ownFields(compartment));
  const wordOf = (field: OwnField | undefined, value: Value): string => {
    const one = (code: string) => field?.options?.find((each) => each.code === code)?.label[language] ?? code;
    if (Array.isArray(value)) return value.map(one).join(', ');
    if (typeof value === 'boolean') return say(`facts.answer.${value ? 'yes' : 'no'}`);
    return typeof value === 'string' ? one(value) : value.toLocaleString(language);
  };
  return (
    <dl className={styles.own}>
      {Object.entries(custom).map(([key, value]) => {
        const field = data.find((each) => each.kind === kind && each.key === key);
        const name = field?.label[language] ?? key;
        return (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              {wordOf(field, value)}
              <Meaning
                name={name}
                {...(field?.definition ? { definition: field.definition[language] } : {})}
                {...(field?.rule ? { rule: field.rule[language] } : {})}
              />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
