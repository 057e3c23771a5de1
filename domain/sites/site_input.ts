import { z } from "zod";
import { isStorable } from "../text.ts";
import { countryAt } from "./place_facts.ts";
import { isZone } from "./site.ts";
import { versionRead } from "../version.ts";

const text = (what: string) =>
  z.string({ error: `Enter ${what} as text.` }).trim()
    .refine(isStorable, { error: `Remove the invalid characters from ${what}.` });

const short = (what: string) =>
  text(what).max(255, { error: `Shorten ${what} to at most 255 characters.` });

/** Accepts a finite number in a range, both ends included. */
const range = (what: string, least: number, most: number, unit = "") => {
  const error = `Enter ${what} as a number from ${least} to ${most}${unit}.`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

const kilowatts = (what: string) => {
  const error = `Enter ${what} in kW as a number of 0 or more.`;
  return z.number({ error }).min(0, { error });
};

const name = z.string({ error: "Enter a name." }).trim().min(1, { error: "Enter a name." })
  .max(255, { error: "Shorten the name to at most 255 characters." })
  .refine(isStorable, { error: "Remove the invalid characters from the name." });
const clientSiteId = z.int({ error: "Enter the client's number as a whole number." })
  .min(0, { error: "Enter the client's number as a whole number of 0 or more." })
  .max(2147483647, { error: "The client's number can be 2147483647 at most." });
const assetType = z.enum(["pv", "wind"], { error: "Choose PV or wind." });
const country = short("the country").min(1, { error: "Enter a country, or leave it out." });
const capacityKw = kilowatts("the capacity");
const inverterCapacityKw = kilowatts("the capacity of the inverters");
const moduleCapacityKw = kilowatts("the capacity of the modules");
const latitude = range("the latitude", -90, 90, " degrees, like 51.5");
const longitude = range("the longitude", -180, 180, " degrees, like -0.12");
const orientation = range("the orientation", 0, 360, " degrees");
const tilt = range("the tilt", 0, 90, " degrees");
const altitude = range("the altitude", -500, 9000, " metres");
const region = short("the region");
/** Accepts names but no offsets, whose sign means the opposite in PostgreSQL. */
export const timeZone = z.string({ error: "Enter the time zone as text." }).trim().refine(
  (value) => /^[a-z]/i.test(value) && isZone(value),
  { error: "There is no such time zone. Write it like Europe/London." },
);
const capacityFrom = z.iso.date({ error: "Write the day like 2026-05-01." });
const flag = (what: string) => z.boolean({ error: `Say with true or false whether ${what}.` });
const hasBattery = flag("the site has a battery");
const isTracked = flag("the modules follow the sun");
const isCurtailed = flag("the power is limited by contract");
const note = text("the note").max(2000, { error: "Shorten the note to at most 2000 characters." })
  .overwrite((value) => value.replace(/\r\n?/g, "\n"));

/** The coordinates of a site alone. */
export const siteCoordinates = z.object({ latitude, longitude });

/** Lengths, in minutes, of measured periods that a site may state for rows that last 5 minutes. */
export const MEASURED_EVERY = [10, 15, 30, 60] as const;
const measuredEvery = z.number({ error: "Choose 10, 15, 30 or 60 minutes." }).refine(
  (minutes) => MEASURED_EVERY.some((length) => length === minutes),
  { error: "Choose 10, 15, 30 or 60 minutes." },
);

/**
 * A new site. A capacity of inverters or modules that is left out is that of the site; time zone and
 * country are those of the coordinates, and the orientation is toward the equator (place_facts.ts).
 * At sea no country is known: one must be given.
 */
export const newSite = z.object({
  client_site_name: name,
  client_site_id: clientSiteId.optional(),
  asset_type: assetType.default("pv"),
  capacity_kw: capacityKw,
  inverter_capacity_kw: inverterCapacityKw.optional(),
  module_capacity_kw: moduleCapacityKw.optional(),
  latitude,
  longitude,
  altitude_m: altitude.optional(),
  orientation: orientation.optional(),
  tilt: tilt.default(35),
  country: country.optional(),
  region: region.optional(),
  time_zone: timeZone.optional(),
  note: note.optional(),
  measured_every_minutes: measuredEvery.optional(),
  has_battery: hasBattery.default(false),
  is_tracked: isTracked.default(false),
  is_curtailed: isCurtailed.default(false),
}).refine(
  ({ country, latitude, longitude }) => country ?? countryAt(latitude, longitude),
  { path: ["country"], error: "No country is known at these coordinates: enter one." },
);
export type NewSite = z.output<typeof newSite>;

/**
 * An edit of a site: exactly the given keys are written, NULL for null. With `version`, only while
 * the site has that version. A later `capacity_from` with another capacity keeps the one before
 * (`former_capacities`).
 */
export const siteEdit = z.object({
  client_site_name: name.nullable().optional(),
  client_site_id: clientSiteId.nullable().optional(),
  asset_type: assetType.optional(),
  capacity_kw: capacityKw.nullable().optional(),
  capacity_from: capacityFrom.nullable().optional(),
  inverter_capacity_kw: inverterCapacityKw.nullable().optional(),
  module_capacity_kw: moduleCapacityKw.nullable().optional(),
  latitude: latitude.nullable().optional(),
  longitude: longitude.nullable().optional(),
  altitude_m: altitude.nullable().optional(),
  orientation: orientation.nullable().optional(),
  tilt: tilt.nullable().optional(),
  country: country.nullable().optional(),
  region: region.nullable().optional(),
  time_zone: timeZone.nullable().optional(),
  note: note.nullable().optional(),
  measured_every_minutes: measuredEvery.nullable().optional(),
  has_battery: hasBattery.optional(),
  is_tracked: isTracked.optional(),
  is_curtailed: isCurtailed.optional(),
  version: versionRead,
});
export type SiteEdit = z.output<typeof siteEdit>;
/** The columns that an edit writes. */
export type SiteChanges = Omit<SiteEdit, "version">;
