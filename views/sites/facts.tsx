import { countryName } from "../../domain/sites/countries.ts";
import { dnoName, gspName } from "../../domain/sites/network.ts";
import { direction, hasCoordinates, type Site } from "../../domain/sites/site.ts";
import type { TermId } from "../help/terms.ts";
import { capacity } from "../ui/numbers.ts";
import { Term } from "../ui/term.tsx";

interface Fact {
  label: string;
  value: string | null;
}

/** Labels that the help page explains. */
const TERMS: Record<string, TermId> = {
  Capacity: "capacity",
  Tilt: "orientation",
  Orientation: "orientation",
  DNO: "dno",
  GSP: "gsp",
};

/** Lists what is known of a site. */
export function Facts({ site, zone }: { site: Site; zone: string }) {
  return (
    <section class="facts" aria-labelledby="facts-heading">
      <h2 id="facts-heading">Site</h2>
      <dl>
        {factsOf(site, zone).map(({ label, value }) => (
          <div>
            <dt>{TERMS[label] ? <Term id={TERMS[label]}>{label}</Term> : label}</dt>
            <dd>{value ?? <span class="muted">not known</span>}</dd>
          </div>
        ))}
        <div class="wide">
          <dt>Site UUID</dt>
          <dd>
            <code>{site.site_uuid}</code>
          </dd>
        </div>
      </dl>
      {site.note && <p class="note">{site.note}</p>}
    </section>
  );
}

function factsOf(site: Site, zone: string): Fact[] {
  const panels = site.asset_type === "pv"
    ? [
      { label: "Tilt", value: tilt(site.tilt) },
      { label: "Orientation", value: orientation(site.orientation) },
    ]
    : [];
  return [
    { label: "Capacity", value: capacity(site.capacity_kw) },
    ...capacitySteps(site),
    ...optional("Modules", capacity(site.module_capacity_kw)),
    ...optional("Inverters", capacity(site.inverter_capacity_kw)),
    ...panels,
    ...kind(site),
    { label: "Coordinates", value: coordinates(site) },
    ...optional("Altitude", altitude(site.altitude_m)),
    { label: "Time zone", value: zone },
    ...optional("Measured every", minutes(site.measured_every_minutes)),
    ...optional("Region", site.region),
    ...optional("DNO", dnoName(site.dno)),
    ...optional("GSP", gspName(site.gsp)),
    ...optional("Country", site.country && countryName(site.country)),
  ];
}

/** Returns since when the site has its capacity, and what it had before. */
function capacitySteps({ capacity_from, former_capacities }: Site): Fact[] {
  const before = former_capacities.map(({ until_date, capacity_kw }) =>
    `${capacity(capacity_kw)} until ${until_date}`
  );
  return [
    ...optional("This capacity since", capacity_from),
    ...optional("Capacity before", before.join(", ")),
  ];
}

/** Returns what else decides the power of a site. */
function kind({ has_battery, is_tracked, is_curtailed }: Site): Fact[] {
  return [
    ...optional("Battery", has_battery ? "behind the same meter" : null),
    ...optional("Panels", is_tracked ? "follow the sun" : null),
    ...optional("Power", is_curtailed ? "limited by contract" : null),
  ];
}

function optional(label: string, value: string | null): Fact[] {
  return value ? [{ label, value }] : [];
}

/** Whether there is a value. Programs that use the SDK may store NaN or infinity instead of NULL. */
function isKnown(value: number | null): value is number {
  return Number.isFinite(value);
}

function altitude(metres: number | null): string | null {
  return isKnown(metres) ? `${Math.round(metres)} m` : null;
}

function minutes(count: number | null): string | null {
  return isKnown(count) ? `${count} minutes` : null;
}

function tilt(degrees: number | null): string | null {
  return isKnown(degrees) ? `${degrees}° from horizontal` : null;
}

/** Returns a direction in words and degrees: `south (194°)`. */
function orientation(degrees: number | null): string | null {
  if (!isKnown(degrees)) return null;
  return `${direction(degrees)} (${degrees}°)`;
}

/** Returns coordinates as `21.333° S, 55.483° E`. */
function coordinates(site: Site): string | null {
  if (!hasCoordinates(site)) return null;
  const { latitude, longitude } = site;
  return `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}`;
}

function degrees(value: number, positive: string, negative: string): string {
  return `${Number(Math.abs(value).toFixed(3))}° ${value < 0 ? negative : positive}`;
}
