import type { TestApp } from "../../support/app.ts";
import { api, type Cases, page, post } from "./cases.ts";

const alices = (rest = "") => (_: string, app: TestApp) =>
  `/admin/groups/${app.cast.alice.site_group_uuid}${rest}`;
const ofAlice = (rest = "") => (_: string, app: TestApp) =>
  `/groups/${app.cast.alice.site_group_uuid}${rest}`;
const NOBODYS_SITES = { site_uuids: ["00000000-0000-4000-8000-000000000000"] };

export const groups: Cases = {
  others: {
    "GET /admin/groups": [page(() => "/admin/groups?q=Roofs"), 404],
    "POST /admin/groups": [post(() => "/admin/groups", { site_group_name: "Mine" }), 404],
    "GET /admin/groups/new": [page(() => "/admin/groups/new"), 404],
    "GET /admin/groups/:group": [page(alices()), 404],
    "GET /admin/groups/:group/edit": [page(alices("/edit")), 404],
    "POST /admin/groups/:group/edit": [post(alices("/edit"), { site_group_name: "Mine" }), 404],
    "GET /admin/groups/:group/mark": [page(alices("/mark")), 404],
    "POST /admin/groups/:group/mark": [post(alices("/mark"), { is_admin: "true" }), 404],
    "GET /admin/groups/:group/delete": [page(alices("/delete")), 404],
    "POST /admin/groups/:group/delete": [post(alices("/delete"), { confirm_name: "Roofs" }), 404],
    "GET /admin/groups/:group/add-sites": [page(alices("/add-sites")), 404],
    "POST /admin/groups/:group/add-sites": [
      (app, site) => post(alices("/add-sites"), { site_uuids: site })(app, site),
      404,
    ],
    "POST /admin/groups/:group/add-sites/preview": [
      post(alices("/add-sites/preview"), { pasted: "7" }),
      404,
    ],
    "GET /admin/groups/:group/add-all-sites": [page(alices("/add-all-sites")), 404],
    "POST /admin/groups/:group/add-all-sites": [post(alices("/add-all-sites")), 404],
    "GET /admin/groups/:group/remove-sites": [page(alices("/remove-sites")), 404],
    "POST /admin/groups/:group/remove-sites": [
      (app, site) => post(alices("/remove-sites"), { site_uuids: site })(app, site),
      404,
    ],
    "GET /api/v1/groups": [api(() => "/groups?search=Roofs"), 403],
    "POST /api/v1/groups": [api(() => "/groups", "post", { site_group_name: "Mine" }), 403],
    "GET /api/v1/groups/:site_group_uuid": [api(ofAlice()), 403],
    "PATCH /api/v1/groups/:site_group_uuid": [api(ofAlice(), "patch", { is_admin: true }), 403],
    "DELETE /api/v1/groups/:site_group_uuid": [api(ofAlice(), "delete"), 403],
    "GET /api/v1/groups/:site_group_uuid/sites": [api(ofAlice("/sites")), 403],
    "POST /api/v1/groups/:site_group_uuid/sites": [
      api(ofAlice("/sites"), "post", NOBODYS_SITES),
      403,
    ],
    "POST /api/v1/groups/:site_group_uuid/sites/all": [api(ofAlice("/sites/all"), "post"), 403],
    "POST /api/v1/groups/:site_group_uuid/sites/remove": [
      api(ofAlice("/sites/remove"), "post", NOBODYS_SITES),
      403,
    ],
  },
};
