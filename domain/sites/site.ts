import tzlookup from "@photostructure/tz-lookup";

/**
 * A row of `sites` as the service reads it. Every column that the Python SDK may leave NULL may be
 * NULL.
 */
export interface Site {
  site_uuid: string;
  client_site_id: number | null;
  client_site_name: string | null;
  country: string | null;
  region: string | null;
  /** Operator of the distribution network and grid supply point: the Python SDK's JSON texts. */
  dno: string | null;
  gsp: string | null;
  asset_type: "pv" | "wind";
  /** Degrees; 180 is south. */
  orientation: number | null;
  /** Degrees from horizontal. */
  tilt: number | null;
  latitude: number | null;
  longitude: number | null;
  altitude_m: number | null;
  capacity_kw: number | null;
  inverter_capacity_kw: number | null;
  module_capacity_kw: number | null;
  /** IANA name; NULL: derived from the coordinates. */
  time_zone: string | null;
  /** A sentence about where the site's data come from, shown on its page. */
  note: string | null;
  active: boolean | null;
  /** Counts the edits: whoever writes back says which one was read. */
  version: number;
}

/** What people know a site by. */
export type NamedSite = Pick<Site, "site_uuid" | "client_site_id" | "client_site_name">;

/** Some of many sites: how many there are, and the first of them by name. */
export interface SomeSites {
  count: number;
  sites: NamedSite[];
}

/** What people call a site: its name, else its client's number, else the start of its UUID. */
export function siteName(site: NamedSite): string {
  if (site.client_site_name) return site.client_site_name;
  if (site.client_site_id !== null) return `Site ${site.client_site_id}`;
  return `Site ${site.site_uuid.slice(0, 8)}`;
}

type Place = Pick<Site, "latitude" | "longitude">;

/** True when both coordinates are there and on the globe (the Python SDK does not check ranges). */
export function hasCoordinates<P extends Place>(
  place: P,
): place is P & { latitude: number; longitude: number } {
  const { latitude, longitude } = place;
  return latitude !== null && longitude !== null && Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
}

/**
 * The zone in which the site's days are counted: its own, else by its coordinates, else UTC. A name
 * that no zone has counts as none (the column takes any text).
 */
export function zoneOf(site: Place & Pick<Site, "time_zone">): string {
  if (site.time_zone && isZone(site.time_zone)) return site.time_zone;
  return hasCoordinates(site) ? tzlookup(site.latitude, site.longitude) : "UTC";
}

/** True for what counts as a zone: an IANA name or an offset. */
export function isZone(name: string): boolean {
  try {
    new Temporal.ZonedDateTime(0n, name);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

const DIRECTIONS = [
  "north",
  "north-east",
  "east",
  "south-east",
  "south",
  "south-west",
  "west",
  "north-west",
];

/** The nearest of eight directions; degrees count clockwise from north. */
export function direction(degrees: number): string {
  return DIRECTIONS[Math.round(((degrees % 360) + 360) % 360 / 45) % DIRECTIONS.length]!;
}
