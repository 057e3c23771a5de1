import tzlookup from "@photostructure/tz-lookup";
import { networkAt } from "./great_britain.ts";
import { dnoName, gspName } from "./network.ts";
import { countryAt } from "./place_facts.ts";

/** What is known of a place by its coordinates. */
export interface Place {
  latitude: number;
  longitude: number;
  timeZone: string;
  /** As sites store it; undefined at sea. */
  country: string | undefined;
  /** Null outside Great Britain. */
  dno: string | null;
  gsp: string | null;
}

/** Looks up zone, country, DNO and GSP of coordinates in degrees. */
export function placeAt(latitude: number, longitude: number): Place {
  const { dno, gsp } = networkAt({ latitude, longitude });
  return {
    latitude,
    longitude,
    timeZone: tzlookup(latitude, longitude),
    country: countryAt(latitude, longitude),
    dno: dnoName(dno),
    gsp: gspName(gsp),
  };
}
