import type { ScopedSql } from "../../../db/scope.ts";
import type { PlaceName, SessionImport } from "../../../domain/charging/import/import.ts";
import {
  columnField,
  type ImportPlan,
  importPlan,
  type PlaceChoice,
  targetsOf,
} from "../../../domain/charging/import/plan.ts";
import type { FieldError } from "../../../domain/errors.ts";
import { siteName } from "../../../domain/sites/site.ts";
import * as imports from "../../../sql/charging/imports.ts";
import * as rows from "../../../sql/charging/import_rows.ts";
import * as locations from "../../../sql/charging/locations.ts";
import * as knownSites from "../../../sql/imports/known_sites.ts";
import { MOST_PLACES, placeField } from "../../../views/charging/imports/places_form.tsx";
import { blankForm, type FormState, type Posted, textOf } from "../../../views/ui/form_state.ts";
import type { Option } from "../../../views/ui/inputs.tsx";
import { parse } from "../../../domain/validation.ts";

/** Returns the form of the columns of a file: as chosen before, else as proposed. */
export function columnsState({ plan, proposal, header }: SessionImport): FormState {
  const { columns, zone, dates, numbers, currency } = plan ?? proposal;
  const chosen = header.map((_, i) => [columnField(i), columns[i] ?? ""] as const);
  return blankForm({ zone, dates, numbers, currency, ...Object.fromEntries(chosen) });
}

/** Returns the plan that a form or a program chose for a file, or what is wrong with it. */
export function planOf(
  { header }: Pick<SessionImport, "header">,
  posted: Posted,
): { plan: ImportPlan; errors?: undefined } | { errors: FieldError[] } {
  const state = blankForm(posted);
  const { data, fields } = parse(importPlan, {
    columns: header.map((_, i) => textOf(state, columnField(i))),
    zone: textOf(state, "zone").trim(),
    dates: textOf(state, "dates"),
    numbers: textOf(state, "numbers"),
    currency: textOf(state, "currency").trim().toUpperCase(),
  });
  if (fields) return { errors: fields };
  const { errors } = targetsOf(header, data);
  return errors.length > 0 ? { errors } : { plan: data };
}

/** Returns the names of places in a file, none of them chosen yet. */
export async function placeNames(
  sql: ScopedSql,
  { import_uuid, header }: SessionImport,
  plan: ImportPlan,
): Promise<PlaceName[]> {
  const { targets } = targetsOf(header, plan);
  const column = targets.findIndex((target) => target?.field.field === "location_name");
  if (column < 0) return [];
  const names = await rows.namesIn(sql, import_uuid, column);
  return names.map((one) => ({ ...one, choice: null }));
}

/** What a name of a place can be. */
export interface PlaceOptions {
  sites: Option[];
  locations: Option[];
}

/** Returns the sites and locations that the caller's group has. */
export async function placeOptions(sql: ScopedSql): Promise<PlaceOptions> {
  const sites = await knownSites.inScope(sql);
  const known = await locations.list(sql);
  return {
    sites: sites.slice(0, 500).map((site) => ({
      value: `site:${site.site_uuid}`,
      label: siteName(site),
    })),
    locations: known.slice(0, 1000).map(({ id, location_name, network_name }) => ({
      value: `location:${id}`,
      label: [location_name, network_name].filter(Boolean).join(", "),
    })),
  };
}

/** Returns the form of the places: the location or the site of the same name, else a new location. */
export function placesState({ places }: SessionImport, options: PlaceOptions): FormState {
  const values = places.map(({ name, choice }, i) =>
    [placeField(i), choice ? choiceText(choice) : proposedPlace(name, options)] as const
  );
  return blankForm(Object.fromEntries(values));
}

function proposedPlace(name: string, { sites, locations }: PlaceOptions): string {
  const key = name.toLowerCase();
  const isName = ({ label }: Option) => label.toLowerCase() === key;
  const isWithNetwork = ({ label }: Option) => label.toLowerCase().startsWith(`${key}, `);
  const found = locations.find(isName) ?? locations.find(isWithNetwork) ?? sites.find(isName);
  return found?.value ?? "new";
}

function choiceText(choice: PlaceChoice): string {
  if ("site_uuid" in choice) return `site:${choice.site_uuid}`;
  if ("location_id" in choice) return `location:${choice.location_id}`;
  return "is_new" in choice ? "new" : "none";
}

/** Returns where each place is, as a form chose; a choice that the group does not have is an error. */
export function chosenPlaces(
  { places }: Pick<SessionImport, "places">,
  posted: Posted,
  options: PlaceOptions,
): { places: PlaceName[]; errors: FieldError[] } {
  const state = blankForm(posted);
  const known = new Set([...options.sites, ...options.locations].map(({ value }) => value));
  const errors: FieldError[] = [];
  const chosen = places.map((place, i) => {
    const proposed = proposedPlace(place.name, options);
    const text = i < MOST_PLACES ? textOf(state, placeField(i)) || proposed : proposed;
    if (text !== "new" && text !== "none" && !known.has(text)) {
      const message = `Choose from the list where “${place.name}” is.`;
      errors.push({ field: placeField(i), message });
    }
    return { ...place, choice: choiceOf(text) };
  });
  return { places: chosen, errors };
}

function choiceOf(text: string): PlaceChoice {
  if (text === "new") return { is_new: true };
  const [kind, value = ""] = text.split(":");
  if (kind === "site") return { site_uuid: value };
  return kind === "location" ? { location_id: Number(value) } : { is_none: true };
}

/**
 * Lets a file be checked as it is proposed, but for what was chosen. Returns what has to be chosen
 * otherwise, if anything: nothing is kept then.
 */
export async function decideAsProposed(
  sql: ScopedSql,
  file: SessionImport,
  chosen: Posted,
): Promise<FieldError[]> {
  const given = Object.entries(chosen).filter(([, value]) => value !== undefined);
  const found = planOf(file, { ...columnsState(file).values, ...Object.fromEntries(given) });
  if (found.errors) return found.errors.map((error) => ({ ...error, field: nameOf(file, error) }));
  const names = await placeNames(sql, file, found.plan);
  const { places } = chosenPlaces({ places: names }, {}, await placeOptions(sql));
  await imports.decide(sql, file.import_uuid, { plan: found.plan, places });
  return [];
}

/** Returns the name of a column in the place of the field that forms have for it. */
function nameOf({ header }: SessionImport, { field }: FieldError): string {
  return header.find((_, i) => columnField(i) === field) ?? field;
}
