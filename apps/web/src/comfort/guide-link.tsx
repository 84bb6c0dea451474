import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';

/** Parts of the guide that pages lead to; building/guide.test.ts holds them against its headings. */
export type GuidePart =
  | 'triage'
  | 'library'
  | 'duplicates'
  | 'imports'
  | 'figures'
  | 'verification'
  | 'own-fields-and-terms'
  | 'keys-commands-and-help'
  | 'what-leaves-what-stays-and-why';

interface Props {
  part?: GuidePart;
  /** What the link says; else that the guide tells how this works. */
  children?: ReactNode;
  onClick?: () => void;
}

/** To a part of the guide, or to its beginning. */
export function GuideLink({ part, children, onClick }: Props) {
  const { say } = useWords();
  return (
    <Link to="/guide" {...(part === undefined ? {} : { hash: part })} onClick={onClick}>
      {children ?? say('guide.more')}
    </Link>
  );
}
