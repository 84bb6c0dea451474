import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/client.ts';
import { Trouble } from '../look/trouble.tsx';
import { useWords } from '../words/words.ts';
import styles from './small-form.module.css';

/** Has a file looked at once more, as when a program that was missing is there now. */
export function ExamineAgain({ item }: { item: string }) {
  const { say } = useWords();
  const client = useQueryClient();
  const ask = useMutation({
    mutationFn: () => post<{ state: string }>(`/api/v1/items/${encodeURIComponent(item)}/examine`),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['evidence', item] }),
  });
  if (ask.isSuccess) return <output className={styles.help}>{say('evidence.examineAsked')}</output>;
  return (
    <>
      <button type="button" className={styles.quiet} aria-disabled={ask.isPending} onClick={() => ask.mutate()}>
        {say('evidence.examineAgain')}
      </button>
      {ask.error && <Trouble error={ask.error} />}
    </>
  );
}
