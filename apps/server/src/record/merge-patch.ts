type Fields = Record<string, unknown>;

/** Applies a JSON merge patch (RFC 7396 §2) and returns a new object: null removes, objects merge, all else replaces. */
export function mergePatch(target: Fields, patch: Fields): Fields {
  const merged: Fields = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    const before = Object.hasOwn(merged, name) ? merged[name] : undefined;
    if (value === null) delete merged[name];
    else define(merged, name, isObject(value) ? mergePatch(isObject(before) ? before : {}, value) : value);
  }
  return merged;
}

/** Assigning to `__proto__` would change the object's ancestry instead of giving it a field. */
function define(target: Fields, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
