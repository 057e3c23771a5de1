import type { AdminSql, ScopedSql } from "../../db/scope.ts";

/**
 * Makes what a form asks for, once: a form that arrives again, by a double click or a reload, gets
 * what the first one made. `key`: the UUID that was written into the form; without one (a script, an
 * old page) each call makes something. `said`: what the form says; a form that comes back with other
 * words under the same key (one went back to it) asks for something else. Answers what `make`
 * answered, a UUID.
 */
export async function once(
  sql: ScopedSql | AdminSql,
  key: string | undefined,
  make: () => Promise<string>,
  said?: unknown,
): Promise<string> {
  if (key === undefined) return await make();
  const ofForm = said === undefined
    ? sql`${key}::uuid`
    : sql`md5(${key + JSON.stringify(said)})::uuid`;
  const [before] = await sql<{ made: string | null }[]>`select app.begin_form(${ofForm}) as made`;
  if (before!.made !== null) return before!.made;
  const made = await make();
  await sql`select app.end_form(${ofForm}, ${made})`;
  return made;
}
