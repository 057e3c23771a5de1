/** What the bench is called with. */
import type { potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import { PLANT } from "../../service/demo/cast.ts";

export const HELP =
  `deno task bench:forecast [--csv FILE] [--site LAT,LON,TILT,ORIENTATION,KW[,wind]] [--json FILE]

The baseline against simple forecasts, and the energies of days with their ranges, on a year of a
real plant: by default the project's copy of 2021. FILE is an export of that plant's portal, or has
the columns start_utc,end_utc,power_kw; it may end in .gz. --site describes another plant; for wind
tilt and orientation may be empty. --json writes the figures into a file.`;
const COPY = new URL("../../tasks/demo/enerpos_2021.csv", import.meta.url);

/** What the bench needs to know of a site. */
export type BenchSite = Parameters<typeof potentialOf>[0];

export interface Arguments {
  csv: string | URL;
  site: BenchSite;
  json?: string;
}

/** Parses the arguments. Throws the help at others. */
export function parseArguments(args: string[]): Arguments {
  const found: Arguments = { csv: COPY, site: PLANT };
  for (let at = 0; at < args.length; at += 2) {
    const [name, value] = [args[at], args[at + 1]];
    if (!value) throw new Error(HELP);
    if (name === "--csv") found.csv = value;
    else if (name === "--json") found.json = value;
    else if (name === "--site") found.site = siteOf(value);
    else throw new Error(HELP);
  }
  return found;
}

function siteOf(text: string): BenchSite {
  const [latitude, longitude, tilt, orientation, capacity_kw, type = "pv"] = text.split(",");
  const numbers = [latitude, longitude, capacity_kw].map((part) => part ? Number(part) : NaN);
  if (!numbers.every(Number.isFinite) || (type !== "pv" && type !== "wind")) throw new Error(HELP);
  const angle = (part = "") => part === "" ? null : Number(part);
  return {
    asset_type: type,
    latitude: numbers[0]!,
    longitude: numbers[1]!,
    altitude_m: 0,
    tilt: angle(tilt),
    orientation: angle(orientation),
    capacity_kw: numbers[2]!,
    inverter_capacity_kw: null,
    module_capacity_kw: null,
  };
}
