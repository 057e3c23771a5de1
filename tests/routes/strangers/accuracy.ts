import { api, type Cases, page } from "./cases.ts";

export const accuracy: Cases = {
  ofASite: {
    "GET /api/v1/sites/:site_uuid/accuracy": api((site) => `/sites/${site}/accuracy`),
    "GET /sites/:site/accuracy": page((site) => `/sites/${site}/accuracy`),
  },
  others: {
    "GET /api/v1/accuracy": [api(() => "/accuracy"), 200],
  },
};
