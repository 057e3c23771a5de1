import { commonZone } from "../../forecasts/fleet_day.ts";
import type { Site } from "../../sites/site.ts";
import { sumOrNull } from "./make_site_report.ts";
import type { ReportDay, SiteReport } from "./site_report.ts";

/** A site's month in the report of its group. */
export type ReportedSite =
  & Omit<SiteReport, "days" | "outages" | "attention" | "best_day" | "worst_day">
  & { outage_count: number; attention_count: number };

/** A day of a group: sums over the sites, and of how many; each site's day is that of its own zone. */
export type GroupDay = ReportDay & { produced_sites: number; expected_sites: number };

/** What a month gave at all active sites of a group. Energies in kWh. */
export interface GroupReport {
  group_name: string;
  /** The zone of most of the sites. */
  time_zone: string;
  month: string;
  is_over: boolean;
  capacity_kw: number | null;
  produced_kwh: number | null;
  /** Share of the daylight hours of all sites so far that was measured. */
  measured_share: number;
  expected_kwh: number | null;
  /** Produced and expected over the days of sites that have both. */
  compared: { days: number; produced_kwh: number; expected_kwh: number } | null;
  clear_sky_kwh: number | null;
  sites: ReportedSite[];
  days: GroupDay[];
}

/** Adds up the reports of a group's sites for the same month. */
export function makeGroupReport(
  group_name: string,
  month: string,
  reports: readonly SiteReport[],
  places: readonly Pick<Site, "latitude" | "longitude" | "time_zone">[],
): GroupReport {
  const sum = (of: (report: SiteReport) => number | null) => sumOrNull(reports.map(of));
  const light = sum(({ daylight_hours }) => daylight_hours) ?? 0;
  return {
    group_name,
    time_zone: commonZone(places),
    month,
    is_over: reports.every(({ is_over }) => is_over),
    capacity_kw: sum(({ capacity_kw }) => capacity_kw),
    produced_kwh: sum(({ produced_kwh }) => produced_kwh),
    measured_share: light === 0
      ? 0
      : (sum((report) => report.measured_share * report.daylight_hours) ?? 0) / light,
    expected_kwh: sum(({ expected_kwh }) => expected_kwh),
    compared: comparedOf(reports),
    clear_sky_kwh: sum(({ clear_sky_kwh }) => clear_sky_kwh),
    sites: reports.map(reported),
    days: (reports[0]?.days ?? []).map((_, at) => dayOf(reports.map(({ days }) => days[at]!))),
  };
}

function comparedOf(reports: readonly SiteReport[]): GroupReport["compared"] {
  const all = reports.flatMap(({ compared }) => compared ?? []);
  if (all.length === 0) return null;
  return {
    days: sumOrNull(all.map(({ days }) => days))!,
    produced_kwh: sumOrNull(all.map(({ produced_kwh }) => produced_kwh))!,
    expected_kwh: sumOrNull(all.map(({ expected_kwh }) => expected_kwh))!,
  };
}

function reported(report: SiteReport): ReportedSite {
  const { days: _, outages, attention, best_day: _best, worst_day: _worst, ...site } = report;
  return { ...site, outage_count: outages.length, attention_count: attention.length };
}

function dayOf(days: readonly ReportDay[]): GroupDay {
  const sum = (of: (day: ReportDay) => number | null) => sumOrNull(days.map(of));
  const produced = days.filter(({ produced_kwh }) => produced_kwh !== null);
  return {
    day: days[0]!.day,
    produced_kwh: sum(({ produced_kwh }) => produced_kwh),
    measured_share: (sum(({ measured_share }) => measured_share) ?? 0) / days.length,
    expected_kwh: sum(({ expected_kwh }) => expected_kwh),
    clear_sky_kwh: sum(({ clear_sky_kwh }) => clear_sky_kwh),
    outage: null,
    produced_sites: produced.length,
    expected_sites: days.filter(({ expected_kwh }) => expected_kwh !== null).length,
  };
}
