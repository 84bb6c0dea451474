import { useMutation, useQueryClient } from '@tanstack/react-query';
import { patch, Refused, read } from '../api/client.ts';
import type { Item } from '../api/shapes.ts';
import { useLive } from '../live/live.tsx';

type Body = Item['body'];

/** How a small change follows from what stands, so that it can be made anew on top of what somebody else wrote meanwhile. */
export type Change = (body: Body) => Record<string, unknown>;

const TRIES = 4;

async function amend(item: Item, change: Change, reason: string): Promise<Item> {
  let current = item;
  for (let tries = 1; ; tries++) {
    const body = change(current.body);
    const absent = Object.keys(body).filter((field) => current.body[field as keyof Body] === undefined);
    try {
      return await patch<Item>(`/api/v1/records/${item.id}`, { revision: current.revision, body, reason, absent });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409 || tries === TRIES) throw error;
      current = await read<Item>(`/api/v1/records/${item.id}`);
    }
  }
}

/** Changes a field of an item beside the long form, where every outcome of the change is right on top of any other. */
export function useAmend(item: Item) {
  const client = useQueryClient();
  const { mine } = useLive();
  return useMutation({
    mutationFn: ({ change, reason }: { change: Change; reason: string }) => amend(item, change, reason),
    onSuccess: (saved) => {
      client.setQueryData(['record', saved.id], saved);
      mine(saved.id, saved.revision);
      for (const name of ['items', 'evidence', 'revisions', 'related'])
        void client.invalidateQueries({ queryKey: [name] });
    },
  });
}
