import { z } from "zod";
import { rows, siteUuid, time } from "../ingestion.ts";
import { oneEnd, periodFields } from "../sent_row.ts";
import { asSent } from "../time/time_text.ts";

/** Runs of one request, and values of one run and of one request. */
export const MOST_RUNS = 1000;
export const MOST_RUN_VALUES = 1000;
export const MOST_VALUES = 100_000;

/** What rounding brings below zero counts as zero. */
const ROUNDING = 1;

/** A number that is possible, or null where it is not known. `hint` says what else may be meant. */
function number(unit: string, least: number, most: number, hint: string, below = 0) {
  const off = ({ input }: { input?: unknown }) =>
    `${asSent(input)} ${unit} is not from ${least} to ${most}. ${hint}`;
  const error = ({ input }: { input?: unknown }) =>
    `${
      asSent(input)
    } is no finite number. Send a number in ${unit}, or null where it is not known.`;
  return z.number({ error }).min(least - below, { error: off }).max(most, { error: off })
    .nullish();
}

const irradiance = () =>
  number("W/m²", 0, 2000, "Send the mean over the period, not a sum in J/m² or Wh/m².", ROUNDING);
const speed = () => number("m/s", 0, 150, "Send m/s, not km/h or knots.");
const height = () => number("m", 1, 500, "Send the height above the ground.");

const weatherValue = z.object({
  ...periodFields,
  ghi_w_m2: irradiance(),
  dni_w_m2: irradiance(),
  dhi_w_m2: irradiance(),
  cloud_cover: number("as a share", 0, 1, "Send the share of the sky from 0 to 1, not percent."),
  temperature_c: number("°C", -90, 60, "Send °C, not K or °F."),
  wind_speed_m_s: speed(),
  wind_height_m: height(),
  wind_direction_degrees: number("degrees", 0, 360, "0 is north, 90 east: where it blows from."),
  gusts_m_s: speed(),
  precipitation_mm: number("mm", 0, 1000, "Send mm of the whole period.", ROUNDING / 10),
  dni: irradiance(),
  dhi: irradiance(),
  gusts: speed(),
}).check(oneEnd, oneName);

/** Short names that are taken, too, and what they stand for. */
const SHORT = { dni: "dni_w_m2", dhi: "dhi_w_m2", gusts: "gusts_m_s" } as const;

type SentValue = z.output<typeof weatherValue>;

function oneName({ value, issues }: z.core.ParsePayload<SentValue>): void {
  for (const [short, name] of Object.entries(SHORT) as [keyof typeof SHORT, keyof SentValue][]) {
    if (value[short] === undefined || value[name] === undefined) continue;
    const message = `Give ${name} or ${short}, not both.`;
    issues.push({ code: "custom", input: value, path: [short], message });
  }
}

const SOURCE = "Give the name of the source, as in icon-d2.";
const source = z.string({ error: SOURCE }).trim().min(1, { error: SOURCE })
  .max(64, { error: "Use at most 64 characters." })
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
    error: "The name contains a control character.",
  });

const degrees = (most: number) => {
  const error = ({ input }: { input?: unknown }) =>
    `${asSent(input)} is not from -${most} to ${most}. Send degrees (WGS 84).`;
  return z.number({ error }).min(-most, { error }).max(most, { error }).optional();
};

/** One run of a weather model, at a place or for a site. */
export const weatherRun = z.object({
  source,
  issued_utc: time(),
  latitude: degrees(90),
  longitude: degrees(180),
  site_uuid: siteUuid.optional(),
  client_site_id: z.int32({ error: "Give the client's number of the site, a whole number." })
    .optional(),
  wind_height_m: height(),
  values: rows(weatherValue, "values"),
}).check(onePlace, oneOfBoth);

/** A run that passed its schema. */
export type SentWeatherRun = z.output<typeof weatherRun>;

/** Runs of a request. */
export const weatherRuns = z.object({ runs: rows(weatherRun, "runs") });

/** What tells runs apart whose values come in lines of their own. */
export const RUN_NAMES = [
  "source",
  "issued_utc",
  "latitude",
  "longitude",
  "site_uuid",
  "client_site_id",
] as const;
export const VALUE_NAMES = Object.keys(weatherValue.shape);

const PLACE = "Give latitude and longitude, or site_uuid, or client_site_id, and nothing else.";

function onePlace({ value, issues }: z.core.ParsePayload<Partial<SentWeatherRun>>): void {
  const { latitude, longitude, site_uuid, client_site_id } = value;
  const isPlace = latitude !== undefined || longitude !== undefined;
  const given = [isPlace, site_uuid !== undefined, client_site_id !== undefined];
  const isWhole = !isPlace || latitude !== undefined && longitude !== undefined;
  if (isWhole && given.filter(Boolean).length === 1) return;
  const field = isPlace && longitude === undefined ? "longitude" : "latitude";
  issues.push({ code: "custom", input: value, path: [field], message: PLACE });
}

/** A run with neither irradiance nor wind tells nothing of power. */
function oneOfBoth({ value, issues }: z.core.ParsePayload<Pick<SentWeatherRun, "values">>): void {
  const isGiven = (one?: number | null) => one !== null && one !== undefined;
  if (value.values.some((one) => isGiven(one.ghi_w_m2) || isGiven(one.wind_speed_m_s))) return;
  const message = "Give ghi_w_m2 or wind_speed_m_s of at least one value.";
  issues.push({ code: "custom", input: value, path: ["values"], message });
}
