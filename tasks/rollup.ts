import type { OwnerSql } from "../db/client.ts";
import { AppError } from "../domain/errors.ts";
import * as rollup from "../sql/forecasts/rollup.ts";
import type { Config } from "../service/config.ts";
import { firstDays } from "../service/operations/retention.ts";
import { findAction } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

const HELP = "deno task rollup [verify | rebuild]";

/** Lists the days that the latest table must have: values may be kept for longer than it is. */
async function days(sql: OwnerSql, config: Config): Promise<string[]> {
  const first = firstDays(config, Temporal.Now.instant()).latest?.toString();
  return (await rollup.days(sql)).filter((day) => first === undefined || day >= first);
}

const ACTIONS: Record<string, (sql: OwnerSql, config: Config) => Promise<void>> = {
  verify: async (sql, config) => {
    const checked = await Array.fromAsync(
      await days(sql, config),
      (day) => rollup.verify(sql, day),
    );
    const bad = checked.filter(({ missing, extra, wrong }) => missing + extra + wrong > 0);
    for (const { day, missing, extra, wrong } of bad) {
      console.log(`${day}: ${missing} missing, ${extra} too many, ${wrong} wrong`);
    }
    const rows = checked.reduce((sum, day) => sum + day.rows, 0);
    console.log(
      `Rows checked: ${rows} of ${checked.length} days. Days that differ: ${bad.length}.`,
    );
    if (bad.length > 0) {
      throw new AppError(
        "conflict",
        "The latest table is wrong. To correct it: deno task rollup rebuild",
      );
    }
  },
  rebuild: async (sql, config) => {
    for (const day of await days(sql, config)) {
      console.log(`${day}: ${await rollup.rebuild(sql, day)} rows`);
    }
  },
};

await withDatabase(
  () => findAction(ACTIONS, Deno.args.join(" ") || "verify", HELP),
  (action, { database }, config) => action(database.owner, config),
);
