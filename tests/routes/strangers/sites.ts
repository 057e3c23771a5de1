import { as } from "../../support/app.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

const NOBODYS = "00000000-0000-4000-8000-000000000001";
const SITE = { client_site_name: "Mine", capacity_kw: "1", latitude: "51.5", longitude: "-1" };
const OUTAGE = { kind: "outage", start_utc: "2026-06-21T06:00" };

/** The form for a new site, with the UUID of alice's in every field that might take one. */
const addPage: Ask = (app, site) =>
  as(app, app.cast.charlie)
    .post("/sites/new", { ...SITE, anyway: "on", site_uuid: site, form_key: site });

const addByApi: Ask = (app, site) =>
  api(() => "/sites", "post", {
    client_site_name: "Mine",
    capacity_kw: 1,
    latitude: 51.5,
    longitude: -1,
    site_uuid: site,
    site_group_uuids: [app.cast.alice.site_group_uuid],
  })(app, site);

export const sites: Cases = {
  ofASite: {
    "GET /sites/:site/edit": page((site) => `/sites/${site}/edit`),
    "POST /sites/:site/edit": post((site) => `/sites/${site}/edit`, { client_site_name: "Mine" }),
    "GET /sites/:site/remove": page((site) => `/sites/${site}/remove`),
    "POST /sites/:site/remove": post((site) => `/sites/${site}/remove`),
    "GET /sites/:site/history": page((site) => `/sites/${site}/history`),
    "GET /sites/:site/batches": page((site) => `/sites/${site}/batches`),
    "GET /sites/:site/batches/remove": page((site) => `/sites/${site}/batches/remove`),
    "POST /sites/:site/batches/remove": post((site) => `/sites/${site}/batches/remove`, {
      start: "2026-06-21T06:00",
      end: "2026-06-21T07:00",
      confirmed: "on",
    }),
    "GET /sites/:site/batches/:batch/undo": page((site) => `/sites/${site}/batches/1/undo`),
    "POST /sites/:site/batches/:batch/undo": post((site) => `/sites/${site}/batches/1/undo`),
    "GET /sites/:site/inverters": page((site) => `/sites/${site}/inverters`),
    "POST /sites/:site/inverters": post((site) => `/sites/${site}/inverters`, { name: "Mine" }),
    "GET /sites/:site/inverters/:inverter/remove": page((site) =>
      `/sites/${site}/inverters/${NOBODYS}/remove`
    ),
    "POST /sites/:site/inverters/:inverter/remove": post((site) =>
      `/sites/${site}/inverters/${NOBODYS}/remove`
    ),
    "GET /sites/:site/attention/:attention/dismiss": page((site) =>
      `/sites/${site}/attention/${NOBODYS}/dismiss`
    ),
    "POST /sites/:site/attention/:attention/dismiss": post(
      (site) => `/sites/${site}/attention/${NOBODYS}/dismiss`,
      { reason: "battery" },
    ),
    "POST /sites/:site/attention/:attention/take-back": post((site) =>
      `/sites/${site}/attention/${NOBODYS}/take-back`
    ),
    "GET /sites/:site/report": page((site) => `/sites/${site}/report`),
    "GET /sites/:site/report.csv": page((site) => `/sites/${site}/report.csv`),
    "GET /api/v1/sites/:site_uuid/report": api((site) => `/sites/${site}/report`),
    "GET /sites/:site/outages": page((site) => `/sites/${site}/outages`),
    "POST /sites/:site/outages": post((site) => `/sites/${site}/outages`, OUTAGE),
    "GET /sites/:site/outages/:outage/edit": page((site) =>
      `/sites/${site}/outages/${NOBODYS}/edit`
    ),
    ...Object.fromEntries(
      ["edit", "end", "remove", "put-back"].map((verb) => [
        `POST /sites/:site/outages/:outage/${verb}`,
        post((site) => `/sites/${site}/outages/${NOBODYS}/${verb}`, OUTAGE),
      ]),
    ),
    "GET /api/v1/sites/:site_uuid/outages": api((site) => `/sites/${site}/outages`),
    "POST /api/v1/sites/:site_uuid/outages": api((site) => `/sites/${site}/outages`, "post", {
      kind: "outage",
      start_utc: "2026-06-21T06:00:00Z",
    }),
    "PATCH /api/v1/sites/:site_uuid/outages/:outage_uuid": api(
      (site) => `/sites/${site}/outages/${NOBODYS}`,
      "patch",
    ),
    "DELETE /api/v1/sites/:site_uuid/outages/:outage_uuid": api(
      (site) => `/sites/${site}/outages/${NOBODYS}`,
      "delete",
    ),
    "POST /api/v1/sites/:site_uuid/attention/:attention_uuid/dismissal": api(
      (site) => `/sites/${site}/attention/${NOBODYS}/dismissal`,
      "post",
      { reason: "battery" },
    ),
    "DELETE /api/v1/sites/:site_uuid/attention/:attention_uuid/dismissal": api(
      (site) => `/sites/${site}/attention/${NOBODYS}/dismissal`,
      "delete",
    ),
    "GET /api/v1/sites/:site_uuid": api((site) => `/sites/${site}`),
    "PATCH /api/v1/sites/:site_uuid": api((site) => `/sites/${site}`, "patch", { tilt: 9 }),
    "POST /api/v1/sites/:site_uuid/leave": api((site) => `/sites/${site}/leave`, "post"),
    "GET /api/v1/sites/:site_uuid/hints": api((site) => `/sites/${site}/hints`),
    "GET /api/v1/sites/:site_uuid/history": api((site) => `/sites/${site}/history`),
    "GET /api/v1/sites/:site_uuid/inverters": api((site) => `/sites/${site}/inverters`),
    "POST /api/v1/sites/:site_uuid/inverters": api(
      (site) => `/sites/${site}/inverters`,
      "post",
      { name: "Mine" },
    ),
    "DELETE /api/v1/sites/:site_uuid/inverters/:inverter_uuid": api(
      (site) => `/sites/${site}/inverters/${NOBODYS}`,
      "delete",
    ),
    "GET /sites/:site": page((site) => `/sites/${site}`),
    "GET /sites/:site/energy.csv": page((site) => `/sites/${site}/energy.csv`),
    "GET /sites/:site/chart.svg": page((site) => `/sites/${site}/chart.svg`),
    "GET /sites/:site/chart.png": page((site) => `/sites/${site}/chart.png`),
    "GET /sites/:site/day.csv": page((site) => `/sites/${site}/day.csv`),
  },
  others: {
    "GET /admin/sites": [page((site) => `/admin/sites?q=${site}`), 404],
    "GET /admin/sites/new": [page((site) => `/admin/sites/new?from=${site}`), 404],
    "POST /admin/sites/new": [post(() => "/admin/sites/new", { client_site_name: "Mine" }), 404],
    "GET /admin/sites/:site": [page((site) => `/admin/sites/${site}`), 404],
    "GET /admin/sites/:site/assign": [page((site) => `/admin/sites/${site}/assign`), 404],
    "POST /admin/sites/:site/assign": [post((site) => `/admin/sites/${site}/assign`), 404],
    "GET /admin/sites/:site/deactivate": [page((site) => `/admin/sites/${site}/deactivate`), 404],
    "POST /admin/sites/:site/deactivate": [post((site) => `/admin/sites/${site}/deactivate`), 404],
    "GET /admin/sites/:site/restore": [page((site) => `/admin/sites/${site}/restore`), 404],
    "POST /admin/sites/:site/restore": [post((site) => `/admin/sites/${site}/restore`), 404],
    "GET /admin/sites/:site/delete": [page((site) => `/admin/sites/${site}/delete`), 404],
    "POST /admin/sites/:site/delete": [
      post((site) => `/admin/sites/${site}/delete`, { with_generation: "on" }),
      404,
    ],
    "GET /api/v1/admin/sites": [api(() => "/admin/sites"), 403],
    "POST /api/v1/admin/sites": [api(() => "/admin/sites", "post"), 403],
    "PUT /api/v1/sites/:site_uuid/active": [
      api((site) => `/sites/${site}/active`, "put", { active: false }),
      403,
    ],
    "PUT /api/v1/sites/:site_uuid/assignment": [
      api((site) => `/sites/${site}/assignment`, "put"),
      403,
    ],
    "DELETE /api/v1/sites/:site_uuid": [
      api((site) => `/sites/${site}?with_generation=true`, "delete"),
      403,
    ],
    "GET /api/v1/clients": [api(() => "/clients"), 403],
    "POST /api/v1/clients": [api(() => "/clients", "post", { client_name: "Mine" }), 403],
    "GET /sites/new": [page((site) => `/sites/new?site=${site}`), 200],
    "POST /sites/new": [addPage, 303],
    "GET /sites/list.csv": [page(() => "/sites/list.csv"), 200],
    "GET /sites/bulk": [page(() => "/sites/bulk"), 200],
    "POST /sites/bulk": [
      (app, site) =>
        as(app, app.cast.charlie).post("/sites/bulk", { text: `site_uuid,tilt\n${site},1` }),
      303,
    ],
    "GET /sites/bulk/:list": [page((site) => `/sites/bulk/${site}`), 404],
    "POST /sites/bulk/:list": [post((site) => `/sites/bulk/${site}`), 404],
    "POST /api/v1/sites/bulk": [
      api(() => "/sites/bulk", "post", {
        sites: [{ client_site_name: "Mine", capacity_kw: 1, latitude: 50.5, longitude: -1 }],
      }),
      200,
    ],
    "POST /api/v1/sites": [addByApi, 422],
    "GET /api/v1/attention": [api((site) => `/attention?site_uuid=${site}`), 200],
    "GET /": [page(() => "/"), 303],
    "GET /sites": [page((site) => `/sites?page=1&site=${site}`), 200],
    "GET /sites/total": [page((site) => `/sites/total?active=all&site=${site}`), 200],
    "GET /api/v1/totals": [api((site) => `/totals?q=${site}&active=all`), 200],
    "GET /api/v1/sites": [api((site) => `/sites?cursor=${site.replace(/.$/, "0")}`), 200],
  },
};
