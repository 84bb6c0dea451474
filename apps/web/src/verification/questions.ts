import type { Comment, SecondCoding, Step } from '@cairn/model';
import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { Shown } from '../api/shapes.ts';

type Whole<Body> = Omit<Body, 'flags' | 'external'>;

/** What is said and done about a record. */
export interface About {
  comment: Shown<'comment', Whole<Comment>>;
  step: Shown<'step', Whole<Step>>;
  'second-coding': Shown<'second-coding', Whole<SecondCoding>>;
}

export const about = <Kind extends keyof About>(id: string, kind: Kind) =>
  queryOptions({
    queryKey: ['about', id, kind],
    queryFn: async ({ signal }) =>
      (await read<{ records: About[Kind][] }>(`/api/v1/records/${encodeURIComponent(id)}/about?kind=${kind}`, signal))
        .records,
  });

export type CodedField = 'type' | 'method' | 'object';

/** How far two coders agree. */
export interface Agreement {
  fields: { field: CodedField; pairs: number; agreed: number; kappa: number | null }[];
  disagreements: {
    act: string;
    actReference: string;
    incident: string | null;
    secondCoding: string;
    field: CodedField;
    first: string | null;
    second: string | null;
    resolution: { by: string; reasons: string } | null;
  }[];
  more: boolean;
}

export const agreement = (compartment: string) =>
  queryOptions({
    queryKey: ['agreement', compartment],
    queryFn: ({ signal }) =>
      read<Agreement>(`/api/v1/agreement?compartment=${encodeURIComponent(compartment)}`, signal),
  });
