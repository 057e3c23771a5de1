import { as, postForm } from "../../support/app.ts";
import { api, type Cases, page } from "./cases.ts";

export const core: Cases = {
  ofASite: {
    "GET /sites/:site": page((site) => `/sites/${site}`),
    "GET /sites/:site/day.csv": page((site) => `/sites/${site}/day.csv`),
    "GET /api/v1/sites/:site_uuid/forecast": api((site) => `/sites/${site}/forecast`),
    "GET /api/v1/sites/:site_uuid/generation": api((site) => `/sites/${site}/generation`),
  },
  others: {
    "GET /": [page(() => "/"), 303],
    "GET /sites": [page((site) => `/sites?page=1&site=${site}`), 200],
    "GET /sign-in": [page((site) => `/sign-in?next=/sites/${site}`), 303],
    "POST /sign-in": [(app) => {
      const { alice, charlie } = app.cast;
      return postForm(app, "/sign-in", { email: alice.email, password: charlie.password });
    }, 401],
    "GET /set-password": [page((_, app) => `/set-password?token=${app.cast.alice.session}`), 404],
    "POST /set-password": [(app) => {
      const form = { token: app.cast.alice.session, password: "charlie would like that" };
      return as(app, app.cast.charlie).post("/set-password", form);
    }, 404],
    "GET /api/v1/sites": [api((site) => `/sites?cursor=${site.replace(/.$/, "0")}`), 200],
    "GET /api/v1/status": [api(() => "/status"), 200],
    "GET /api/v1/openapi.json": [api(() => "/openapi.json"), 200],
    "GET /healthz": [page(() => "/healthz"), 200],
    "GET /readyz": [page(() => "/readyz"), 200],
    "GET /static/:hash/:name": [page((_, app) => app.services.assets.urls.style), 200],
    "POST /sign-out": [(app) => {
      const { alice, charlie } = app.cast;
      return as(app, charlie).post("/sign-out", { user_uuid: alice.user_uuid });
    }, 303],
  },
};
