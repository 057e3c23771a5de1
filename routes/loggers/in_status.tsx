import { countSilent, silentLoggers } from "../../sql/loggers/silent_loggers.ts";
import { LoggersInStatus } from "../../views/loggers/in_status.tsx";
import type { StatusAddition } from "../status/additions.ts";

/** How many silent loggers are named. */
const MOST_NAMED = 10;

/** Adds to the status of a viewer's sites how many of their loggers send, and which ones are silent. */
export const loggersInStatus: StatusAddition = async (sql, now) => {
  const [count, named] = await Promise.all([
    countSilent(sql, now),
    silentLoggers(sql, now, MOST_NAMED),
  ]);
  return <LoggersInStatus count={count} named={named} now={now} />;
};
