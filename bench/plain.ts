import type { OwnerSql } from "../db/client.ts";

/**
 * Reads latest forecasts without the latest table: sorts all runs of the sites, as the readers of the
 * Python SDK do, with their `horizon` and `dayAheadHours`.
 */
export async function latestOfAll(
  sql: OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  { horizon, dayAheadHours }: { horizon?: number; dayAheadHours?: number } = {},
) {
  return await sql`
    select distinct on (f.site_uuid, v.start_utc) f.*, v.*
    from forecast_values v join forecasts f on f.forecast_uuid = v.forecast_uuid
    where f.site_uuid = any(${siteUuids}::uuid[]) and v.start_utc >= ${start}::timestamp
      ${horizon === undefined ? sql`` : sql`and v.horizon_minutes >= ${horizon}`}
      ${
    dayAheadHours === undefined ? sql`` : sql`and f.timestamp_utc <=
        date_trunc('day', v.start_utc) - interval '1 day' + ${dayAheadHours} * interval '1 hour'`
  }
    order by f.site_uuid, v.start_utc, f.timestamp_utc desc`;
}

/** Reads rows of the latest table as objects and turns them into JSON in the service. */
export async function latestAsObjects(
  sql: OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<string> {
  const rows = await sql`
    select distinct on (site_uuid, start_utc) site_uuid, start_utc, end_utc, forecast_power_kw,
      (probabilistic_values ->> 'p10')::float8 as p10_kw,
      (probabilistic_values ->> 'p90')::float8 as p90_kw, horizon_minutes, timestamp_utc
    from latest_forecast_values
    where site_uuid = any(${siteUuids}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
    order by site_uuid, start_utc, timestamp_utc desc`;
  const sites = [...Map.groupBy(rows, (row) => row.site_uuid as string)]
    .map(([site_uuid, of]) => ({
      site_uuid,
      values: of.map(({ site_uuid: _, ...value }) => value),
    }));
  return JSON.stringify({ start_utc: start.toString(), end_utc: end.toString(), sites });
}

export async function generationAsObjects(
  sql: OwnerSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<string> {
  const values = await sql`
    select start_utc, end_utc, generation_power_kw from generation
    where site_uuid = ${siteUuid} and start_utc >= ${start}::timestamp
      and start_utc < ${end}::timestamp order by start_utc`;
  return JSON.stringify({ site_uuid: siteUuid, values });
}

/** Stores a response as one row. To read it from there is the least that any server can do. */
export async function storeBody(sql: OwnerSql, name: string, body: string): Promise<void> {
  await sql`create table if not exists app.bench_bodies (name text primary key, body text)`;
  await sql`
    insert into app.bench_bodies values (${name}, ${body})
    on conflict (name) do update set body = excluded.body`;
}

/** Reads a stored response with the round trips of a request: one for the viewer, three for a scope. */
export async function readBody(sql: OwnerSql, name: string): Promise<number> {
  await sql`select 1`;
  const [row] = await sql.begin("read only", async (tx) => {
    await tx`select 1`;
    return await tx`select body from app.bench_bodies where name = ${name}`.raw();
  }) as unknown as Uint8Array<ArrayBuffer>[][];
  return (await new Response(row![0]!).arrayBuffer()).byteLength;
}
