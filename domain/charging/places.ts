import { distanceMetres, type Point } from "../sites/distance.ts";

/** What places are compared by. Coordinates in degrees; null: not known. */
export interface ComparedPlace {
  address?: string | null;
  latitude?: number | null;
  longitude?: number | null;
}

/** Metres within which two points are one place, unless a group's settings say otherwise. */
export const PLACE_METRES = 100;

const WORDS = new Map([
  ["st", "street"],
  ["ave", "avenue"],
  ["blvd", "boulevard"],
  ["dr", "drive"],
  ["rd", "road"],
  ["ln", "lane"],
  ["ct", "court"],
  ["pl", "place"],
  ["cir", "circle"],
  ["pkwy", "parkway"],
  ["hwy", "highway"],
]);

/**
 * Returns an address in the form in which addresses are compared: lower case, single spaces, words
 * like "st" and "ave" written out, whatever follows them. Null for an empty one.
 */
export function comparedAddress(address: string | null | undefined): string | null {
  const words = (address ?? "").toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) return null;
  return words.map((word) => {
    const [, letters = "", rest = ""] = /^(.*?)([.,;:]*)$/.exec(word)!;
    return (WORDS.get(letters) ?? letters) + rest;
  }).join(" ");
}

/**
 * Returns which of the known places is meant: the nearest within `metres`, else the first with the
 * same address (`comparedAddress`); undefined when none is.
 */
export function findPlace<P extends ComparedPlace>(
  places: readonly P[],
  sought: ComparedPlace,
  metres: number = PLACE_METRES,
): P | undefined {
  return nearestPlace(places, sought, metres) ?? placeAt(places, sought);
}

function nearestPlace<P extends ComparedPlace>(
  places: readonly P[],
  sought: ComparedPlace,
  metres: number,
): P | undefined {
  const point = pointOf(sought);
  if (!point) return undefined;
  let nearest: { place: P; distance: number } | undefined;
  for (const place of places) {
    const other = pointOf(place);
    if (!other) continue;
    const distance = distanceMetres(point, other);
    if (distance <= metres && distance < (nearest?.distance ?? Infinity)) {
      nearest = { place, distance };
    }
  }
  return nearest?.place;
}

function placeAt<P extends ComparedPlace>(places: readonly P[], { address }: ComparedPlace) {
  const sought = comparedAddress(address);
  if (sought === null) return undefined;
  return places.find((place) => comparedAddress(place.address) === sought);
}

function pointOf({ latitude, longitude }: ComparedPlace): Point | undefined {
  return latitude == null || longitude == null ? undefined : { latitude, longitude };
}
