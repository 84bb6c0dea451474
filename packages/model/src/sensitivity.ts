import Type from 'typebox';

/** Who may read, from everyone to the holders of a key; each step includes the ones before it. */
export const SENSITIVITIES = ['public', 'partner', 'internal', 'case-only', 'sealed'] as const;

export type Sensitivity = (typeof SENSITIVITIES)[number];

/** `identity` stands beside the order: leads and those whom they name read it, whatever their clearance. */
export type FieldClass = Sensitivity | 'identity';

/** Every class a field can have, in the order in which a projection lists them. */
export const FIELD_CLASSES: readonly FieldClass[] = [...SENSITIVITIES, 'identity'];

/** A record that says nothing about its sensitivity is for the team itself: nothing is published by omission. */
export const DEFAULT_SENSITIVITY: Sensitivity = 'internal';

export const SensitivitySchema = Type.Enum(SENSITIVITIES);

/** The more guarded of two sensitivities. */
export function stricter(a: Sensitivity, b: Sensitivity): Sensitivity {
  return SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b;
}

/** The level at which one field of a record is kept: its class, raised by the record's own sensitivity. */
export function levelOfField(fieldClass: FieldClass, sensitivity: Sensitivity = DEFAULT_SENSITIVITY): FieldClass {
  return fieldClass === 'identity' ? 'identity' : stricter(fieldClass, sensitivity);
}

/** How strictly a record is guarded that ties others together: as the strictest of them, and never below the default. */
export function guardAmong(bodies: readonly { readonly sensitivity?: unknown }[]): { sensitivity?: Sensitivity } {
  const sensitivity = bodies.reduce(
    (held, each) => stricter(held, (each.sensitivity as Sensitivity | undefined) ?? DEFAULT_SENSITIVITY),
    DEFAULT_SENSITIVITY,
  );
  return sensitivity === DEFAULT_SENSITIVITY ? {} : { sensitivity };
}
