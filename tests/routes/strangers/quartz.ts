import { withToken } from "../../support/app.ts";
import type { Ask, Cases } from "./cases.ts";

type Path = (site: string) => string;
type Method = "get" | "post" | "put" | "delete";

/** Under /quartz, with a token that may write. */
const ask = (path: Path, method: Method = "get", body: unknown = {}): Ask => (app, site) =>
  withToken(app, app.cast.charlie.token)[method](`/quartz${path(site)}`, body);

const ofSite = (what: string, method?: Method, body?: unknown) =>
  ask((site) => `/sites/${site}/${what}`, method, body);
const ofSites = (what: string) => ask((site) => `/sites/${what}?site_uuids=${site}`);

const NEW = {
  client_site_id: 1,
  latitude: 51,
  longitude: 0,
  inverter_capacity_kw: 1,
  module_capacity_kw: 1,
};
const ACTUALS = {
  site_uuid: "",
  pv_actual_values: [{ datetime_utc: "2026-06-21T08:00:00", actual_generation_kw: 1 }],
};

/** A stranger's site is refused as that API does it: 403 on routes of one site, no item of a list. */
export const quartz: Cases = {
  others: {
    "GET /quartz": [ask(() => ""), 200],
    "GET /quartz/": [ask(() => "/"), 200],
    "GET /quartz/api_status": [ask(() => "/api_status"), 200],
    "GET /quartz/openapi.json": [ask(() => "/openapi.json"), 200],
    "GET /quartz/swagger": [ask(() => "/swagger"), 200],
    "GET /quartz/docs": [ask(() => "/docs"), 200],
    "GET /quartz/favicon.ico": [ask(() => "/favicon.ico"), 200],
    "GET /quartz/QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png": [
      ask(() => "/QUARTZSOLAR_LOGO_SECONDARY_BLACK_1.png"),
      200,
    ],
    "GET /quartz/sites": [ask(() => "/sites"), 200],
    "POST /quartz/sites": [ask(() => "/sites", "post", NEW), 201],
    "PUT /quartz/sites/:site_uuid": [ask((site) => `/sites/${site}`, "put", { tilt: 1 }), 403],
    "DELETE /quartz/sites/delete/:site_uuid": [
      ask((site) => `/sites/delete/${site}`, "delete"),
      403,
    ],
    "GET /quartz/sites/pv_actual": [ofSites("pv_actual"), 200],
    "GET /quartz/sites/:site_uuid/pv_actual": [ofSite("pv_actual"), 403],
    "POST /quartz/sites/:site_uuid/pv_actual": [ofSite("pv_actual", "post", ACTUALS), 403],
    "GET /quartz/sites/pv_forecast": [ofSites("pv_forecast"), 200],
    "GET /quartz/sites/:site_uuid/pv_forecast": [ofSite("pv_forecast"), 403],
    "GET /quartz/sites/clearsky_estimate": [ofSites("clearsky_estimate"), 200],
    "GET /quartz/sites/:site_uuid/clearsky_estimate": [ofSite("clearsky_estimate"), 403],
  },
};
