import { makeLogger } from "../../support/loggers.ts";
import { type Ask, type Cases, page, post } from "./cases.ts";

/** With a logger of alice's. */
const ofAlices = (ask: (logger: string) => Ask): Ask => async (app, site) => {
  const { database, cast: { alice, sites } } = app;
  const { logger_uuid } = await makeLogger(database, alice, sites.plant);
  return await ask(logger_uuid)(app, site);
};

const pageOf = (below: string) =>
  ofAlices((logger) => page((site) => `/sites/${site}/loggers/${logger}${below}`));
const postTo = (below: string, form: Record<string, string> = {}) =>
  ofAlices((logger) => post((site) => `/sites/${site}/loggers/${logger}${below}`, form));

const KEY = "00000000-0000-4000-8000-000000000000";

export const loggers: Cases = {
  ofASite: {
    "GET /sites/:site/loggers": page((site) => `/sites/${site}/loggers`),
    "POST /sites/:site/loggers": post((site) => `/sites/${site}/loggers`, { name: "Mine" }),
    "GET /sites/:site/loggers/new": page((site) => `/sites/${site}/loggers/new`),
    "GET /sites/:site/loggers/:logger/requests": pageOf("/requests"),
    "GET /sites/:site/loggers/:logger/connect": pageOf("/connect"),
    "GET /sites/:site/loggers/:logger/keys": pageOf("/keys"),
    "POST /sites/:site/loggers/:logger/keys": postTo("/keys", { label: "Mine" }),
    "GET /sites/:site/loggers/:logger/keys/:key/revoke": pageOf(`/keys/${KEY}/revoke`),
    "POST /sites/:site/loggers/:logger/keys/:key/revoke": postTo(`/keys/${KEY}/revoke`),
    "GET /sites/:site/loggers/:logger/edit": pageOf("/edit"),
    "POST /sites/:site/loggers/:logger/edit": postTo("/edit", { name: "Mine", version: "1" }),
    "GET /sites/:site/loggers/:logger/delete": pageOf("/delete"),
    "POST /sites/:site/loggers/:logger/delete": postTo("/delete", { confirm_name: "Mine" }),
  },
  others: { "GET /loggers": [page(() => "/loggers"), 200] },
};
