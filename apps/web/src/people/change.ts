import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { NotConfirmed, useConfirmed } from '../session/confirm.tsx';

/**
 * A change of rights: asks for a factor where the server wants one, and lets what it touched be read anew.
 * `run` resolves to what the server answered, or to null when it was refused or left; `error` then says why, except when
 * the person only left the question.
 */
export function useChange<Input, Output>(act: (input: Input) => Promise<Output>, touched: readonly QueryKey[]) {
  const confirmed = useConfirmed();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: async (input: Input) => ({ answer: await confirmed(() => act(input)) }),
    // Neither a link that was shown once nor a value that was looked for stays in memory behind the page.
    gcTime: 0,
    // Not awaited: what was done is done, whether or not the new state is there yet.
    onSettled: () => void Promise.all(touched.map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  const run = async (input: Input): Promise<{ answer: Output } | null> => {
    try {
      return await change.mutateAsync(input);
    } catch {
      return null;
    }
  };
  return { run, busy: change.isPending, error: change.error instanceof NotConfirmed ? null : change.error };
}
