import { api, type Cases, page, post } from "./cases.ts";

const user = (path: string) => page((_, app) => `/admin/users/${app.cast.alice.user_uuid}${path}`);
const act = (path: string, form: Record<string, string> = {}) =>
  post((_, app) => `/admin/users/${app.cast.alice.user_uuid}${path}`, form);
const one = "/users/00000000-0000-4000-8000-000000000000";

export const users: Cases = {
  others: {
    "GET /admin/users": [page(() => "/admin/users?q=alice"), 404],
    "POST /admin/users": [post(() => "/admin/users", { email: "eve@example.org" }), 404],
    "GET /admin/users/new": [page(() => "/admin/users/new"), 404],
    "GET /admin/users/:user": [user(""), 404],
    "GET /admin/users/:user/edit": [user("/edit"), 404],
    "POST /admin/users/:user/edit": [act("/edit", { email: "eve@example.org" }), 404],
    "GET /admin/users/:user/limits": [user("/limits"), 404],
    "POST /admin/users/:user/limits": [act("/limits", { reads_per_minute: "5" }), 404],
    "GET /admin/users/:user/tokens": [user("/tokens"), 404],
    "GET /admin/users/:user/tokens/:token/revoke": [user(`/tokens${one.slice(6)}/revoke`), 404],
    "POST /admin/users/:user/tokens/:token/revoke": [act(`/tokens${one.slice(6)}/revoke`), 404],
    "GET /admin/users/:user/move": [user("/move"), 404],
    "POST /admin/users/:user/move": [act("/move"), 404],
    "POST /admin/users/:user/password-link": [act("/password-link"), 404],
    "GET /admin/users/:user/sign-out": [user("/sign-out"), 404],
    "POST /admin/users/:user/sign-out": [act("/sign-out"), 404],
    "GET /admin/users/:user/reset-factor": [user("/reset-factor"), 404],
    "POST /admin/users/:user/reset-factor": [act("/reset-factor"), 404],
    "GET /admin/users/:user/remove-identity": [user("/remove-identity"), 404],
    "POST /admin/users/:user/remove-identity": [act("/remove-identity"), 404],
    "GET /admin/users/:user/deactivate": [user("/deactivate"), 404],
    "POST /admin/users/:user/deactivate": [act("/deactivate"), 404],
    "GET /admin/users/:user/restore": [user("/restore"), 404],
    "POST /admin/users/:user/restore": [act("/restore"), 404],
    "GET /admin/users/:user/delete": [user("/delete"), 404],
    "POST /admin/users/:user/delete": [
      act("/delete", { confirm_name: "alice@example.org" }),
      404,
    ],
    "GET /api/v1/users": [api(() => "/users?search=alice"), 403],
    "POST /api/v1/users": [
      api(() => "/users", "post", { email: "eve@example.org", site_group_uuid: one.slice(7) }),
      403,
    ],
    "GET /api/v1/users/:user_uuid": [api((_, app) => `/users/${app.cast.alice.user_uuid}`), 403],
    "PATCH /api/v1/users/:user_uuid": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}`, "patch", { active: false }),
      403,
    ],
    "GET /api/v1/users/:user_uuid/identity": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/identity`),
      403,
    ],
    "DELETE /api/v1/users/:user_uuid/identity": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/identity`, "delete"),
      403,
    ],
    "GET /api/v1/users/:user_uuid/request-limits": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/request-limits`),
      403,
    ],
    "PUT /api/v1/users/:user_uuid/request-limits": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/request-limits`, "put", {}),
      403,
    ],
    "GET /api/v1/users/:user_uuid/tokens": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/tokens`),
      403,
    ],
    "DELETE /api/v1/users/:user_uuid/tokens/:token_uuid": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}/tokens${one.slice(6)}`, "delete"),
      403,
    ],
    "DELETE /api/v1/users/:user_uuid": [
      api((_, app) => `/users/${app.cast.alice.user_uuid}`, "delete"),
      403,
    ],
  },
};
