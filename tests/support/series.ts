import type { ScopedSql } from "../../db/scope.ts";
import type { LatestForecastValue } from "../../domain/forecasts/forecast_value.ts";
import type { SiteGeneration } from "../../domain/generation/generation_value.ts";
import * as forecastJson from "../../sql/forecasts/forecast_json.ts";
import * as generationJson from "../../sql/generation/generation_json.ts";

/** The values of JSON that PostgreSQL made, in UTF-8. */
export function decoded(json: Uint8Array) {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(json));
}

type Make<V> = (
  sql: ScopedSql,
  site: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
) => Promise<V>;

/** The values of each site, by site and time, as GET /api/v1/sites/{uuid}/… reads them. */
function valuesOf<V>(make: Make<Uint8Array>) {
  return async (
    sql: ScopedSql,
    sites: string[],
    start: Temporal.Instant,
    end: Temporal.Instant,
  ): Promise<V[]> => {
    const found: V[] = [];
    for (const site_uuid of sites.toSorted()) {
      const { values } = decoded(await make(sql, site_uuid, start, end));
      for (const value of values) found.push({ site_uuid, ...value });
    }
    return found;
  };
}

export const latestValues = valuesOf<LatestForecastValue>(forecastJson.ofSite);
export const generationValues = valuesOf<SiteGeneration>(generationJson.ofSite);
