/** Sites of the demo that exist nowhere: places and sizes as they could be, measurements made up. */
import type { NewInverter } from "../../domain/sites/inverter.ts";
import type { NamedSite } from "../../domain/sites/site.ts";
import { type DemoSite, SUNNY, WINDY } from "./cast.ts";
import { PLACES } from "./places.ts";

/** What happens to the measurements of a site: it produces nothing, sends nothing, or half fails. */
export interface Story {
  kind: "dead" | "silent" | "half";
  days: number;
}

export interface FleetSite extends DemoSite {
  /** Length of a measured period. */
  minutes: number;
  story?: Story;
  /** What the measurements are made with, where the stated facts are wrong. */
  really?: { orientation: number };
  inverters: NewInverter[];
  /** True: the site is in the group of the other asset type as well. */
  shared: boolean;
}

const MADE_UP =
  "Demo: there is no such plant. Its measurements are synthetic: the sun's power under a clear sky, " +
  "times clouds that a random process with a fixed seed draws.";
const MADE_UP_WIND =
  "Demo: there is no such wind farm. Its measurements are synthetic: a wind that a random process " +
  "with a fixed seed draws, through a turbine's power curve.";

/** Facts that some places have beside those of their row. */
const SPECIAL: Record<string, Partial<FleetSite> & { tells?: string }> = {
  "Mérida Solar 2": {
    story: { kind: "dead", days: 8 },
    tells: "It has measured 0 kW for at least 8 days.",
  },
  "Leiden City Archive": {
    story: { kind: "silent", days: 5 },
    tells: "It has sent nothing for at least 5 days.",
  },
  "Fazenda Boa Vista": {
    story: { kind: "half", days: 3 },
    tells: "More than half of it has failed.",
  },
  "Bristol Harbour Sheds": {
    really: { orientation: 90 },
    tells: "Its roof faces east, though its facts say south.",
  },
  "Tromsø Harbour": { tells: "The sun does not rise here from late November to mid-January." },
  "Santa Fe School": { tells: "Its days have 23 or 25 hours when clocks change." },
  "Hallbergmoos Hangar 2": { inverters: strings("Hangar", 5, 148, "SMA Sunny Highpower") },
  "Hallbergmoos Hangar 10": { inverters: strings("Hangar", 4, 110, "SMA Sunny Highpower") },
  "Cambridge Science Park": { inverters: strings("Roof", 3, 80, "Fronius Tauro") },
  "Kowloon Bay Depot": { inverters: strings("Bay", 2, 125, "Huawei SUN2000") },
};

function strings(name: string, count: number, ac_kw: number, maker: string): NewInverter[] {
  return Array.from({ length: count }, (_, at) => ({ name: `${name} ${at + 1}`, maker, ac_kw }));
}

/** About 40 sites over several countries, from 4 kW to 30 MW. */
export const FLEET: FleetSite[] = PLACES.map((place, index): FleetSite => {
  const [name, country, region, latitude, longitude, altitude_m, kw, tilt, orientation] = place;
  const { tells, ...special } = SPECIAL[name] ?? {};
  const isWind = tilt === undefined;
  return {
    client_site_id: 101 + index,
    client_site_name: name,
    asset_type: isWind ? "wind" : "pv",
    country,
    region,
    latitude,
    longitude,
    altitude_m,
    capacity_kw: kw,
    inverter_capacity_kw: kw,
    module_capacity_kw: isWind ? kw : Math.round(11.5 * kw) / 10,
    tilt: tilt ?? null,
    orientation: orientation ?? null,
    note: [isWind ? MADE_UP_WIND : MADE_UP, tells].filter(Boolean).join(" "),
    minutes: kw > 5000 ? 15 : 30,
    inverters: [],
    shared: isWind ? index % 2 === 0 : kw >= 5000,
    ...special,
  };
});

/** Returns the names of a site's groups, that of its asset type first. */
export function groupsOf({ asset_type, shared }: FleetSite): string[] {
  const groups = asset_type === "wind" ? [WINDY, SUNNY] : [SUNNY, WINDY];
  return shared ? groups : groups.slice(0, 1);
}

const NAMES = new Set<string | null>(FLEET.map((site) => site.client_site_name));

/** Returns true for a site of the fleet, by its name. */
export function isOfFleet({ client_site_name }: Pick<NamedSite, "client_site_name">): boolean {
  return NAMES.has(client_site_name);
}
