import type { AdminSql, ScopedSql } from "../db/scope.ts";

/**
 * Makes what a form asks for, once: a form that arrives again, by a double click or a reload, gets
 * what the first one made. `key`: the UUID that was written into the form; without one (a script, an
 * old page) each call makes something. Answers what `make` answered, a UUID.
 */
export async function once(
  sql: ScopedSql | AdminSql,
  key: string | undefined,
  make: () => Promise<string>,
): Promise<string> {
  if (key === undefined) return await make();
  const [before] = await sql<
    { made: string | null }[]
  >`select app.begin_form(${key}::uuid) as made`;
  if (before!.made !== null) return before!.made;
  const made = await make();
  await sql`select app.end_form(${key}::uuid, ${made})`;
  return made;
}
