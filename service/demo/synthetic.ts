import { pvArrayOf } from "../../domain/sites/pv_array.ts";
import { clearSky } from "../../domain/solar/clear_sky.ts";
import type { GenerationValue } from "../../domain/generation/generation_value.ts";
import { MINUTE, utcText } from "../../domain/time/time.ts";
import type { FleetSite } from "./fleet.ts";
import { seedOf, skyIndex, windShare, windSpeed } from "./weather.ts";

/** Dirt, wires and warm modules: what clear-sky power leaves out. */
const SYSTEM = 0.88;

/** A time span in milliseconds since 1970, half-open. */
interface Range {
  startMs: number;
  endMs: number;
}

/**
 * Returns the made-up measurements of a site: the whole periods within the range, as they would
 * have come in by `nowMs`. What a site's story takes away begins so many days before that.
 */
export function syntheticProduction(
  site: FleetSite,
  { startMs, endMs }: Range,
  nowMs: number,
): GenerationValue[] {
  const step = site.minutes * MINUTE;
  const power = powerAt(site);
  const factor = storyOf(site, nowMs);
  const values: GenerationValue[] = [];
  for (let at = Math.ceil(startMs / step) * step; at + step <= endMs; at += step) {
    const share = factor(at);
    if (share === undefined) continue;
    values.push({
      start_utc: utcText(at),
      end_utc: utcText(at + step),
      generation_power_kw: Math.round(1000 * share * power(at + step / 2)) / 1000,
    });
  }
  return values;
}

/** Returns the share that is produced of the power at a time; undefined is a gap. */
function storyOf({ story }: FleetSite, nowMs: number): (ms: number) => number | undefined {
  if (!story) return () => 1;
  const since = nowMs - story.days * 24 * 60 * MINUTE;
  const share = { dead: 0, silent: undefined, half: 0.45 }[story.kind];
  return (ms) => ms >= since ? share : 1;
}

/** Returns the power (kW) of a site at a time: clear sky times clouds, or the wind's share. */
function powerAt(site: FleetSite): (ms: number) => number {
  const region = seedOf(`${site.country} ${Math.round(site.latitude / 3)}`);
  const own = seedOf(site.client_site_name);
  if (site.asset_type === "wind") {
    return (ms) => site.capacity_kw * windShare(windSpeed(region, own, ms));
  }
  const found = pvArrayOf({ ...site, orientation: site.really?.orientation ?? site.orientation });
  if ("reason" in found) throw new Error(`${site.client_site_name}: ${found.reason}`);
  return (ms) => {
    const clear = clearSky(ms, found.array).ac_kw;
    return clear === 0 ? 0 : Math.min(site.capacity_kw, SYSTEM * clear * skyIndex(region, own, ms));
  };
}
