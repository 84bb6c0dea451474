import type { Selection } from './selection.ts';
import type { Row, Total } from './shapes.ts';
import type { LibraryState } from './use-query.ts';

interface Props {
  library: LibraryState;
  rows: readonly Row[];
  total: Total | undefined;
  selection: Selection;
  onDone: () => void;
}

export function Bulk(_: Props) {
  return null;
}
