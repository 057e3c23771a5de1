import { api, type Cases, page } from "./cases.ts";

export const charging: Cases = {
  ofASite: {
    "GET /api/v1/sites/:site_uuid/charging-windows": api((site) =>
      `/sites/${site}/charging-windows?energy_kwh=11&power_kw=11`
    ),
  },
  others: {
    "GET /charging": [page(() => "/charging"), 200],
  },
};
