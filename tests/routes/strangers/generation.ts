import { withToken } from "../../support/app.ts";
import { api, type Ask, type Cases } from "./cases.ts";

const PERIOD = { start_utc: "2026-06-21T06:00:00Z", end_utc: "2026-06-21T06:15:00Z" };
const RANGE = `start=${PERIOD.start_utc}&end=${PERIOD.end_utc}`;
const measured = { ...PERIOD, generation_power_kw: 1 };

/** Charlie's request for a batch that alice brought. */
const broughtByAlice =
  (path: (batch: string) => string, method: "get" | "post" = "get"): Ask => async (app, site) => {
    const values = [measured];
    const alice = withToken(app, app.cast.alice.token);
    await alice.post(`/api/v1/sites/${app.cast.sites.plant}/generation`, { values });
    const listed = await (await alice.get("/api/v1/batches")).json();
    return await api(() => path(listed.batches[0].batch_id), method)(app, site);
  };

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
    "PUT /api/v1/sites/:site_uuid/generation": api(
      (site) => `/sites/${site}/generation?${RANGE}`,
      "put",
      { values: [measured] },
    ),
    "DELETE /api/v1/sites/:site_uuid/generation": api(
      (site) => `/sites/${site}/generation?${RANGE}`,
      "delete",
    ),
    "GET /api/v1/sites/:site_uuid/generation": api((site) => `/sites/${site}/generation`),
  },
  others: {
    "GET /api/v1/batches": [broughtByAlice(() => "/batches"), 200],
    "GET /api/v1/batches/:batch_id": [broughtByAlice((batch) => `/batches/${batch}`), 404],
    "POST /api/v1/batches/:batch_id/undo": [
      broughtByAlice((batch) => `/batches/${batch}/undo`, "post"),
      404,
    ],
    "GET /api/v1/generation": [api((site) => `/generation?site_uuids=${site}`), 404],
    "GET /api/v1/generation/sums": [api((site) => `/generation/sums?site_uuids=${site}`), 404],
  },
};
