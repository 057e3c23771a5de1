import { withScope } from "../../db/scope.ts";
import { countSilent, silentLoggers } from "../../sql/loggers/silent_loggers.ts";
import { LoggersInStatus } from "../../views/loggers/in_status.tsx";
import type { StatusAddition } from "../status/additions.ts";

/** How many silent loggers are named. */
const MOST_NAMED = 10;

/** Adds to the status of a viewer's sites how many of their loggers send, and which ones are silent. */
export const loggersInStatus: StatusAddition = async ({ database, now }, viewer) => {
  const at = now();
  const { count, named } = await withScope(
    database.light,
    viewer,
    { readOnly: true },
    async (sql) => ({
      count: await countSilent(sql, at),
      named: await silentLoggers(sql, at, MOST_NAMED),
    }),
  );
  return <LoggersInStatus count={count} named={named} now={at} />;
};
