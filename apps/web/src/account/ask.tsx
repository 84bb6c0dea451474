import type { ReactNode } from 'react';
import { Dialog } from '../look/dialog.tsx';
import { Problem } from '../session/entry.tsx';
import form from '../session/form.module.css';

interface Props {
  title: string;
  /** A verb: what the button does. */
  action: string;
  busy: boolean;
  problem: string;
  onDo: () => void;
  onLeave: () => void;
  children: ReactNode;
}

/** Asks once before something goes that does not come back. */
export function Ask({ title, action, busy, problem, onDo, onLeave, children }: Props) {
  return (
    <Dialog title={title} onLeave={onLeave}>
      {children}
      <Problem text={problem} />
      <button type="button" className={form.first} aria-disabled={busy} onClick={onDo}>
        {action}
      </button>
    </Dialog>
  );
}
