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
