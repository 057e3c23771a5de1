import type { ScopedSql } from "../../db/scope.ts";
import type { Run } from "../../domain/forecasts/run.ts";
import { iso, type Json, rounded, text } from "../kit/json_text.ts";
import { levels, roundedQuantile } from "./quantiles.ts";

/** Which runs of a site are listed. */
export interface RunQuery {
  /** Issue times, half-open. */
  start: Temporal.Instant;
  end: Temporal.Instant;
  model_name?: string;
  /** The run after which the list goes on. */
  after?: Pick<Run, "forecast_uuid" | "timestamp_utc">;
  limit: number;
}

/**
 * Returns the runs of a site of the scope with values from their issue time on, the newest first. A
 * row more than `limit` means that there is a next page.
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  { start, end, model_name, after, limit }: RunQuery,
): Promise<Run[]> {
  return await sql<Run[]>`
    select * from app.runs_of_site(${siteUuid}::uuid, ${start}::timestamp, ${end}::timestamp,
      ${model_name ?? null}::text, ${after?.timestamp_utc ?? null}::timestamp,
      ${after?.forecast_uuid ?? null}::uuid, ${limit + 1}::int)`;
}

/** Returns a run of the scope's sites with its site and issue time; undefined for a stranger's. */
export async function find(
  sql: ScopedSql,
  run: string,
): Promise<Pick<Run, "forecast_uuid" | "timestamp_utc"> & { site_uuid: string } | undefined> {
  const [row] = await sql`
    select forecast_uuid, site_uuid, timestamp_utc from forecasts where forecast_uuid = ${run}::uuid`;
  return row as Awaited<ReturnType<typeof find>>;
}

/**
 * Returns a run of the scope's sites in JSON, with its values by time: as they are stored, neither cut
 * nor filled. `p_levels` has all quantiles of a value in kW by their names.
 */
export async function withValues(sql: ScopedSql, run: string): Promise<Json> {
  return text(
    await sql`
    select concat('{"forecast_uuid":"', f.forecast_uuid, '","site_uuid":"', f.site_uuid,
      '","timestamp_utc":"', ${iso(sql, "timestamp_utc")},
      'Z","created_utc":', coalesce('"' || replace(f.created_utc::text, ' ', 'T') || 'Z"', 'null'),
      ',"forecast_version":', to_json(f.forecast_version),
      ',"model_name":', coalesce(to_json(v.model_name)::text, 'null'),
      ',"model_version":', coalesce(to_json(v.model_version)::text, 'null'),
      ',"values":[', v.list, ']}')
    from forecasts f cross join lateral (
      select min(model_name) as model_name, min(model_version) as model_version,
        string_agg(concat('{"start_utc":"', ${iso(sql, "start_utc")},
          'Z","end_utc":"', ${iso(sql, "end_utc")},
          'Z","forecast_power_kw":', ${rounded(sql, sql`forecast_power_kw`)},
          ',"p10_kw":', coalesce(${roundedQuantile(sql, "p10")}, 'null'),
          ',"p90_kw":', coalesce(${roundedQuantile(sql, "p90")}, 'null'),
          ',"p_levels":', ${levels(sql)},
          ',"horizon_minutes":', coalesce(horizon_minutes::text, 'null'), '}'),
          ',' order by start_utc, end_utc) as list
      from app.values_of_run(f.forecast_uuid)) v
    where f.forecast_uuid = ${run}::uuid`.raw(),
  );
}
