import type { NamedSite } from "./site.ts";

/** Metres of a degree of latitude. */
const METRES_A_DEGREE = 111_320;
/** Degrees of latitude within which two sites count as one place: 50 m. */
export const NEAR_DEGREES = 50 / METRES_A_DEGREE;

/** What a site is compared with others by. Coordinates in degrees. */
export interface ComparedSite {
  client_site_id: number | null;
  latitude: number | null;
  longitude: number | null;
}

/** Returns how much shorter a degree of longitude is than one of latitude, never 0. */
export const shrinkAt = (latitude: number): number =>
  Math.max(1e-6, Math.cos(latitude * Math.PI / 180));

/** Returns true when two sites are within 50 m of each other; false where coordinates are missing. */
export function isNear(one: ComparedSite, other: ComparedSite): boolean {
  if (one.latitude === null || one.longitude === null) return false;
  if (other.latitude === null || other.longitude === null) return false;
  const apart = Math.abs(one.longitude - other.longitude);
  const east = shrinkAt(one.latitude) * Math.min(apart, 360 - apart);
  return Math.hypot(one.latitude - other.latitude, east) <= NEAR_DEGREES;
}

/** Finds sites that may be the same as another one, among many: by bands of latitude, 50 m high. */
export class Twins<S extends ComparedSite> {
  #bands = new Map<number, S[]>();
  #byNumber = new Map<number, S>();

  add(site: S): void {
    if (site.client_site_id !== null && !this.#byNumber.has(site.client_site_id)) {
      this.#byNumber.set(site.client_site_id, site);
    }
    if (site.latitude === null) return;
    const band = bandOf(site.latitude);
    const others = this.#bands.get(band);
    if (others) others.push(site);
    else this.#bands.set(band, [site]);
  }

  /** Returns the first site that was added with the same client's number. */
  withNumberOf({ client_site_id }: ComparedSite): S | undefined {
    return client_site_id === null ? undefined : this.#byNumber.get(client_site_id);
  }

  /** Returns the first site that was added within 50 m. */
  near(site: ComparedSite): S | undefined {
    if (site.latitude === null) return undefined;
    const band = bandOf(site.latitude);
    return [band - 1, band, band + 1].flatMap((each) => this.#bands.get(each) ?? [])
      .find((other) => isNear(site, other));
  }
}

const bandOf = (latitude: number) => Math.floor(latitude / NEAR_DEGREES);

/** A site with what it is compared by and called. */
export type NamedTwin = NamedSite & ComparedSite;
