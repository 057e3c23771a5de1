import { api, type Cases } from "./cases.ts";

const PERIOD = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
const measured = { ...PERIOD, generation_power_kw: 1 };

export const generation: Cases = {
  ofASite: {
    "POST /api/v1/sites/:site_uuid/generation": api(
      (site) => `/sites/${site}/generation`,
      "post",
      { values: [measured] },
    ),
    // Of several sites: the body names alice's.
    "POST /api/v1/generation": (app, site_uuid) =>
      api(() => "/generation", "post", { values: [{ ...measured, site_uuid }] })(app, site_uuid),
    "GET /api/v1/sites/:site_uuid/generation": api((site) => `/sites/${site}/generation`),
  },
  others: {
    "GET /api/v1/generation/sums": [api((site) => `/generation/sums?site_uuids=${site}`), 404],
  },
};
