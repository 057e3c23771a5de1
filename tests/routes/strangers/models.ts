import { type Cases, page } from "./cases.ts";

export const models: Cases = {
  ofASite: {
    "GET /sites/:site/accuracy": page((site) => `/sites/${site}/accuracy`),
  },
  others: {
    "GET /models": [page((site) => `/models?site=${site}`), 200],
    "GET /admin/models": [
      page((_, app) => `/admin/models?group=${app.cast.alice.site_group_uuid}`),
      404,
    ],
  },
};
