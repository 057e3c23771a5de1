/**
 * Returns what `find` finds, or what `make` creates; concurrent calls get the same row. `make` must
 * be an insert with `on conflict (KEY) do nothing returning …`, which waits for a concurrent insert
 * of the key and returns nothing once that is committed. All other errors of the insert (23503,
 * 23502, 23505 of another key) are thrown. Needs READ COMMITTED, so that the second `find` sees the
 * row.
 */
export async function findOrMake<T>(
  find: () => Promise<T | undefined>,
  make: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const thing = await find() ?? await make();
    if (thing !== undefined) return thing;
  }
  throw new Error("A row was there for its maker and not for its finder, three times.");
}
