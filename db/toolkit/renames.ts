import type postgres from "postgres";
import { AppError } from "../../domain/errors.ts";

export interface Rename {
  /** `sites`, `app.jobs`, or of a column `sites.tilt`, `app.jobs.done`. */
  from: string;
  /** The new name alone. */
  to: string;
}

/** Returns the rename that `old:new` means. */
export function parseRename(words: string): Rename {
  const [from = "", to = "", ...rest] = words.split(":");
  if (!from || !/^[a-z_][a-z0-9_]*$/.test(to) || rest.length) {
    throw new AppError(
      "invalid",
      `${words} is not a rename: write TABLE:NEW_NAME or TABLE.COLUMN:NEW_NAME.`,
    );
  }
  return { from, to };
}

/**
 * Returns the statements that rename, and those that undo it, the last first. Throws "invalid" when the
 * database has no such table or column.
 */
export async function renameStatements(
  sql: postgres.Sql,
  renames: Rename[],
): Promise<{ there: string[]; back: string[] }> {
  const there: string[] = [];
  const back: string[] = [];
  for (const { from, to } of renames) {
    const { table, column } = await find(sql, from);
    const name = table.split(".").at(-1)!;
    const prefix = table.slice(0, table.length - name.length);
    there.push(
      column
        ? `alter table ${table} rename column ${column} to ${to}`
        : `alter table ${table} rename to ${to}`,
    );
    back.unshift(
      column
        ? `alter table ${table} rename column ${to} to ${column}`
        : `alter table ${prefix}${to} rename to ${name}`,
    );
  }
  return { there, back };
}

async function find(sql: postgres.Sql, name: string): Promise<{ table: string; column?: string }> {
  const [whole] = await sql`
    select oid::regclass::text as table from pg_class where oid = to_regclass(${name})`;
  if (whole) return { table: whole.table };
  const parts = name.split(".");
  const column = parts.pop()!;
  const [part] = await sql`
    select attrelid::regclass::text as table, quote_ident(attname) as column from pg_attribute
    where attrelid = to_regclass(${parts.join(".")}) and attname = ${column}`;
  if (part) return { table: part.table, column: part.column };
  throw new AppError("invalid", `There is no table or column ${name}.`);
}
