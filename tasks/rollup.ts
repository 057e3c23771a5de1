import type { OwnerSql } from "../db/client.ts";
import { AppError } from "../domain/errors.ts";
import * as rollup from "../sql/rollup.ts";
import { actionOf } from "./usage.ts";
import { withHome } from "./with_home.ts";

const HELP = "deno task rollup [verify | rebuild]";

const ACTIONS: Record<string, (sql: OwnerSql) => Promise<void>> = {
  verify: async (sql) => {
    const checked = await Array.fromAsync(await rollup.days(sql), (day) => rollup.verify(sql, day));
    const bad = checked.filter(({ missing, extra, wrong }) => missing + extra + wrong > 0);
    for (const { day, missing, extra, wrong } of bad) {
      console.log(`${day}: ${missing} missing, ${extra} too many, ${wrong} wrong`);
    }
    const rows = checked.reduce((sum, day) => sum + day.rows, 0);
    console.log(`${rows} rows of ${checked.length} days looked at, ${bad.length} days differ`);
    if (bad.length > 0) {
      throw new AppError("conflict", "The rollup is wrong: deno task rollup rebuild mends it.");
    }
  },
  rebuild: async (sql) => {
    for (const day of await rollup.days(sql)) {
      console.log(`${day}: ${await rollup.rebuild(sql, day)} rows`);
    }
  },
};

await withHome(
  () => actionOf(ACTIONS, Deno.args.join(" ") || "verify", HELP),
  (action, { database }) => action(database.owner),
);
