import { Link, useNavigate } from '@tanstack/react-router';
import { useVisit } from '../frame/visit.tsx';
import { Glyph } from '../look/glyph.tsx';
import { useWords } from '../words/words.ts';
import styles from './notices.module.css';

/** Where one is, and the way back to the incident or to the list. */
export function Where({ incident, compartment }: { incident: string | null; compartment: string }) {
  const { say } = useWords();
  return (
    <p className={styles.where}>
      {incident ? (
        <Link to="/incidents/$id" params={{ id: incident }}>
          <Glyph name="back" size={14} /> {say('edit.toIncident')}
        </Link>
      ) : (
        <Link to="/incidents">
          <Glyph name="back" size={14} /> {say('area.incidents')}
        </Link>
      )}
      {compartment && <span>{compartment}</span>}
    </p>
  );
}

/** Leads back to the incident, or to the list. */
export function useReturn(incident: string | null): () => void {
  const navigate = useNavigate();
  return () => {
    if (incident) void navigate({ to: '/incidents/$id', params: { id: incident } });
    else void navigate({ to: '/incidents' });
  };
}

/** The id of the compartment with this name; what the reader may not enter keeps its name. */
export function useCompartmentId(named: string): string {
  const { who } = useVisit();
  return who.compartments.find(({ name }) => name === named)?.id ?? named;
}
