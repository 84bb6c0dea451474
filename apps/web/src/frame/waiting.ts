import { queryOptions, useQuery } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import { erasures } from '../erasure/questions.ts';
import type { Appointment, Notice } from '../people/shapes.ts';
import { useVisit } from './visit.tsx';

const NOW_AND_THEN = 60_000;

/** What the members of my compartments are told, the newest first. */
export const notices = queryOptions({
  queryKey: ['notices'],
  queryFn: async ({ signal }) => (await read<{ notices: Notice[] }>('/api/v1/notices', signal)).notices,
  refetchInterval: NOW_AND_THEN,
});

/** Proposals of a lead that are open: of compartments where I review, or my own as an administrator. */
export const appointments = queryOptions({
  queryKey: ['appointments'],
  queryFn: async ({ signal }) =>
    (await read<{ appointments: Appointment[] }>('/api/v1/appointments', signal)).appointments,
  refetchInterval: NOW_AND_THEN,
});

/** Where this page remembers the newest notice that was on the screen; it is forgotten with the page. */
export const NOTICES_SEEN = ['notices-seen'];
const seen = queryOptions<string>({ queryKey: NOTICES_SEEN, queryFn: () => '', staleTime: Number.POSITIVE_INFINITY });

/** The proposals that wait for the reader's own yes or no. */
export function useProposals(): Appointment[] {
  const { who } = useVisit();
  const reviews = who.compartments.some(({ role }) => role === 'reviewer' || role === 'lead');
  const { data } = useQuery({ ...appointments, enabled: reviews });
  return (data ?? []).filter(({ mine }) => mine);
}

/** Whether something waits on the people page that has not been on the screen during this visit. */
export function useSomethingWaits(): boolean {
  const proposals = useProposals();
  const { data: told } = useQuery(notices);
  const { data: shown } = useQuery(seen);
  return proposals.length > 0 || (told?.[0]?.at ?? '') > (shown ?? '');
}

/** Whether somebody asked for an erasure that the reader may decide as the second person. */
export function useErasureWaits(): boolean {
  const { who } = useVisit();
  const reviews = new Set(
    who.compartments.filter(({ role }) => role === 'reviewer' || role === 'lead').map(({ id }) => id),
  );
  const { data } = useQuery({ ...erasures, enabled: reviews.size > 0 });
  return (data ?? []).some(
    ({ state, requestedBy, compartment }) =>
      state === 'requested' && requestedBy !== who.account.id && reviews.has(compartment),
  );
}
