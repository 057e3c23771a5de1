/** What the forms for sites do with a place: paste boxes, look-ups, and sites that are there twice. */
import type { Context } from "hono";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { parseCoordinates } from "../../domain/sites/coordinates.ts";
import { type Place, placeAt } from "../../domain/sites/place.ts";
import { siteCoordinates } from "../../domain/sites/site_input.ts";
import { type Compared, type Duplicate, duplicatesOf } from "../../sql/sites/duplicates.ts";
import { PlaceFacts, PlacePart, type PlaceProps } from "../../views/sites/place.tsx";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";

const NOT_FOUND = "No coordinates were found in this text. Write them like 51.5, -0.12.";

/** Moves coordinates from the paste box, which wins, into their fields; an error where it has none. */
export function pasted(values: Posted): FormState {
  const { coordinates: text } = values;
  if (typeof text !== "string" || text.trim() === "") return { values, errors: [] };
  const found = parseCoordinates(text);
  if (!found) return { values, errors: [{ field: "coordinates", message: NOT_FOUND }] };
  const [latitude, longitude] = [found.latitude, found.longitude].map((degrees) =>
    String(Number(degrees.toFixed(6)))
  );
  return { values: { ...values, coordinates: "", latitude, longitude }, errors: [] };
}

/** Returns the coordinates of a query string, as the fields of a form. */
export function coordinatesIn(c: Context): Posted {
  const names = ["coordinates", "latitude", "longitude"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = c.req.query(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** Returns the parts of a form that change with its coordinates. */
export function placeParts(props: PlaceProps) {
  return { "place": <PlacePart {...props} />, "place-facts": <PlaceFacts {...props} /> };
}

/** A place, and the caller's sites that are there already. */
export interface LookedUp {
  place: Place;
  near: Duplicate[];
}

/** Looks up the place of a form; undefined without valid coordinates. */
export async function lookUp(
  sql: ScopedSql | AdminSql,
  values: Posted,
  except?: string,
): Promise<LookedUp | undefined> {
  const { data } = parseForm(siteCoordinates, values);
  if (!data) return undefined;
  const near = await duplicatesOf(sql, data);
  return {
    place: placeAt(data.latitude, data.longitude),
    near: near.filter(({ site_uuid }) => site_uuid !== except),
  };
}

/** Returns the form that a button "look up" sent, with the errors of its coordinates alone. */
export function lookedUpForm(values: Posted, errors: FormState["errors"]): FormState {
  return { values, errors: [...errors, ...parseForm(siteCoordinates, values).fields ?? []] };
}

/** Says that a site may be there already; the person who adds it decides. */
export class DuplicateSites extends Error {
  constructor(readonly duplicates: Duplicate[]) {
    super("Such a site exists already.");
  }
}

/** Throws DuplicateSites where a new site may be there already, unless it is wanted `anyway`. */
export async function refuseDuplicates(
  sql: ScopedSql | AdminSql,
  site: Compared,
  { anyway }: Posted,
): Promise<void> {
  if (anyway === "on") return;
  const duplicates = await duplicatesOf(sql, site);
  if (duplicates.length > 0) throw new DuplicateSites(duplicates);
}

/** Returns what `work` does, or the sites that it found to be there already. */
export async function orDuplicates(work: () => Promise<string>): Promise<string | Duplicate[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DuplicateSites)) throw error;
    return error.duplicates;
  }
}
