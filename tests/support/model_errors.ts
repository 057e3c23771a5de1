import type { OwnerSql } from "../../db/client.ts";

/** The errors of a model on a day; what is left out has the value that fits the cast's plant. */
export interface DayOfErrors {
  model_name?: string | null;
  horizon_hours?: number;
  daylight?: boolean;
  day?: string;
  pairs?: number;
  mae_kw?: number;
  bias_kw?: number;
  capacity_kw?: number | null;
  /** Of the pairs; null: none has a band. */
  inside?: number | null;
  /** Mean absolute error of the baseline that day; null: it was not there. */
  baseline_kw?: number | null;
  /** The CRPS; half of it is the pinball loss. Null: counted before there were scores. */
  crps_kw?: number | null;
}

/** Stores the sums of these days as the nightly job does, with all errors of a day of equal size. */
export async function insertErrors(
  sql: OwnerSql,
  site_uuid: string,
  days: DayOfErrors[],
): Promise<void> {
  for (const given of days) {
    const { pairs, mae_kw, bias_kw, capacity_kw, inside, baseline_kw, crps_kw, ...day } = {
      model_name: "pvnet",
      horizon_hours: 6,
      daylight: true,
      day: "2026-06-20",
      pairs: 100,
      mae_kw: 4.1,
      bias_kw: 0,
      capacity_kw: 49.14,
      inside: null,
      baseline_kw: null,
      crps_kw: null,
      ...given,
    };
    await sql`
      insert into app.accuracy_days (site_uuid, day, daylight, model_name, horizon_hours, pairs,
        abs_kw, square_kw2, error_kw, capacity_kw, band_pairs, inside_pairs,
        compared_pairs, compared_abs_kw, baseline_abs_kw, crps_kw, pinball_kw)
      values (${site_uuid}, ${day.day}, ${day.daylight}, ${day.model_name}, ${day.horizon_hours},
        ${pairs}, ${pairs * mae_kw}, ${pairs * mae_kw ** 2}, ${pairs * bias_kw},
        ${capacity_kw === null ? null : pairs * capacity_kw}, ${inside === null ? 0 : pairs},
        ${inside ?? 0}, ${baseline_kw === null ? 0 : pairs},
        ${baseline_kw === null ? 0 : pairs * mae_kw}, ${pairs * (baseline_kw ?? 0)},
        ${crps_kw === null ? null : pairs * crps_kw},
        ${crps_kw === null ? null : pairs * crps_kw / 2})`;
  }
}
