import { api, type Cases, page, post } from "./cases.ts";

const NONE = "00000000-0000-4000-8000-000000000000";
const FILE = "what=generation&start=2026-06-21&end=2026-06-21";
const HOOK = { url: "https://example.org/hooks", events: ["import.finished"] };
const LATE = { status: "warning", message: "Said by a stranger." };

export const operations: Cases = {
  ofASite: {
    "GET /exports/file": page((site) => `/exports/file?${FILE}&site_uuids=${site}`),
    "GET /api/v1/exports/:what": api((site) => `/exports/generation?site_uuids=${site}`),
  },
  others: {
    "GET /api/docs": [page(() => "/api/docs"), 200],
    "GET /api/problems": [page(() => "/api/problems"), 200],
    "GET /api/problems/:code": [page(() => "/api/problems/not_found"), 200],
    "GET /reports": [page(() => "/reports"), 200],
    "POST /reports": [post(() => "/reports", { month: "2026-05" }), 303],
    "GET /reports/:report": [page((site) => `/reports/${site}`), 404],
    "GET /reports/month": [page(() => "/reports/month"), 200],
    "GET /reports/month.csv": [page(() => "/reports/month.csv"), 200],
    "POST /reports/schedule": [
      post(() => "/reports/schedule", { hour: "6", time_zone: "Europe/London" }),
      303,
    ],
    "GET /webhooks": [page(() => "/webhooks"), 200],
    "GET /webhooks/new": [page(() => "/webhooks/new"), 200],
    "POST /webhooks": [post(() => "/webhooks", { url: "https://10.0.0.1/" }), 422],
    "GET /webhooks/:webhook": [page((site) => `/webhooks/${site}`), 404],
    "POST /webhooks/:webhook/test": [post((site) => `/webhooks/${site}/test`), 404],
    "POST /webhooks/:webhook/deliveries/:delivery/send": [
      post((site) => `/webhooks/${site}/deliveries/${site}/send`),
      404,
    ],
    "GET /webhooks/:webhook/edit": [page((site) => `/webhooks/${site}/edit`), 404],
    "POST /webhooks/:webhook/edit": [post((site) => `/webhooks/${site}/edit`), 404],
    "GET /webhooks/:webhook/secret": [page((site) => `/webhooks/${site}/secret`), 404],
    "POST /webhooks/:webhook/secret": [post((site) => `/webhooks/${site}/secret`), 404],
    "POST /webhooks/:webhook/resume": [post((site) => `/webhooks/${site}/resume`), 404],
    "POST /webhooks/:webhook/old-secret/drop": [
      post((site) => `/webhooks/${site}/old-secret/drop`),
      404,
    ],
    "GET /webhooks/:webhook/delete": [page((site) => `/webhooks/${site}/delete`), 404],
    "POST /webhooks/:webhook/delete": [post((site) => `/webhooks/${site}/delete`), 404],
    "GET /api/v1/webhooks": [api(() => "/webhooks"), 200],
    "POST /api/v1/webhooks": [api(() => "/webhooks", "post", HOOK), 201],
    "GET /api/v1/webhooks/:webhook_uuid": [api((site) => `/webhooks/${site}`), 404],
    "PATCH /api/v1/webhooks/:webhook_uuid": [
      api((site) => `/webhooks/${site}`, "patch", { is_active: false }),
      404,
    ],
    "DELETE /api/v1/webhooks/:webhook_uuid": [api((site) => `/webhooks/${site}`, "delete"), 404],
    "POST /api/v1/webhooks/:webhook_uuid/secret": [
      api((site) => `/webhooks/${site}/secret`, "post"),
      404,
    ],
    "DELETE /api/v1/webhooks/:webhook_uuid/old-secret": [
      api((site) => `/webhooks/${site}/old-secret`, "delete"),
      404,
    ],
    "POST /api/v1/webhooks/:webhook_uuid/test": [
      api((site) => `/webhooks/${site}/test`, "post"),
      404,
    ],
    "GET /api/v1/webhooks/:webhook_uuid/deliveries": [
      api((site) => `/webhooks/${site}/deliveries`),
      404,
    ],
    "GET /api/v1/webhooks/:webhook_uuid/deliveries/:delivery_uuid": [
      api((site) => `/webhooks/${site}/deliveries/${site}`),
      404,
    ],
    "POST /api/v1/webhooks/:webhook_uuid/deliveries/:delivery_uuid/send": [
      api((site) => `/webhooks/${site}/deliveries/${site}/send`, "post"),
      404,
    ],
    "GET /api/v1/report": [api(() => "/report"), 200],
    "GET /api/v1/reports": [api(() => "/reports"), 200],
    "GET /api/v1/reports/:report_uuid": [api(() => `/reports/${NONE}`), 404],
    "GET /exports": [page((site) => `/exports?site_uuids=${site}`), 200],
    "POST /exports/links": [post(() => "/exports/links", { what: "generation" }), 200],
    "GET /exports/links/:link/revoke": [page(() => `/exports/links/${NONE}/revoke`), 404],
    "POST /exports/links/:link/revoke": [post(() => `/exports/links/${NONE}/revoke`), 404],
    "GET /download/:secret": [page(() => "/download/wrong"), 404],
    "GET /api/v1/download-links": [api(() => "/download-links"), 200],
    "POST /api/v1/download-links": [
      api(() => "/download-links", "post", { what: "sites" }),
      201,
    ],
    "DELETE /api/v1/download-links/:link_uuid": [
      api(() => `/download-links/${NONE}`, "delete"),
      404,
    ],
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
