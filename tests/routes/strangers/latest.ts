import { api, type Cases } from "./cases.ts";

/** tests/routes/api/forecasts/latest_test.ts asks without sites named, too. */
export const latest: Cases = {
  others: {
    "GET /api/v1/forecasts/latest": [api((site) => `/forecasts/latest?site_uuids=${site}`), 404],
  },
};
