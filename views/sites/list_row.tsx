import type { SiteFigures } from "../../domain/forecasts/site_figures.ts";
import { type AttentionKind, attentionLabel } from "../../domain/sites/attention/kinds.ts";
import { countryName } from "../../domain/sites/countries.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { AssetBadge, Badge } from "../ui/badge.tsx";
import { capacity, energy, power } from "../ui/numbers.ts";
import { reachText, TYPICAL } from "./energies.tsx";
import { FreshnessOf } from "./freshness.tsx";
import { ListSparkline } from "./list_sparkline.tsx";
import { SiteName } from "./site_name.tsx";

/** A site with what a list shows of it. */
export type SiteRow =
  & SiteFigures
  & { kinds: AttentionKind[] | null; stored_key: string | null }
  & Pick<
    Site,
    | "site_uuid"
    | "client_site_id"
    | "client_site_name"
    | "asset_type"
    | "capacity_kw"
    | "country"
    | "region"
    | "latitude"
    | "longitude"
    | "time_zone"
    | "active"
  >;

export interface RowProps {
  row: SiteRow;
  /** What the addresses of sites end in, made once for the list. */
  from: string;
  nowMs: number;
  /** What tells the site from another of the same name. */
  apart?: string;
}

export function ListRow({ row, from, nowMs, apart }: RowProps) {
  const { half_hours: halfHours } = row;
  const isDrawn = [...halfHours.forecast, ...halfHours.generation].some((kw) => kw !== null);
  return (
    <tr>
      <th scope="row">
        <a href={`/sites/${row.site_uuid}${from}`}>
          <SiteName site={row} apart={apart} />
        </a>
        <span class="site-facts">
          <AssetBadge type={row.asset_type} /> {capacity(row.capacity_kw)} {placeOf(row)}
        </span>
      </th>
      <td class="number now">
        <Figure text={row.now_kw === null ? null : power(row.now_kw)} />
        {row.now_kw !== null && <small>{row.now_is_measured ? "measured" : "forecast"}</small>}
      </td>
      <td class="number today">
        <Today row={row} />
      </td>
      <td class="number ahead">
        <AgainstDayAhead row={row} />
      </td>
      <td class="number tomorrow" data-label="Tomorrow">
        <Figure text={row.tomorrow_kwh === null ? null : energy(row.tomorrow_kwh)} />
        <small>
          {rangeText(row, row.tomorrow_kwh, row.tomorrow_p10_kwh, row.tomorrow_p90_kwh)}
        </small>
      </td>
      <td class="spark">
        {isDrawn && <ListSparkline halfHours={halfHours} capacityKw={row.capacity_kw} />}
      </td>
      <td class="data">
        {row.active === false && <Badge tone="quiet" text="inactive" />}
        {row.kinds?.map((kind) => <Badge tone="warn" text={attentionLabel(kind)} />)}
        {(row.kinds === null || row.is_forecast_late || row.is_measured_late) && (
          <FreshnessOf ages={row} nowMs={nowMs} />
        )}
        {row.no_forecast_reason && <small>{row.no_forecast_reason}</small>}
      </td>
    </tr>
  );
}

function placeOf({ country, region }: SiteRow) {
  const place = region || (country && countryName(country));
  return place && <bdi>{place}</bdi>;
}

/** Shows what was produced so far, of what is expected of the whole day. */
function Today({ row }: { row: SiteRow }) {
  const { produced_kwh: produced, expected_kwh: expected } = row;
  const among = [produced, expected].filter((kwh) => kwh !== null);
  return (
    <>
      <Figure text={produced === null ? null : energy(produced, among)} />
      <small>
        {expected === null
          ? untilText(row)
          : `of ${energy(expected, among)}${row.is_typical ? `, ${TYPICAL}` : ""}`}
      </small>
    </>
  );
}

/** Says why there is no total: how far forecasts reach, or that some of the day is missing. */
function untilText({ forecast_until_utc: until, day, ...site }: SiteRow): string {
  if (until === null) return "no forecast yet";
  const [untilMs, zone] = [milliseconds(until), zoneOf(site)];
  const last = dayOf(Temporal.Instant.fromEpochMilliseconds(untilMs), zone);
  return last.toString() > day ? "no forecast of some hours" : reachText(untilMs, zone);
}

/** Shows how the day compares with what was expected the day before. */
function AgainstDayAhead({ row }: { row: SiteRow }) {
  const { expected_kwh: expected, day_ahead_kwh: ahead } = row;
  if (expected === null || !ahead) return <Figure text={null} />;
  const percent = Math.round((expected / ahead - 1) * 100);
  const sign = percent > 0 ? "+" : percent < 0 ? "−" : "±";
  return (
    <>
      <Figure text={`${sign}${Math.min(999, Math.abs(percent))} %`} />
      <small>of {energy(ahead)}</small>
    </>
  );
}

function rangeText(
  { is_typical }: SiteRow,
  mean: number | null,
  p10: number | null,
  p90: number | null,
): string | null {
  if (mean === null || p10 === null || p90 === null || is_typical) return null;
  const all = [mean, p10, p90];
  const [value, unit] = energy(p90, all).split(" ");
  return `${energy(p10, all).split(" ")[0]}–${value} ${unit}`;
}

function Figure({ text }: { text: string | null }) {
  if (text === null) return <span class="muted">–</span>;
  const [value, unit] = text.split(" ");
  return (
    <span class="figure">
      {value} <span class="unit">{unit}</span>
    </span>
  );
}
