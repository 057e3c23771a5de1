import { api, type Cases, page } from "./cases.ts";

const PERIOD = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
const run = {
  timestamp_utc: "2026-06-21T06:00:00Z",
  model_name: "mine",
  values: [{ ...PERIOD, forecast_power_kw: 1 }],
};

export const forecasts: Cases = {
  ofASite: {
    "POST /api/v1/sites/:site_uuid/forecasts": api(
      (site) => `/sites/${site}/forecasts`,
      "post",
      run,
    ),
    "DELETE /api/v1/sites/:site_uuid/forecasts/:forecast_uuid": api(
      (site) => `/sites/${site}/forecasts/00000000-0000-4000-8000-000000000001`,
      "delete",
    ),
    "POST /api/v1/forecasts": (app, site_uuid) =>
      api(() => "/forecasts", "post", { forecasts: [{ ...run, site_uuid }] })(app, site_uuid),
    "GET /api/v1/sites/:site_uuid/clear-sky": api((site) => `/sites/${site}/clear-sky`),
    "GET /api/v1/sites/:site_uuid/energy": api((site) => `/sites/${site}/energy`),
    "GET /api/v1/sites/:site_uuid/energy/days": api((site) => `/sites/${site}/energy/days`),
    "GET /api/v1/sites/:site_uuid/energy/months": api((site) => `/sites/${site}/energy/months`),
    "GET /api/v1/sites/:site_uuid/runs": api((site) => `/sites/${site}/runs`),
    "GET /api/v1/sites/:site_uuid/chosen-model": api((site) => `/sites/${site}/chosen-model`),
    "GET /api/v1/sites/:site_uuid/forecast": api((site) => `/sites/${site}/forecast`),
  },
  others: {
    "GET /api/v1/models": [api(() => "/models"), 403],
    "GET /api/v1/forecasts/latest": [api((site) => `/forecasts/latest?site_uuids=${site}`), 404],
    "GET /api/v1/runs/:forecast_uuid": [
      async (app, site) => {
        const [made] = await app.database.owner`
          insert into forecasts (site_uuid, timestamp_utc, forecast_version)
          values (${site}, '2026-06-21 06:00', '1') returning forecast_uuid`;
        return await api(() => `/runs/${made!.forecast_uuid}`)(app, site);
      },
      404,
    ],
    "GET /api/v1/snapshot": [api(() => "/snapshot"), 200],
    "GET /api/v1/freshness": [api((site) => `/freshness?site_uuids=${site}`), 404],
    "GET /api/v1/clear-sky": [api(() => "/clear-sky"), 200],
    "GET /models": [page((site) => `/models?site=${site}`), 200],
    "GET /admin/models": [
      page((_, app) => `/admin/models?group=${app.cast.alice.site_group_uuid}`),
      404,
    ],
    "GET /api/v1/forecast/sums": [api(() => "/forecast/sums"), 200],
  },
};
