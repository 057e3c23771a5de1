import { dayPeriod } from "../time/time.ts";
import { type Site, zoneOf } from "../sites/site.ts";
import type { PowerPeriod } from "./energy.ts";

type Steps =
  & Pick<Site, "capacity_kw" | "former_capacities">
  & Parameters<typeof zoneOf>[0];

/**
 * Returns measured power as the site would have produced it with its present capacity: what was
 * measured before it was extended or reduced is multiplied by the present capacity divided by that
 * of its time. A period counts to the capacity of its start.
 */
export function atPresentCapacity(
  site: Steps,
  periods: readonly PowerPeriod[],
): readonly PowerPeriod[] {
  const { capacity_kw, former_capacities } = site;
  const isKnown = capacity_kw !== null && capacity_kw > 0 && Number.isFinite(capacity_kw);
  if (!isKnown || former_capacities.length === 0) return periods;
  const steps = former_capacities.map((former) => ({
    untilMs: dayPeriod(Temporal.PlainDate.from(former.until_date), zoneOf(site))
      .start.epochMilliseconds,
    factor: capacity_kw / former.capacity_kw,
  }));
  return periods.map((period) => {
    const step = steps.find(({ untilMs }) => period.startMs < untilMs);
    return step ? { ...period, powerKw: period.powerKw * step.factor } : period;
  });
}
