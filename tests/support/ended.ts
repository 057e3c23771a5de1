import { connect } from "../../db/client.ts";
import { until } from "./until.ts";

/**
 * Ends one of the service's connections to a database, that of `pid` or any, and waits until it has
 * ended.
 */
export async function endOne(url: string, pid: number | null = null): Promise<void> {
  const killer = connect(url, { max: 1, settings: { application_name: "killer" } });
  try {
    const [ended] = await killer<{ pid: number }[]>`
      select pid, pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'sitecast'
        and pid = coalesce(${pid}::int, pid)
      order by random() limit 1`;
    await until(async () => {
      const left = await killer`select from pg_stat_activity where pid = ${ended!.pid}`;
      return left.length === 0;
    });
  } finally {
    await killer.end();
  }
}
