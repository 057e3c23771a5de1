import pointInPolygon from "point-in-polygon-hao";
import stored from "./great_britain/areas.json" with { type: "json" };
import { hasCoordinates, type Site } from "./site.ts";
import { type Dno, type Gsp, networkText } from "./network.ts";

type Position = [longitude: number, latitude: number];

interface Area<Place> {
  place: Place;
  /** The rings of each polygon, the outer one first; a ring ends with its first point. */
  polygons: Position[][][];
  west: number;
  south: number;
  east: number;
  north: number;
}

interface StoredAreas<Place> {
  /** Degrees of a step: coordinates are stored as whole steps. */
  unit: number;
  /** Borders as tasks/areas/compact_areas.ts writes them. */
  areas: { place: Place; border: string }[];
}

const NO_DNO: Dno = { dno_id: "999", name: "unknown", long_name: "unknown" };
const NO_GSP: Gsp = { gsp_id: "999", name: "unknown" };

/** Decoded at the first use. */
let areas: { dno: Area<Dno>[]; gsp: Area<Gsp>[] } | undefined;

/**
 * Returns DNO and GSP of a place as the Python SDK writes them: number 999 outside Great Britain,
 * null without coordinates. Borders are simplified to about 200 m; a point on a border, or where
 * areas overlap, is in the first of them.
 */
export function networkAt(place: Pick<Site, "latitude" | "longitude">): Pick<Site, "dno" | "gsp"> {
  if (!hasCoordinates(place)) return { dno: null, gsp: null };
  areas ??= { dno: read<Dno>(stored.dno), gsp: read<Gsp>(stored.gsp) };
  const at: Position = [place.longitude, place.latitude];
  return {
    dno: networkText(placeAt(areas.dno, at) ?? NO_DNO),
    gsp: networkText(placeAt(areas.gsp, at) ?? NO_GSP),
  };
}

function placeAt<Place>(areas: Area<Place>[], at: Position): Place | undefined {
  const [x, y] = at;
  return areas.find(({ west, east, south, north, polygons }) =>
    west <= x && x <= east && south <= y && y <= north &&
    polygons.some((rings) => pointInPolygon(at, rings) !== false)
  )?.place;
}

function read<Place>({ unit, areas }: StoredAreas<Place>): Area<Place>[] {
  return areas.map(({ place, border }) => {
    const polygons = border.split("|").map((rings) =>
      rings.split(";").map((ring) => ringOf(ring, unit))
    );
    const points = polygons.flatMap(([outer]) => outer!);
    const bounds = (axis: 0 | 1) =>
      points.reduce(
        ([low, high], point) => [Math.min(low, point[axis]), Math.max(high, point[axis])],
        [Infinity, -Infinity] as [number, number],
      );
    const [[west, east], [south, north]] = [bounds(0), bounds(1)];
    return { place, polygons, west, south, east, north };
  });
}

/**
 * Decodes a ring from its steps. Steps are whole numbers, so that a ring ends exactly at its start.
 */
function ringOf(text: string, unit: number): Position[] {
  const steps = text.split(" ").map(Number);
  const ring: Position[] = [];
  let [x, y] = [0, 0];
  for (let index = 0; index < steps.length; index += 2) {
    x += steps[index]!;
    y += steps[index + 1]!;
    ring.push([x * unit, y * unit]);
  }
  return ring;
}
