/** What the coordinates of a new site tell about it, where its maker says nothing else. */
import { iso1A2Code } from "@rapideditor/country-coder";

/**
 * Returns the country of a place as sites store it: the code of ISO 3166-1 in lower case, and `uk`
 * for the United Kingdom, as the Python SDK has it. Overseas parts have the code of their state
 * (`fr` for La Réunion). Undefined at sea beyond the coastal waters.
 */
export function countryAt(latitude: number, longitude: number): string | undefined {
  const code = iso1A2Code([longitude, latitude])?.toLowerCase();
  return code === "gb" ? "uk" : code;
}

/** Returns the orientation (degrees) toward the equator: 180 (south) on it and north of it, else 0. */
export function towardEquator(latitude: number): number {
  return latitude >= 0 ? 180 : 0;
}

interface Placed {
  latitude: number;
  longitude: number;
  orientation?: number;
  country?: string;
}

/** Returns orientation and country of a new site: the given ones, else those of its place. */
export function factsOfPlace(
  { latitude, longitude, orientation, country }: Placed,
): { orientation: number; country: string | undefined } {
  return {
    orientation: orientation ?? towardEquator(latitude),
    country: country ?? countryAt(latitude, longitude),
  };
}
