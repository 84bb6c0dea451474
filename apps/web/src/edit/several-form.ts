import { type Codec, fieldProblem, reading } from './codec.ts';
import { same } from './same.ts';

/** One of several values of the same shape, as a form shows it. */
export interface SeveralRow<Form = unknown> {
  /** Tells rows apart while they are added and taken away. */
  key: number;
  form: Form;
  /** What the row was made from, for what it does not show. */
  before?: unknown;
}

let keys = 0;
export const emptySeveral = <Form>(one: Codec<never, Form>): SeveralRow<Form> => ({
  key: ++keys,
  form: one.toForm(undefined),
});

/**
 * A list of values, each as its own form makes it. Problems that the one form puts at `/time` stand at `/moreTimes/0`.
 *
 * @param field the list's own field
 * @param alone the field whose form each row has
 */
export function severalCodec<Value, Form>(
  field: string,
  alone: string,
  one: Codec<Value, Form>,
): Codec<Value[], SeveralRow<Form>[]> {
  return {
    toForm: (values) =>
      (values ?? []).map((value, index) => ({ key: -1 - index, form: one.toForm(value), before: value })),
    toValue(rows) {
      const read = rows.map(({ form, before }, index) => {
        if (before !== undefined && same(form, one.toForm(before as Value)))
          return { value: before as Value, problems: [] };
        const { value, problems } = one.toValue(form, before as Value | undefined);
        return {
          value,
          problems: problems.map(({ path, code }) =>
            fieldProblem(path.replace(`/${alone}`, `/${field}/${index}`), code),
          ),
        };
      });
      const values = read.map(({ value }) => value).filter((value) => value !== undefined);
      return reading(
        values.length > 0 ? values : undefined,
        read.flatMap(({ problems }) => problems),
      );
    },
  };
}
