import { distanceMetres, type Point } from "../sites/distance.ts";

/** Metres of a degree of latitude, a little less than it has anywhere. */
const METRES_A_DEGREE = 110_500;

/** Points by bands of latitude, so that a search looks at few of many. */
class Bands<P extends Point> {
  #bands = new Map<number, P[]>();

  constructor(private metres: number) {}

  add(point: P): void {
    const band = this.#bandOf(point);
    const others = this.#bands.get(band);
    if (others) others.push(point);
    else this.#bands.set(band, [point]);
  }

  /** Returns the first point within the distance of another one. */
  near(point: Point): P | undefined {
    const band = this.#bandOf(point);
    return [band - 1, band, band + 1].flatMap((each) => this.#bands.get(each) ?? [])
      .find((other) => distanceMetres(point, other) <= this.metres);
  }

  #bandOf({ latitude }: Point): number {
    return Math.floor(latitude * METRES_A_DEGREE / this.metres);
  }
}

/**
 * Returns the places whose weather the sites need: of each site the first known place within
 * `distanceKm`, else a new one, which serves the sites around it, too. Coordinates of a new place are
 * rounded to 2 decimals (1.1 km at most), so that nobody learns where a site is from what is asked
 * for. Sites whose coordinates are unknown, not finite or not on earth need none.
 */
export function placesOf<P extends Point>(
  sites: readonly { latitude: number | null; longitude: number | null }[],
  known: readonly P[],
  distanceKm: number,
): { used: P[]; added: Point[] } {
  const places = new Bands<P | Point>(distanceKm * 1000);
  for (const place of known) places.add(place);
  const [used, added] = [new Set<P>(), [] as Point[]];
  const knownOnes = new Set<Point>(known);
  for (const { latitude, longitude } of sites) {
    const point = onEarth(latitude, longitude);
    if (!point) continue;
    const place = places.near(point);
    if (!place) {
      added.push(rounded(point));
      places.add(added.at(-1)!);
    } else if (knownOnes.has(place)) used.add(place as P);
  }
  return { used: [...used], added };
}

function onEarth(latitude: number | null, longitude: number | null): Point | undefined {
  if (latitude === null || longitude === null) return undefined;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    ? { latitude, longitude }
    : undefined;
}

/** Adding 0 makes a negative zero positive. */
const rounded = ({ latitude, longitude }: Point): Point => ({
  latitude: Math.round(latitude * 100) / 100 + 0,
  longitude: Math.round(longitude * 100) / 100 + 0,
});
