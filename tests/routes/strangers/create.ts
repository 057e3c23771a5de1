import { api, type Cases } from "./cases.ts";

const PERIOD = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
const measured = { ...PERIOD, generation_power_kw: 1 };
const run = {
  timestamp_utc: "2026-06-21T06:00:00Z",
  model_name: "mine",
  values: [{ ...PERIOD, forecast_power_kw: 1 }],
};

export const ingest: Cases = {
  ofASite: {
    "POST /api/v1/sites/:site_uuid/generation": api(
      (site) => `/sites/${site}/generation`,
      "post",
      { values: [measured] },
    ),
    "POST /api/v1/sites/:site_uuid/forecasts": api(
      (site) => `/sites/${site}/forecasts`,
      "post",
      run,
    ),
    // Of several sites: the body names alice's.
    "POST /api/v1/generation": (app, site_uuid) =>
      api(() => "/generation", "post", { values: [{ ...measured, site_uuid }] })(app, site_uuid),
    "POST /api/v1/forecasts": (app, site_uuid) =>
      api(() => "/forecasts", "post", { forecasts: [{ ...run, site_uuid }] })(app, site_uuid),
  },
};
