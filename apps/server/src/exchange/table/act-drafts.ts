import type { TableMapping } from '@cairn/model';
import { ours } from '../categories.ts';
import type { Draft, RowFlag, SourceRow } from '../format.ts';
import { codeOf } from './coded.ts';
import { harmOf } from './stated-count.ts';

/** The acts of a row. One whose type the row does not give at all, neither by cell nor by `otherwise`, is no act. */
export function actDrafts({ acts = [] }: TableMapping, row: SourceRow, flags: RowFlag[]): Draft[] {
  return acts.flatMap(({ type, method, object, harm = [] }, index): Draft[] => {
    const before = flags.length;
    const what = codeOf(type, row, flags);
    // A word that is not understood still says that something was done.
    const unread = flags[before];
    if (what === undefined && unread === undefined) return [];
    const [how, hit] = [method, object].map((from) => (from === undefined ? undefined : codeOf(from, row, flags)));
    const counted = harm.flatMap((from) => harmOf(from, row, flags));
    const body = {
      type: ours('act-type', what?.code ?? 'unknown', what === undefined ? unread?.value : what.asStated),
      ...(how === undefined ? {} : { method: ours('method', how.code, how.asStated) }),
      ...(hit === undefined ? {} : { object: ours('object', hit.code, hit.asStated) }),
      ...(counted.length === 0 ? {} : { harm: counted }),
    };
    return [{ kind: 'act', role: `act:${index + 1}`, body }];
  });
}
