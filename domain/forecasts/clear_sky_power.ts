import type { PowerPeriod, Span } from "../generation/energy.ts";
import { kept } from "../kept.ts";
import { pvArrayOf } from "../sites/pv_array.ts";
import type { Site } from "../sites/site.ts";
import { clearSky } from "../solar/clear_sky.ts";
import { MINUTE } from "../time/time.ts";

const STEP = 15 * MINUTE;
const known = kept<readonly PowerPeriod[]>(500);

/**
 * Returns the power in kW that a PV site would give under a cloudless sky, of each quarter hour of
 * a span, by the sun in its middle. Returns none for other sites, and for those of which too little
 * is known.
 */
export function clearSkyPower(site: Site, { startMs, endMs }: Span): readonly PowerPeriod[] {
  const found = pvArrayOf(site);
  if (!("array" in found)) return [];
  const { array } = found;
  return known([startMs, endMs, JSON.stringify(array)].join(" "), () => {
    const count = Math.ceil((endMs - startMs) / STEP);
    return Array.from({ length: count }, (_, index) => {
      const from = startMs + index * STEP;
      const to = Math.min(from + STEP, endMs);
      return { startMs: from, endMs: to, powerKw: clearSky((from + to) / 2, array).ac_kw };
    });
  });
}
