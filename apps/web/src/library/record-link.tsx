import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Row } from './shapes.ts';

interface Props {
  row: Row;
  className?: string | undefined;
  children: ReactNode;
}

/** Leads to the page on which a record of this kind is read; text alone where none belongs to it. */
export function RecordLink({ row, className, children }: Props) {
  const shared = { className, 'data-row-link': row.id };
  if (row.kind === 'incident')
    return (
      <Link to="/incidents/$id" params={{ id: row.id }} {...shared}>
        {children}
      </Link>
    );
  if (row.kind === 'item')
    return (
      <Link to="/items/$id" params={{ id: row.id }} {...shared}>
        {children}
      </Link>
    );
  if (row.kind === 'actor')
    return (
      <Link to="/actors/$id/relations" params={{ id: row.id }} {...shared}>
        {children}
      </Link>
    );
  const incident = row.kind === 'act' ? row.body.incident : row.body.about?.[0]?.record;
  if (!incident) return <span className={className}>{children}</span>;
  return (
    <Link to="/incidents/$id" params={{ id: incident }} search={{ panel: 'who' }} {...shared}>
      {children}
    </Link>
  );
}
