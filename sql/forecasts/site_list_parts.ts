/** Parts of the queries of lists of sites, which read `sites s` and `site_figures f`. */
import type { ScopedSql } from "../../db/scope.ts";
import type { AttentionKind } from "../../domain/sites/attention/kinds.ts";
import { countriesNamed } from "../../domain/sites/countries.ts";
import type { Facet, SiteFilter, SiteOrder, Sort } from "../../domain/sites/site_filter.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import { shownKinds } from "../sites/attention.ts";
import { FIGURES_MINUTES } from "./site_figures.ts";

/**
 * SQL: joins the figures of a moment that are not too old, and what needs attention (`w.kinds`).
 * `among`: an array that has all sites in question, where these are few.
 */
export function besideSites(sql: Fragments, now: Temporal.Instant, among?: Fragment): Fragment {
  const only = (table: Fragment) => among ? sql`and ${table}.site_uuid = any(${among})` : sql``;
  return sql`left join site_figures f on f.site_uuid = s.site_uuid
    and f.computed_utc > ${now.subtract({ minutes: FIGURES_MINUTES })}::timestamp
    and f.computed_utc <= ${now}::timestamp ${only(sql`f`)}
    left join ${shownKinds(sql)} w on w.site_uuid = s.site_uuid ${only(sql`w`)}`;
}

/** SQL: joins that as far as a filter and an order read it; nothing for those of sites alone. */
export function besideFor(
  sql: Fragments,
  { filter: { data, attention }, order, now }: {
    filter: SiteFilter;
    order?: SiteOrder;
    now: Temporal.Instant;
  },
): Fragment {
  const isOfSites = !order || order.by === "name" || order.by === "capacity";
  return isOfSites && !data && !attention ? sql`` : besideSites(sql, now);
}

/** SQL: what pages call a site, as siteName() of domain/sites/site.ts does. */
const shownName = (sql: Fragments) =>
  sql`coalesce(nullif(s.client_site_name, ''),
    'Site ' || coalesce(s.client_site_id::text, left(s.site_uuid::text, 8)))`;

/** SQL: a text in lower case, also where the database's own locale knows ASCII letters only. */
const lower = (sql: Fragments, text: Fragment) => sql`lower(${text} collate app.natural_order)`;

const contains = (sql: Fragments, text: Fragment, part: string) =>
  sql`strpos(${lower(sql, text)}, ${lower(sql, sql`${part}::text`)}) > 0`;

/** SQL: what a list is ordered by, null where a site has no such value. Names are numbered apart. */
export function sortKey(sql: Fragments, by: Sort): Fragment {
  const keys: Record<Sort, () => Fragment> = {
    name: () =>
      sql`lower(${shownName(sql)} || ' | ' || coalesce(s.client_site_id::text, ''))
        collate app.natural_order`,
    capacity: () => sql`nullif(s.capacity_kw, 'NaN')`,
    now: () => sql`f.now_kw`,
    produced: () => sql`f.produced_kwh`,
    today: () => sql`f.expected_kwh`,
    against_day_ahead: () => sql`f.expected_kwh / nullif(f.day_ahead_kwh, 0)`,
    tomorrow: () => sql`f.tomorrow_kwh`,
    measured: () => sql`f.measured_until_utc`,
  };
  return keys[by]();
}

/** SQL: the order of a list, of rows with `key` and `site_uuid`. */
export const orderOf = (
  sql: Fragments,
  { isDescending }: Pick<SiteOrder, "isDescending">,
): Fragment => isDescending ? sql`key desc nulls last, site_uuid` : sql`key nulls last, site_uuid`;

/** SQL: the conditions of a filter: one for each facet, and one for all the rest. */
export function conditionsOf(
  sql: ScopedSql,
  filter: SiteFilter,
): Record<Facet | "others", Fragment> {
  const { active = "true", asset_type, country, region, dno, gsp, data, attention } = filter;
  const always = sql`true`;
  return {
    others: sql`${searched(sql, filter.q)} and ${ofClient(sql, filter)} and ${inBox(sql, filter)}`,
    active: active === "all" ? always : sql`(s.active is not false) = ${active === "true"}`,
    asset_type: asset_type ? sql`s.asset_type::text = ${asset_type}` : always,
    country: country ? sql`lower(s.country) = lower(${country})` : always,
    region: region ? sql`lower(s.region) = lower(${region})` : always,
    dno: dno ? hasName(sql, sql`s.dno`, dno) : always,
    gsp: gsp ? hasName(sql, sql`s.gsp`, gsp) : always,
    data: data ? dataStates(sql)[data] : always,
    attention: attention ? hasAttention(sql, attention) : always,
  };
}

/** SQL: true of sites in each state of data; one whose forecast and measurements are late has two. */
export function dataStates(sql: Fragments): Record<NonNullable<SiteFilter["data"]>, Fragment> {
  const forecastLate = sql`coalesce(f.is_forecast_late, true)`;
  const measuredLate = sql`coalesce(f.is_measured_late, true)`;
  return {
    up_to_date: sql`not ${forecastLate} and not ${measuredLate}`,
    forecast_late: forecastLate,
    measurements_late: measuredLate,
  };
}

const hasAttention = (sql: Fragments, kind: AttentionKind | "any") =>
  kind === "any" ? sql`w.kinds is not null` : sql`${kind} = any(w.kinds)`;

/** SQL: true when the JSON text of a DNO or GSP has this name or id as one of its values. */
const hasName = (sql: Fragments, column: Fragment, name: string) =>
  sql`(${column} = ${name} or strpos(${column}, ${`: ${jsonText(name)}`}) > 0)`;

/** Returns a text as the Python SDK writes it into JSON: with escapes outside of ASCII. */
const jsonText = (text: string) =>
  JSON.stringify(text).replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function searched(sql: Fragments, q = ""): Fragment {
  if (q === "") return sql`true`;
  return sql`(${contains(sql, shownName(sql), q)} or ${contains(sql, sql`s.region`, q)}
    or lower(s.country) = any(${[q.toLowerCase(), ...countriesNamed(q)]}::text[])
    or s.client_site_id::text = ${q}
    or length(${q}) >= 4 and starts_with(s.site_uuid::text, lower(${q})))`;
}

function ofClient(sql: ScopedSql, filter: SiteFilter): Fragment {
  const { client_site_id = null, client_site_name, client_name } = filter;
  return sql`(${client_site_id}::int is null or s.client_site_id = ${client_site_id}::int)
    ${
    client_site_name ? sql`and ${contains(sql, sql`s.client_site_name`, client_site_name)}` : sql``
  }
    ${
    client_name === undefined
      ? sql``
      : sql`and s.site_uuid = any((select app.sites_of_client(${client_name}))::uuid[])`
  }`;
}

/** SQL: true within the given limits. NaN, which PostgreSQL orders above all numbers, is outside. */
function inBox(sql: Fragments, filter: SiteFilter): Fragment {
  const { latitude_min, latitude_max, longitude_min, longitude_max } = filter;
  const latitude = latitude_min === undefined && latitude_max === undefined
    ? sql`true`
    : sql`s.latitude between ${latitude_min ?? -90} and ${latitude_max ?? 90}`;
  const longitude = longitude_min === undefined && longitude_max === undefined
    ? sql`true`
    : sql`s.longitude between ${longitude_min ?? -180} and ${longitude_max ?? 180}`;
  return sql`${latitude} and ${longitude}`;
}
