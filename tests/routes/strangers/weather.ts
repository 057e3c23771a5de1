import { sentAt, weatherRun } from "../../support/weather.ts";
import { api, type Cases } from "./cases.ts";

const run = {
  source: "icon",
  issued_utc: "2026-06-21T06:00:00Z",
  values: [{ start_utc: "2026-06-21T09:00:00Z", period_minutes: 60, ghi_w_m2: 1 }],
};

export const weather: Cases = {
  ofASite: {
    "POST /api/v1/weather": (app, site_uuid) =>
      api(() => "/weather", "post", { ...run, site_uuid })(app, site_uuid),
    "GET /api/v1/sites/:site_uuid/weather": api((site) => `/sites/${site}/weather`),
  },
  others: {
    "GET /api/v1/weather": [api((site) => `/weather?site_uuid=${site}`), 200],
    "GET /api/v1/weather/:weather_run_uuid": [
      async (app, site_uuid) => {
        const { database: { owner }, cast: { alice } } = app;
        const sent = { ...weatherRun("2026-06-21T06:00:00Z"), site_uuid };
        await sentAt(owner, "2026-06-21T06:00:00Z", alice.site_group_uuid, sent);
        const [stored] = await owner`select weather_run_uuid from app.weather_runs`;
        return await api(() => `/weather/${stored!.weather_run_uuid}`)(app, site_uuid);
      },
      404,
    ],
  },
};
