import { api, type Cases } from "./cases.ts";

/** Without sites named, of charlie's own; tests/routes/api/forecasts/sums_test.ts names others'. */
export const series: Cases = {
  others: {
    "GET /api/v1/forecast/sums": [api(() => "/forecast/sums"), 200],
    "GET /api/v1/generation/sums": [api((site) => `/generation/sums?site_uuids=${site}`), 404],
  },
};
