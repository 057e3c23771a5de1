import type postgres from "postgres";

type Step = (sql: postgres.TransactionSql) => Promise<unknown>;

/**
 * Returns up and down of the migration whose module has this URL: they run `up.sql` and `down.sql`
 * in the folder of the module's name.
 */
export function sqlFiles(moduleUrl: string): { up: Step; down: Step } {
  const folder = moduleUrl.replace(/\.ts$/, "/");
  const run = (file: string): Step => async (sql) =>
    await sql.unsafe(await Deno.readTextFile(new URL(file, folder)));
  return { up: run("up.sql"), down: run("down.sql") };
}
