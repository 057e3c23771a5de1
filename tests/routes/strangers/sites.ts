import { as } from "../../support/app.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

const NOBODYS = "00000000-0000-4000-8000-000000000001";
const SITE = { client_site_name: "Mine", capacity_kw: "1", latitude: "1", longitude: "1" };

/** The form for a new site, with the UUID of alice's in every field that might take one. */
const addPage: Ask = (app, site) =>
  as(app, app.cast.charlie).post("/sites/new", { ...SITE, site_uuid: site, form_key: site });

const addByApi: Ask = (app, site) =>
  api(() => "/sites", "post", {
    client_site_name: "Mine",
    capacity_kw: 1,
    latitude: 1,
    longitude: 1,
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
    "GET /sites/:site/inverters": page((site) => `/sites/${site}/inverters`),
    "POST /sites/:site/inverters": post((site) => `/sites/${site}/inverters`, { name: "Mine" }),
    "GET /sites/:site/inverters/:inverter/remove": page((site) =>
      `/sites/${site}/inverters/${NOBODYS}/remove`
    ),
    "POST /sites/:site/inverters/:inverter/remove": post((site) =>
      `/sites/${site}/inverters/${NOBODYS}/remove`
    ),
    "GET /api/v1/sites/:site_uuid": api((site) => `/sites/${site}`),
    "PATCH /api/v1/sites/:site_uuid": api((site) => `/sites/${site}`, "patch", { tilt: 9 }),
    "POST /api/v1/sites/:site_uuid/leave": api((site) => `/sites/${site}/leave`, "post"),
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
  },
  others: {
    "GET /sites/new": [page((site) => `/sites/new?site=${site}`), 200],
    "POST /sites/new": [addPage, 303],
    "POST /api/v1/sites": [addByApi, 201],
  },
};
