import tzlookup from "@photostructure/tz-lookup";

/** A site. Null is possible in each column that the Python SDK can leave NULL. */
export interface Site {
  site_uuid: string;
  client_site_id: number | null;
  client_site_name: string | null;
  country: string | null;
  region: string | null;
  /** DNO and GSP, as JSON texts that the Python SDK writes. */
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
  /** First day of that capacity, in the site's zone: `2026-05-01`; null: as far as is known, always. */
  capacity_from: string | null;
  /** What the site had before it was extended or reduced, oldest first. */
  former_capacities: FormerCapacity[];
  inverter_capacity_kw: number | null;
  module_capacity_kw: number | null;
  /** IANA name; null: the zone of the coordinates. */
  time_zone: string | null;
  /** A sentence about where the site's data come from, shown on its page. */
  note: string | null;
  /**
   * How long measured periods really last where stored rows always last 5 minutes; null: as they
   * are stored.
   */
  measured_every_minutes: number | null;
  active: boolean | null;
  /** A battery behind the same meter: power does not follow the sun. */
  has_battery: boolean;
  /** The modules follow the sun. */
  is_tracked: boolean;
  /** The grid operator or a contract limits what the site may feed in. */
  is_curtailed: boolean;
  /** Counts the edits, so that an edit of an older version can be refused. */
  version: number;
}

/** A capacity that a site had up to a day of its zone, on which another one began. */
export interface FormerCapacity {
  until_date: string;
  capacity_kw: number;
}

/** Where a site is, and by which clock. */
export type SitePlace = Pick<Site, "site_uuid" | "latitude" | "longitude" | "time_zone">;

/** The columns that a site's name is made of. */
export type NamedSite = Pick<Site, "site_uuid" | "client_site_id" | "client_site_name">;

/** Some of many sites: how many there are, and the first of them by name. */
export interface SomeSites {
  count: number;
  sites: NamedSite[];
}

/**
 * Returns what pages call a site: its name, else its client's number, else the start of its UUID.
 */
export function siteName(site: NamedSite): string {
  if (site.client_site_name) return site.client_site_name;
  if (site.client_site_id !== null) return `Site ${site.client_site_id}`;
  return `Site ${site.site_uuid.slice(0, 8)}`;
}

/**
 * Returns what tells apart the sites of a list that have the same name, by site UUID: the client's
 * number, else the region, else the start of the UUID. Sites with a name of their own have no entry.
 */
export function distinctions(
  sites: readonly (NamedSite & Partial<Pick<Site, "region">>)[],
): Map<string, string> {
  const byName = Map.groupBy(sites, (site) => siteName(site).trim().toLowerCase());
  const found = [...byName.values()].filter((namesakes) => namesakes.length > 1)
    .flatMap((namesakes) => {
      const texts = [
        namesakes.map(({ client_site_id: id }) => id === null ? "" : `client’s number ${id}`),
        namesakes.map(({ region }) => region ?? ""),
      ].find((texts) => !texts.includes("") && new Set(texts).size === texts.length);
      return namesakes.map(({ site_uuid: uuid }, index): [string, string] => [
        uuid,
        texts?.[index] ?? `UUID ${uuid.slice(0, 8)}…`,
      ]);
    });
  return new Map(found);
}

type Place = Pick<Site, "latitude" | "longitude">;

/** Returns true when both coordinates are set and on the globe; the Python SDK checks no ranges. */
export function hasCoordinates<P extends Place>(
  place: P,
): place is P & { latitude: number; longitude: number } {
  const { latitude, longitude } = place;
  return latitude !== null && longitude !== null && Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
}

/**
 * Returns the zone of the site's days: its own, else that of its coordinates, else UTC. Ignores a
 * zone that does not exist, since the column takes any text.
 */
export function zoneOf(site: Place & Pick<Site, "time_zone">): string {
  if (site.time_zone && isZone(site.time_zone)) return site.time_zone;
  return hasCoordinates(site) ? tzlookup(site.latitude, site.longitude) : "UTC";
}

/** Returns true for an IANA name and for an offset. */
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

/** Returns the nearest of eight directions, `south-west`; degrees are clockwise from north. */
export function direction(degrees: number): string {
  return DIRECTIONS[Math.round(((degrees % 360) + 360) % 360 / 45) % DIRECTIONS.length]!;
}
