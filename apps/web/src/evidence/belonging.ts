import { useMutation, useQueryClient } from '@tanstack/react-query';
import { patch, post } from '../api/client.ts';
import type { AnyRecord, Link } from '../api/shapes.ts';
import { useVisit } from '../frame/visit.tsx';

/** The tie by which an item belongs to an incident; undefined where something else, a statement for instance, ties them. */
export function tieOf(around: readonly AnyRecord[], item: string, incident: string): Link | undefined {
  return around.find(
    (each): each is Link =>
      each.kind === 'link' &&
      each.body.type === 'part-of' &&
      each.body.from === item &&
      each.body.to === incident &&
      each.body.withdrawn === undefined,
  );
}

/** Says that an item belongs to an incident, with the item as what shows it. @throws Refused */
export async function attach(given: {
  compartment: string;
  item: string;
  incident: string;
  reason: string;
}): Promise<void> {
  const { compartment, item, incident, reason } = given;
  const body = { type: 'part-of', from: item, to: incident, basis: [{ itemId: item }] };
  await post('/api/v1/records', { kind: 'link', compartment, body, reason });
}

/** Asks anew for all that tells which items belong where. */
export function useBelongingChanged(): () => void {
  const client = useQueryClient();
  return () => {
    for (const name of ['items', 'related']) void client.invalidateQueries({ queryKey: [name] });
  };
}

/** Withdraws such a tie in one's own name. It stays in the log, and the item can be attached again. */
export function useDetach(link: Link) {
  const { who } = useVisit();
  const changed = useBelongingChanged();
  return useMutation({
    mutationFn: (reason: string) =>
      patch(`/api/v1/records/${link.id}`, {
        revision: link.revision,
        body: { withdrawn: { by: who.account.id, reasons: reason } },
        reason,
      }),
    onSettled: changed,
  });
}
