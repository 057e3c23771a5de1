import type { AdminSql, ScopedSql } from "../../db/scope.ts";

/**
 * Makes form submission idempotent: runs `create` once for each form key and user, and returns the
 * UUID that the first run returned. A double click and a reload get the same row.
 *
 * `key` is the UUID in the form; without one (a script) every call creates. `payload` is what was
 * filled in: another payload under the same key counts as a new form, since somebody went back to
 * the page and changed it.
 */
export async function once(
  sql: ScopedSql | AdminSql,
  key: string | undefined,
  create: () => Promise<string>,
  payload?: unknown,
): Promise<string> {
  if (key === undefined) return await create();
  const formKey = payload === undefined
    ? sql`${key}::uuid`
    : sql`md5(${key + JSON.stringify(payload)})::uuid`;
  const [before] = await sql<{ made: string | null }[]>`select app.begin_form(${formKey}) as made`;
  if (before!.made !== null) return before!.made;
  const made = await create();
  await sql`select app.end_form(${formKey}, ${made})`;
  return made;
}
