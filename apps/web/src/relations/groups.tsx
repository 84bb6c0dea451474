import { useVocabulary } from '../vocabulary/labels.ts';
import { useWords } from '../words/words.ts';
import type { Bundle } from './graph.ts';
import styles from './groups.module.css';
import { nodeName } from './naming.ts';
import type { GraphState } from './use-graph.ts';

interface Props {
  state: GraphState;
  hidden: ReadonlySet<string>;
  onHidden: (type: string, hide: boolean) => void;
}

/** Which types are shown, and each bundle of links with its number: opened, shown further, folded. */
export function Groups({ state, hidden, onHidden }: Props) {
  const { say } = useWords();
  const label = useVocabulary();
  const bundles = [...state.graph.bundles.values()];
  const types = [...new Set(bundles.map(({ type }) => type))].sort();
  const centres = [...new Set(bundles.map(({ centre }) => centre))];
  return (
    <section className={styles.groups} aria-label={say('relations.groups')}>
      <h2>{say('relations.groups')}</h2>
      {types.length > 1 && (
        <fieldset className={styles.filter}>
          <legend>{say('relations.filter')}</legend>
          {types.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={!hidden.has(type)}
                onChange={(event) => onHidden(type, !event.currentTarget.checked)}
              />
              {label('link-type', type)}
            </label>
          ))}
        </fieldset>
      )}
      {centres.map((centre) => (
        <div key={centre} className={styles.centre}>
          {centres.length > 1 && <h3>{nodeName(state.graph.nodes.get(centre), label)}</h3>}
          <ul>
            {bundles
              .filter((bundle) => bundle.centre === centre && !hidden.has(bundle.type))
              .map((bundle) => (
                <BundleLine key={bundle.key} bundle={bundle} state={state} />
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function BundleLine({ bundle, state }: { bundle: Bundle; state: GraphState }) {
  const { say } = useWords();
  const label = useVocabulary();
  const { type, direction, n, shown, open, key } = bundle;
  const name = say(`relations.group.${direction}`, { type: label('link-type', type) });
  const now = open ? shown.length : 0;
  const isBusy = state.busy.has(key);
  return (
    <li className={styles.bundle}>
      <span className={styles.name}>{name}</span>
      <span className={styles.n}>{say('relations.groupShown', { shown: now, n })}</span>
      <span className={styles.does}>
        {now < n && (
          <button
            type="button"
            disabled={isBusy}
            aria-label={`${say('relations.expand')}: ${name}`}
            onClick={() => state.more(bundle)}
          >
            {now === 0 ? say('relations.expand') : say('relations.expandMore', { n: Math.min(200, n - now) })}
          </button>
        )}
        {open && now > 0 && (
          <button type="button" aria-label={`${say('relations.collapse')}: ${name}`} onClick={() => state.fold(bundle)}>
            {say('relations.collapse')}
          </button>
        )}
      </span>
    </li>
  );
}
