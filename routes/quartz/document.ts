import { z } from "zod";
import { newActuals, newQuartzSite, quartzSiteEdit } from "../../domain/quartz/input.ts";
import { LOGO } from "./icons.ts";
import { SHAPES } from "./shapes.ts";

type Json = Record<string, unknown>;

/** What a route of the site API takes and gives. */
interface Described {
  summary: string;
  isOpen?: true;
  query?: Json[];
  body?: Json;
  /** The response of 200, or of `status`. */
  gives: Json;
  status?: 201;
  /** Whether a response without a body tells that there is nothing. */
  mayBeEmpty?: true;
}

const reference = (name: keyof typeof SHAPES) => ({ $ref: `#/components/schemas/${name}` });
const listOf = (name: keyof typeof SHAPES) => ({ type: "array", items: reference(name) });
const bodyOf = (schema: z.ZodType) => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  return rest;
};

const text = (name: string, description: string, required = false) => ({
  name,
  in: "query",
  required,
  description,
  schema: { type: "string" },
});
const SITES = text("site_uuids", "UUIDs with commas between them", true);
const MANY = [
  SITES,
  text("sum_by", "total, dno or gsp: sums instead of sites"),
  {
    ...text("compact", "Each time once, and numbers for it"),
    schema: { type: "boolean", default: false },
  },
  text("start_utc", "ISO 8601; by default the midnight of yesterday, UTC"),
  text("end_utc", "ISO 8601"),
];
const CORNERS = [
  text("latitude_longitude_max", "latitude,longitude of the north-east corner"),
  text("latitude_longitude_min", "latitude,longitude of the south-west corner"),
];

const NOTHING = { type: "null" };
const ACTUALS = {
  anyOf: [listOf("MultiplePVActual"), reference("ManyActualsCompact"), listOf("PowerSum")],
};
const FORECASTS = {
  anyOf: [listOf("Forecast"), reference("ManyForecastCompact"), listOf("PowerSum")],
};

/** Every route, by `method path`. */
const ROUTES: Record<string, Described> = {
  "get /": { summary: "What this is", isOpen: true, gives: { type: "object" } },
  "get /api_status": { summary: "Status of the service", isOpen: true, gives: reference("Status") },
  "get /sites": {
    summary: "Active sites of your group",
    query: CORNERS,
    gives: reference("Sites"),
  },
  "post /sites": {
    summary: "Add a site",
    body: bodyOf(newQuartzSite),
    gives: reference("Site"),
    status: 201,
  },
  "put /sites/{site_uuid}": {
    summary: "Edit a site: exactly the keys that are sent",
    body: bodyOf(quartzSiteEdit),
    gives: reference("Site"),
  },
  "delete /sites/delete/{site_uuid}": {
    summary: "Remove a site from your group",
    gives: NOTHING,
  },
  "post /sites/{site_uuid}/pv_actual": {
    summary: "Send what a site produced",
    body: bodyOf(newActuals),
    gives: NOTHING,
  },
  "get /sites/{site_uuid}/pv_actual": {
    summary: "What a site produced",
    gives: reference("MultiplePVActual"),
    mayBeEmpty: true,
  },
  "get /sites/pv_actual": { summary: "What sites produced", query: MANY, gives: ACTUALS },
  "get /sites/{site_uuid}/pv_forecast": {
    summary: "Forecast of a site",
    gives: reference("Forecast"),
    mayBeEmpty: true,
  },
  "get /sites/pv_forecast": { summary: "Forecasts of sites", query: MANY, gives: FORECASTS },
  "get /sites/{site_uuid}/clearsky_estimate": {
    summary: "Power of a site under a cloudless sky",
    gives: reference("ClearskyEstimate"),
  },
  "get /sites/clearsky_estimate": {
    summary: "Power of sites under a cloudless sky",
    query: [SITES],
    gives: listOf("ClearskyEstimate"),
  },
};

const json = (description: string, schema: Json) => ({
  description,
  content: { "application/json": { schema } },
});

function operationOf(path: string, { summary, isOpen, query = [], body, ...of }: Described): Json {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));
  const refused = json("Refused", reference("Refusal"));
  const refusals = isOpen ? {} : { 401: refused, 403: refused, 404: refused, 422: refused };
  return {
    summary,
    security: isOpen ? [] : [{ HTTPBearer: [] }],
    parameters: [...inPath, ...query],
    ...body &&
      { requestBody: { required: true, content: { "application/json": { schema: body } } } },
    responses: {
      [of.status ?? 200]: json("Done", of.gives),
      ...of.mayBeEmpty && { 204: { description: "There is nothing in the window" } },
      ...refusals,
    },
  };
}

/** The description of the site API. */
export interface QuartzDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Json>>;
  [more: string]: unknown;
}

/** Returns the description of the site API in OpenAPI 3.1. */
export function quartzDocument(info: { title: string; version: string }): QuartzDocument {
  const paths: QuartzDocument["paths"] = {};
  for (const [name, described] of Object.entries(ROUTES)) {
    const [method, path] = name.split(" ") as [string, string];
    (paths[path] ??= {})[method] = operationOf(path, described);
  }
  const { title, version } = info;
  const description = "Times are UTC, without a zone.";
  return {
    openapi: "3.1.0",
    info: {
      ...{ title, version, description },
      contact: { name: "Open Climate Fix", url: "https://github.com/openclimatefix/pv-site-api" },
      license: { name: "MIT", identifier: "MIT" },
      "x-logo": { url: `/quartz${LOGO}` },
    },
    servers: [{ url: "/quartz" }],
    paths,
    components: {
      schemas: SHAPES,
      securitySchemes: { HTTPBearer: { type: "http", scheme: "bearer" } },
    },
  } as QuartzDocument;
}
