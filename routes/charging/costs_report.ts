import type { ScopedSql } from "../../db/scope.ts";
import type { CostsQuery, Days } from "../../domain/charging/costs.ts";
import { costsReport } from "../../domain/charging/costs_report.ts";
import { filterPeriod, type Shown } from "../../domain/charging/filter_period.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import { dayOf } from "../../domain/time/time.ts";
import { costs, subscriptions, usualRate } from "../../sql/charging/costs.ts";
import { listSettings } from "../../sql/charging/list_settings.ts";
import * as chargingSettings from "../../sql/charging/settings.ts";

/** Reads what the sessions of a filter cost, for the page and the API. */
export async function readCosts(
  sql: ScopedSql,
  filter: SessionFilter,
  { by, reference_rate }: CostsQuery,
  now: Temporal.Instant,
) {
  const { zone } = await listSettings(sql);
  const shown = { now, zone };
  const [settings, sums, usual, memberships] = await Promise.all([
    chargingSettings.read(sql),
    costs(sql, filter, shown, by),
    usualRate(sql),
    subscriptions(sql, filter, shown),
  ]);
  const read = { by, ...sums, subscriptions: memberships };
  const chosen = reference_rate === undefined
    ? usual
    : { rate: reference_rate, network_name: null };
  return { zone, settings, report: costsReport(read, settings, chosen, daysOf(filter, shown)) };
}

/** Returns the local days of a filter up to today. */
function daysOf(filter: SessionFilter, shown: Shown): Days {
  const { start, end } = filterPeriod(filter, shown);
  const today = dayOf(shown.now, shown.zone);
  const last = end ? dayOf(end.subtract({ milliseconds: 1 }), shown.zone) : today;
  return {
    first: start ? dayOf(start, shown.zone) : null,
    last: Temporal.PlainDate.compare(last, today) < 0 ? last : today,
  };
}
