import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { BlendFit } from "../../domain/forecasts/blend/blend_model.ts";
import { arrayText } from "../kit/arrays.ts";
import { BLEND_NAME } from "../../domain/forecasts/own_models.ts";

/** A site whose blend is to be fitted, and its models with runs of the last day. */
export interface DueBlend {
  site_uuid: string;
  model_names: string[];
}

/**
 * Returns at most `count` active sites with two or more models, which were fitted before `before`
 * or never, those first.
 */
export async function listDue(
  sql: OwnerSql,
  { now, before, count }: { now: Temporal.Instant; before: Temporal.Instant; count: number },
): Promise<DueBlend[]> {
  return await sql<DueBlend[]>`
    select site_uuid, array_agg(distinct name::text order by name::text) as model_names
    from sites s left join app.blend_fits b using (site_uuid) cross join ml_model m
    where s.active is not false and m.name <> ${BLEND_NAME}
      and coalesce(b.fitted_utc < ${before}::timestamp, true)
      and exists (select 1 from app.model_runs r
        where r.site_uuid = s.site_uuid and r.ml_model_uuid = m.model_uuid
          and r.timestamp_utc > ${now}::timestamp - interval '24 h'
          and r.timestamp_utc <= ${now}::timestamp + interval '15 min')
    group by site_uuid, b.fitted_utc having count(distinct name) >= 2
    order by b.fitted_utc nulls first, site_uuid limit ${count}::int`;
}

/** Replaces what was found for a site; nothing for one that is gone. */
export async function store(
  sql: OwnerSql,
  siteUuid: string,
  fit: BlendFit,
  fittedUtc: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into app.blend_fits (site_uuid, fitted_utc, first_model, second_model, weights, days,
      held_out_days, blend_kw, first_kw, second_kw, is_offered)
    select site_uuid, ${fittedUtc}::timestamp, ${fit.first_model}, ${fit.second_model},
      ${
    arrayText(fit.weights)
  }::text::real[], ${fit.days}::int, ${fit.held_out_days}::int, ${fit.blend_kw}::float8,
      ${fit.first_kw}::float8, ${fit.second_kw}::float8, ${fit.is_offered}
    from sites where site_uuid = ${siteUuid}
    on conflict (site_uuid) do update set fitted_utc = excluded.fitted_utc,
      first_model = excluded.first_model, second_model = excluded.second_model,
      weights = excluded.weights, days = excluded.days, held_out_days = excluded.held_out_days,
      blend_kw = excluded.blend_kw, first_kw = excluded.first_kw,
      second_kw = excluded.second_kw, is_offered = excluded.is_offered`;
  await sql`select app.touch_sites(array[${siteUuid}::uuid])`;
}

/** A blend of which runs are made. */
export interface OfferedBlend {
  site_uuid: string;
  first_model: string;
  second_model: string;
  weights: number[];
}

/** Returns the blends that are offered of active sites. */
export async function listOffered(sql: OwnerSql): Promise<OfferedBlend[]> {
  return await sql<OfferedBlend[]>`
    select site_uuid, first_model, second_model, to_jsonb(weights) as weights
    from app.blend_fits join sites s using (site_uuid)
    where is_offered and s.active is not false order by site_uuid`;
}

/** Returns what was found for a site of the scope; undefined where nothing was looked for. */
export async function find(sql: ScopedSql, siteUuid: string): Promise<BlendFit | undefined> {
  const [fit] = await sql<BlendFit[]>`
    select first_model, second_model, to_jsonb(weights) as weights, days, held_out_days, blend_kw,
      first_kw, second_kw, is_offered
    from app.blend_fits where site_uuid = ${siteUuid}`;
  return fit;
}
