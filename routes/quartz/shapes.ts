/** The shapes of responses of the site API, as JSON Schema. */

const number = { type: "number" };
const text = { type: "string" };
const numberOrNull = { type: ["number", "null"] };
const uuid = { type: "string", format: "uuid" };
const time = { type: "string", description: "UTC without a zone, like 2026-11-21T06:45:00" };

const object = <P extends Record<string, unknown>>(properties: P) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
});
const list = (items: unknown) => ({ type: "array", items });
const byNumber = { type: "object", additionalProperties: number };
const places = { type: "object", additionalProperties: { type: "integer" } };

const site = object({
  client_site_id: { type: "integer" },
  client_site_name: text,
  orientation: numberOrNull,
  tilt: numberOrNull,
  latitude: number,
  longitude: number,
  inverter_capacity_kw: number,
  module_capacity_kw: numberOrNull,
  site_uuid: uuid,
  capacity_kw: number,
  dno: text,
  gsp: text,
});

const run = {
  forecast_uuid: uuid,
  site_uuid: uuid,
  forecast_creation_datetime: time,
  forecast_version: text,
};

const fault = {
  type: "object",
  properties: {
    type: text,
    loc: list({ type: ["string", "integer"] }),
    msg: text,
    input: {},
    ctx: { type: "object" },
    url: text,
  },
  required: ["type", "loc", "msg"],
};

export const SHAPES = {
  Status: object({ status: text, message: text }),
  Site: site,
  Sites: object({ site_list: list(site) }),
  MultiplePVActual: object({
    site_uuid: uuid,
    pv_actual_values: list(object({ datetime_utc: time, actual_generation_kw: number })),
  }),
  ManyActualsCompact: object({
    start_utc_idx: places,
    pv_actual_values_many_site: list(object({ site_uuid: uuid, pv_actual_values: byNumber })),
  }),
  PowerSum: object({ power_kw: number, start_utc: time, name: text }),
  Forecast: object({
    ...run,
    forecast_values: list(object({ target_datetime_utc: time, expected_generation_kw: number })),
  }),
  ManyForecastCompact: object({
    target_time_idx: places,
    forecasts: list(object({ ...run, forecast_values: byNumber })),
  }),
  ClearskyEstimate: object({
    clearsky_estimate: list(object({ target_datetime_utc: time, clearsky_generation_kw: number })),
  }),
  Refusal: object({ detail: { anyOf: [text, list(fault)] } }),
};
