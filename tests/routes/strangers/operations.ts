import { api, type Cases, page, post } from "./cases.ts";

const NONE = "00000000-0000-4000-8000-000000000000";
const LATE = { status: "warning", message: "Said by a stranger." };

export const operations: Cases = {
  others: {
    "GET /admin/jobs": [page(() => "/admin/jobs"), 404],
    "GET /admin/jobs/:job": [page(() => `/admin/jobs/${NONE}`), 404],
    "GET /api/v1/jobs/:job_uuid": [api(() => `/jobs/${NONE}`), 403],
    "GET /status": [page(() => "/status"), 200],
    "GET /status/sites": [page(() => "/status/sites"), 200],
    "GET /admin/status": [page(() => "/admin/status"), 404],
    "POST /admin/status": [post(() => "/admin/status", { level: LATE.status, ...LATE }), 404],
    "GET /admin/usage": [page(() => "/admin/usage"), 404],
    "GET /admin/usage/:user": [
      page((_, app) => `/admin/usage/${app.cast.alice.user_uuid}`),
      404,
    ],
    "GET /api/v1/status/history": [api(() => "/status/history"), 200],
    "POST /api/v1/status": [api(() => "/status", "post", LATE), 403],
    "GET /admin/security": [page(() => "/admin/security"), 404],
    "GET /api/v1/security-events": [api(() => "/security-events"), 403],
    "GET /api/v1/usage": [api(() => "/usage"), 403],
    "GET /api/v1/status": [api(() => "/status"), 200],
    "GET /api/v1/openapi.json": [api(() => "/openapi.json"), 200],
    "GET /help": [page(() => "/help"), 200],
    "GET /healthz": [page(() => "/healthz"), 200],
    "GET /readyz": [page(() => "/readyz"), 200],
    "GET /static/:hash/:name": [page((_, app) => app.services.assets.urls.style), 200],
  },
};
