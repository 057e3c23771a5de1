/**
 * Makes a function that returns the value of a key and computes it by `make` only once, for pure
 * computations that requests repeat. Forgets everything when it has more than `most` values.
 */
export function kept<V>(most: number): (key: string, make: () => V) => V {
  const known = new Map<string, V>();
  return (key, make) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = make();
    if (known.size >= most) known.clear();
    known.set(key, value);
    return value;
  };
}

/**
 * Makes a function that keeps the last value of each first input, while that is in use, and computes
 * it by `make` again only when another input is no longer the same: for pure computations from
 * objects that are kept themselves.
 */
export function keptForSame<V>(): (inputs: [object, ...unknown[]], make: () => V) => V {
  const known = new WeakMap<object, { inputs: unknown[]; value: V }>();
  return (inputs, make) => {
    const before = known.get(inputs[0]);
    if (before?.inputs.every((input, at) => Object.is(input, inputs[at]))) return before.value;
    const value = make();
    known.set(inputs[0], { inputs, value });
    return value;
  };
}
