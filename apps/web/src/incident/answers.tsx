import { getRouteApi } from '@tanstack/react-router';
import type { Incident } from '../api/shapes.ts';
import { History } from '../panel/history.tsx';
import { Panel } from '../panel/panel.tsx';
import { Proof } from '../panel/proof.tsx';
import { WhoSaysSo } from '../panel/who-says-so.tsx';
import { useWords } from '../words/words.ts';
import type { Surroundings } from './surroundings.ts';

const route = getRouteApi('/incidents/$id');

interface Props {
  incident: Incident;
  known: Surroundings;
}

/** What the panel answers about an incident: who says so, how it became what it is, and how that can be checked. */
export function Answers({ incident, known }: Props) {
  const { say } = useWords();
  const { panel, field } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Panel
      view={panel}
      onView={(view) => void navigate({ search: view ? { panel: view } : {}, replace: true })}
      views={[
        {
          name: 'who',
          title: say('panel.who'),
          content: <WhoSaysSo incident={incident} known={known} field={field} />,
        },
        { name: 'history', title: say('panel.history'), content: <History record={incident} /> },
        { name: 'proof', title: say('panel.proof'), content: <Proof record={incident} /> },
      ]}
    />
  );
}
