import type { AttentionKind } from "../../sites/attention/kinds.ts";
import type { OutageKind } from "../../sites/outage.ts";

/** A day of a report. Energies in kWh; null where nothing is known. */
export interface ReportDay {
  day: string;
  /** All that was measured; nothing is filled. */
  produced_kwh: number | null;
  /** Share of the daylight so far that was measured, 0 to 1. */
  measured_share: number;
  /** The day-ahead energy. */
  expected_kwh: number | null;
  /** What a cloudless sky would have given; null where that is not known. */
  clear_sky_kwh: number | null;
  /** Of an outage or curtailment that was marked in the daylight. */
  outage: OutageKind | null;
}

/** An outage or curtailment that overlaps with the month, with the text of the reader's own group. */
export interface ReportOutage {
  kind: OutageKind;
  start_utc: string;
  end_utc: string | null;
  text: string | null;
}

/** What needed attention in the month; `until_utc` null: it still does. */
export interface ReportAttention {
  kind: AttentionKind;
  since_utc: string;
  until_utc: string | null;
}

export interface DayEnergy {
  day: string;
  produced_kwh: number;
}

/** How day-ahead energies compare with what was produced, over days without a marked outage. */
export interface ReportAccuracy {
  compared_days: number;
  mae_kwh: number | null;
  /** The same divided by what these days produced on average. */
  mae_share: number | null;
  /** Compared days with a range, and those of them that ended within it. */
  range_days: number;
  days_inside: number;
}

/** What a month gave at a site. Days are those of the site's zone, times RFC 3339. */
export interface SiteReport {
  site_uuid: string;
  name: string;
  time_zone: string;
  capacity_kw: number | null;
  month: string;
  /** False: the month goes on, and all figures are so far. */
  is_over: boolean;
  produced_kwh: number | null;
  /** Share of the daylight so far that was measured. */
  measured_share: number;
  /** Produced energy per kWp of the days that were measured; null without a capacity. */
  kwh_per_kwp: number | null;
  /** Sum of the day-ahead energies, and of how many days there are any. */
  expected_kwh: number | null;
  expected_days: number;
  /** Produced and expected over the days that have both. */
  compared: { days: number; produced_kwh: number; expected_kwh: number } | null;
  clear_sky_kwh: number | null;
  /** Of the days with at least 90 % of the daylight measured; null without two of them. */
  best_day: DayEnergy | null;
  worst_day: DayEnergy | null;
  accuracy: ReportAccuracy;
  /** Hours of daylight so far, and those of them in marked outages and curtailments. */
  daylight_hours: number;
  outage_hours: number;
  curtailment_hours: number;
  /** 1 − outage hours ÷ hours of daylight; null without daylight. */
  available_share: number | null;
  outages: ReportOutage[];
  attention: ReportAttention[];
  days: ReportDay[];
}
