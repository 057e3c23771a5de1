import type { ScopedSql } from "../../db/scope.ts";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import { type SideBySide, sideBySide } from "../../domain/accuracy/side_by_side.ts";
import { CALIBRATION_DAYS } from "../../domain/forecasts/energy/calibration.ts";
import { dayAheadPairs } from "../forecasts/day_ahead_pairs.ts";

/**
 * Compares the models of a site over its last days; `today` is by the clock of the site. Null unless
 * two models forecast its days.
 */
export async function readSideBySide(
  sql: ScopedSql,
  siteUuid: string,
  days: readonly ReliabilityDay[],
  today: Temporal.PlainDate,
): Promise<SideBySide | null> {
  const first = today.subtract({ days: days.length + CALIBRATION_DAYS + 1 });
  return sideBySide(await dayAheadPairs(sql, siteUuid, first), days, today) ?? null;
}
