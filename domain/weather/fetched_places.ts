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

/** Lines of grids in a degree, the coarsest first; the last one fits the least distance, 1 km. */
const GRIDS = [20, 50, 100];

/**
 * Returns the places whose weather the sites need: of each site the first known place within
 * `distanceKm`, else the nearest point of a grid, which serves the sites around it, too. The grid is
 * as coarse as the distance allows: 0.05 degrees for 4 km and more. So neither the source nor
 * other groups near a place learn from it where a site is. Sites whose coordinates are unknown, not
 * finite or not on earth need none.
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
      added.push(onGrid(point, linesFor(distanceKm)));
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

/** Returns the lines a degree of the coarsest grid with a point within the distance of everywhere. */
function linesFor(distanceKm: number): number {
  const halfDiagonalKm = (lines: number) => Math.SQRT1_2 * 111.7 / lines;
  return GRIDS.find((lines) => halfDiagonalKm(lines) <= distanceKm) ?? GRIDS.at(-1)!;
}

/** Adding 0 makes a negative zero positive. */
const onGrid = ({ latitude, longitude }: Point, lines: number): Point => ({
  latitude: Math.round(latitude * lines) / lines + 0,
  longitude: Math.round(longitude * lines) / lines + 0,
});
