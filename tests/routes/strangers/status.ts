import { api, type Cases, page, post } from "./cases.ts";

const LATE = { status: "warning", message: "Said by a stranger." };

export const status: Cases = {
  others: {
    "GET /status": [page(() => "/status"), 200],
    "GET /admin/status": [page(() => "/admin/status"), 404],
    "POST /admin/status": [post(() => "/admin/status", { level: LATE.status, ...LATE }), 404],
    "GET /admin/usage": [page(() => "/admin/usage"), 404],
    "GET /admin/usage/:user": [
      page((_, app) => `/admin/usage/${app.cast.alice.user_uuid}`),
      404,
    ],
    "GET /api/v1/status/history": [api(() => "/status/history"), 200],
    "POST /api/v1/status": [api(() => "/status", "post", LATE), 403],
    "GET /api/v1/usage": [api(() => "/usage"), 403],
  },
};
