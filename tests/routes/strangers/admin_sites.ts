import { api, type Cases, page, post } from "./cases.ts";

const NONE = "00000000-0000-4000-8000-000000000000";

/** Under /admin nothing is there for who administers nothing; the API says that they may not. */
export const admin_sites: Cases = {
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
    "GET /admin/jobs": [page(() => "/admin/jobs"), 404],
    "GET /admin/jobs/:job": [page(() => `/admin/jobs/${NONE}`), 404],
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
    "GET /api/v1/jobs/:job_uuid": [api(() => `/jobs/${NONE}`), 403],
    "GET /api/v1/models": [api(() => "/models"), 403],
    "GET /api/v1/clients": [api(() => "/clients"), 403],
    "POST /api/v1/clients": [api(() => "/clients", "post", { client_name: "Mine" }), 403],
  },
};
