import type { ScopedSql } from "../../db/scope.ts";
import { finiteGeneration } from "./finite.ts";
import { iso, type Json, range, text, type Time } from "../kit/json_text.ts";

/**
 * Returns `{site_uuid, start_utc, end_utc, values}` with the measured power of one site in
 * pieces that start in [start, end), by time. A piece of a row that others overlap has `cut: true`.
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  start: Time,
  end: Time,
): Promise<Json> {
  return text(
    await sql`
    select concat('{"site_uuid":"', ${siteUuid}::uuid, '",', ${range(start, end)}::text,
      '"values":[', (
        select string_agg(concat('{"start_utc":"', ${iso(sql, "start_utc")},
          'Z","end_utc":"', ${iso(sql, "end_utc")},
          'Z","generation_power_kw":', generation_power_kw, case when is_cut then ',"cut":true' end,
          '}'), ',' order by start_utc, end_utc)
        from ${finiteGeneration(sql, [siteUuid], start, end)} measured), ']}')`.raw(),
  );
}
