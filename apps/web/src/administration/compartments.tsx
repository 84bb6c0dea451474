import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { appointments } from '../frame/waiting.ts';
import { Glyph } from '../look/glyph.tsx';
import { Trouble } from '../look/trouble.tsx';
import { Waiting } from '../look/waiting.tsx';
import list from '../people/list.module.css';
import styles from '../people/page.module.css';
import sign from '../people/state.module.css';
import { useWords } from '../words/words.ts';
import { AddCompartment } from './add-compartment.tsx';
import { Appoint } from './appoint.tsx';
import { compartments } from './questions.ts';
import type { CompartmentRow } from './shapes.ts';

/** Every compartment by name and number of people; where no lead is left, another can be proposed. */
export function Compartments() {
  const { say } = useWords();
  const [adding, setAdding] = useState(false);
  const adder = useRef<HTMLButtonElement>(null);
  const { data, error, isPending, refetch } = useQuery(compartments);
  if (isPending) return <Waiting />;
  if (error) return <Trouble error={error} again={refetch} />;
  return (
    <div className={styles.list}>
      <div className={styles.inviting}>
        {adding ? (
          <AddCompartment
            onClose={() => {
              setAdding(false);
              requestAnimationFrame(() => adder.current?.focus());
            }}
          />
        ) : (
          <Button ref={adder} size="sm" onClick={() => setAdding(true)}>
            {say('admin.compartment.add')}
          </Button>
        )}
      </div>
      <table className={list.table}>
        <thead>
          <tr>
            <th scope="col">{say('admin.compartment')}</th>
            <th scope="col">{say('admin.code')}</th>
            <th scope="col">{say('admin.members')}</th>
            <th scope="col">{say('admin.leads')}</th>
          </tr>
        </thead>
        <tbody>
          {data.map((compartment) => (
            <Row key={compartment.id} compartment={compartment} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ compartment }: { compartment: CompartmentRow }) {
  const { say } = useWords();
  const { name, code, members, leads } = compartment;
  return (
    <tr className={list.row}>
      <th scope="row">{name}</th>
      <td data-what={say('admin.code')}>{code}</td>
      <td data-what={say('admin.members')}>{members}</td>
      <td data-what={say('admin.leads')}>{leads > 0 ? leads : <Leaderless compartment={compartment} />}</td>
    </tr>
  );
}

function Leaderless({ compartment }: { compartment: CompartmentRow }) {
  const { say } = useWords();
  const open = useQuery(appointments).data?.find((each) => each.compartment.id === compartment.id);
  return (
    <div className={styles.leaderless}>
      <span className={sign.state} data-mood="alarm">
        <Glyph name="alarm" size={14} />
        {say('admin.leads.none')}
      </span>
      {open ? <p>{say('admin.appoint.waits', { name: open.name })}</p> : <Appoint compartment={compartment} />}
    </div>
  );
}
