import { insertSession } from "../../support/charging_sessions.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

/** With a session of alice's group. */
const ofAlices = (ask: (sessionId: string) => Ask): Ask => async (app, site) => {
  const { database: { owner }, cast: { alice } } = app;
  const id = await insertSession(owner, alice, { energy_kwh: 1, location_name: "Plant" });
  return await ask(id)(app, site);
};

const pageOf = (below: string) => ofAlices((id) => page(() => `/charging/${id}${below}`));
const postTo = (below: string) => ofAlices((id) => post(() => `/charging/${id}${below}`));

const apiOf = (method: "get" | "patch" | "delete") =>
  ofAlices((id) => api(() => `/charging/sessions/${id}`, method));

export const charging: Cases = {
  ofASite: {
    "GET /api/v1/sites/:site_uuid/charging-windows": api((site) =>
      `/sites/${site}/charging-windows?energy_kwh=11&power_kw=11`
    ),
  },
  others: {
    "GET /charging": [page(() => "/charging"), 200],
    // Pages repeat the filter of their address; the API is asked for the stranger's site.
    "GET /charging/costs": [page(() => "/charging/costs?by=site"), 200],
    "GET /charging/energy": [page(() => "/charging/energy"), 200],
    "GET /api/v1/charging/costs": [api((site) => `/charging/costs?by=site&site=${site}`), 200],
    "GET /api/v1/charging/energy": [api((site) => `/charging/energy?site=${site}`), 200],
    "GET /charging.csv": [page(() => "/charging.csv"), 200],
    "GET /api/v1/charging/sessions": [api(() => "/charging/sessions"), 200],
    "POST /api/v1/charging/sessions": [
      api(() => "/charging/sessions", "post", { sessions: [{ energy_kwh: 1 }] }),
      201,
    ],
    "GET /api/v1/charging/sessions/:session_id": [apiOf("get"), 404],
    "PATCH /api/v1/charging/sessions/:session_id": [apiOf("patch"), 404],
    "DELETE /api/v1/charging/sessions/:session_id": [apiOf("delete"), 404],
    "GET /charging/new": [page((site) => `/charging/new?site=${site}`), 200],
    "POST /charging/new": [post(() => "/charging/new", { energy_kwh: "1", site_uuid: "" }), 303],
    "GET /charging/bulk": [ofAlices((id) => page(() => `/charging/bulk?session_ids=${id}`)), 200],
    "POST /charging/bulk": [
      ofAlices((id) => post(() => "/charging/bulk", { session_ids: id, charge_type: "AC" })),
      404,
    ],
    "GET /charging/:session": [pageOf(""), 404],
    "GET /charging/:session/edit": [pageOf("/edit"), 404],
    "POST /charging/:session/edit": [postTo("/edit"), 404],
    "GET /charging/:session/remove": [pageOf("/remove"), 404],
    "POST /charging/:session/remove": [postTo("/remove"), 404],
  },
};
