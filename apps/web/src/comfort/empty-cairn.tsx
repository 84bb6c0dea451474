import type { ReactNode } from 'react';
import { Mark } from '../look/mark.tsx';
import styles from './empty-cairn.module.css';
import { GuideLink, type GuidePart } from './guide-link.tsx';

interface Props {
  /** One sentence: what belongs here, or why it is empty. */
  children: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  /** The part of the guide that tells how this works. */
  guide?: GuidePart;
}

/** Where there is nothing yet: a quiet cairn, one sentence, one action. */
export function EmptyCairn({ children, action, guide }: Props) {
  return (
    <div className={styles.empty}>
      <Mark size={56} />
      <p>{children}</p>
      {action && <p className={styles.action}>{action}</p>}
      {guide && (
        <p>
          <GuideLink part={guide} />
        </p>
      )}
    </div>
  );
}
