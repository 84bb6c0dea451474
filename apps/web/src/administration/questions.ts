import { queryOptions } from '@tanstack/react-query';
import { read } from '../api/client.ts';
import type { AccountRow, CompartmentRow, Total } from './shapes.ts';

export const accounts = queryOptions({
  queryKey: ['administration', 'accounts'],
  queryFn: async ({ signal }) => (await read<{ accounts: AccountRow[] }>('/api/v1/accounts', signal)).accounts,
});

export const compartments = queryOptions({
  queryKey: ['administration', 'compartments'],
  queryFn: async ({ signal }) =>
    (await read<{ compartments: CompartmentRow[] }>('/api/v1/compartments', signal)).compartments,
});

export const totals = queryOptions({
  queryKey: ['administration', 'totals'],
  queryFn: async ({ signal }) => (await read<{ days: Total[] }>('/api/v1/activity/totals', signal)).days,
});
