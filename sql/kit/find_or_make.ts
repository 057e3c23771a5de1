/**
 * What `find` finds, else what `make` makes: however many ask at once, there is one. `make` must be
 * an insert with `on conflict (KEY) do nothing returning …`, which waits for another's and answers
 * nothing then. Only that conflict is taken for "there is one": a reference to nothing, a missing
 * value or another key that is taken are thrown. Needs READ COMMITTED, as all transactions here have.
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
