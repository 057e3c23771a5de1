import type { OwnerSql } from "../../db/client.ts";
import { insertForecast } from "./rows.ts";

/**
 * Lists what is stored of each kind, oldest first; of values the start, and the partition that holds
 * them.
 */
export async function kept(sql: OwnerSql) {
  const list = async (query: PromiseLike<Iterable<{ what: string }>>) =>
    Array.from(await query, (row) => row.what);
  return {
    values: await list(sql<{ what: string }[]>`
      select to_char(start_utc, 'MM-DD HH24 ')
        || replace(tableoid::regclass::text, 'forecast_values_', '') as what
      from forecast_values order by start_utc`),
    latest: await list(sql<{ what: string }[]>`
      select to_char(start_utc, 'MM-DD HH24') as what from latest_forecast_values
      order by start_utc`),
    forecasts: await list(sql<{ what: string }[]>`
      select to_char(timestamp_utc, 'MM-DD HH24') as what from forecasts order by timestamp_utc`),
    generation: await list(sql<{ what: string }[]>`
      select to_char(start_utc, 'MM-DD HH24') as what from generation order by start_utc`),
    requests: await list(sql<{ what: string }[]>`
      select coalesce(to_char(created_utc, 'MM-DD HH24'), 'no time') as what from api_request
      order by created_utc nulls last`),
    securityEvents: await list(sql<{ what: string }[]>`
      select to_char(at_utc, 'MM-DD HH24') as what from app.security_events order by at_utc`),
  };
}

/**
 * Stores for each of these days of June 2026 a run of 22:00 with values for 23:00 and 01:00, and
 * measurements of the same hours.
 */
export async function fillDays(sql: OwnerSql, site_uuid: string, days: number[]): Promise<void> {
  for (const day of days) {
    const made = Temporal.Instant.from("2026-06-01T22:00:00Z").add({ hours: 24 * (day - 1) });
    const start = (hours: number) => made.add({ hours }).toString();
    await insertForecast(sql, { site_uuid, timestamp_utc: made.toString() }, [
      { start_utc: start(1), forecast_power_kw: day },
      { start_utc: start(3), forecast_power_kw: day },
    ]);
    await sql`
      insert into generation (site_uuid, generation_power_kw, start_utc, end_utc)
      values (${site_uuid}, 1, ${start(1)}, ${start(2)})`;
    await sql`insert into api_request (url, created_utc) values ('/sites', ${start(1)})`;
    await sql`
      insert into app.security_events (event_uuid, kind, at_utc, last_utc)
      values (gen_random_uuid(), 'limit', ${start(1)}, ${start(1)})`;
  }
}
