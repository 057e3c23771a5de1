import type { ScopedSql } from "../../db/scope.ts";
import type { SessionFilter } from "../../domain/charging/session_filter.ts";
import type { EfficiencyUnit } from "../../domain/charging/settings.ts";
import { energies, rolling } from "../../sql/charging/energy.ts";
import { listSettings } from "../../sql/charging/list_settings.ts";
import * as chargingSettings from "../../sql/charging/settings.ts";

/**
 * Reads the energies of the sessions of a filter, for the page and the API. `unit` is that of
 * efficiencies, by default the one that the group's settings choose.
 */
export async function readEnergies(
  sql: ScopedSql,
  filter: SessionFilter,
  now: Temporal.Instant,
  unit?: EfficiencyUnit,
) {
  const { zone } = await listSettings(sql);
  const chosen = unit ?? (await chargingSettings.read(sql)).efficiency_unit;
  const shown = { now, zone };
  const [sums, line] = await Promise.all([
    energies(sql, filter, shown, chosen),
    rolling(sql, filter, shown, chosen),
  ]);
  return { zone, sums, line };
}
