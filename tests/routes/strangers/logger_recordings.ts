import { loggerClient, makeLogger } from "../../support/logger_sessions.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

const NUMBERED = "/sites/:site/loggers/:logger/sessions/:number";
const API = "/api/v1/loggers/:logger_uuid";

/** With a logger of alice's that has a session. */
const ofAlices = (ask: (logger: string) => Ask): [Ask, number] => [
  async (app, site) => {
    const logger = await makeLogger(app);
    await loggerClient(app, logger).put("/sessions", { sessions: [[1, 100, 200, 0]] });
    return await ask(logger)(app, site);
  },
  404,
];

const pageOf = (below: string) =>
  ofAlices((logger) => page((site) => `/sites/${site}/loggers/${logger}${below}`));
const postTo = (below: string) =>
  ofAlices((logger) => post((site) => `/sites/${site}/loggers/${logger}${below}`));
const apiOf = (below: string, ...rest: [method?: "post" | "put" | "delete", body?: unknown]) =>
  ofAlices((logger) => api(() => `/loggers/${logger}${below}`, ...rest));

export const loggerRecordings: Cases = {
  others: {
    "GET /sites/:site/loggers/:logger/sessions": pageOf("/sessions"),
    "POST /sites/:site/loggers/:logger/sessions/start": postTo("/sessions/start"),
    "POST /sites/:site/loggers/:logger/sessions/stop": postTo("/sessions/stop"),
    [`GET ${NUMBERED}/clear`]: pageOf("/sessions/1/clear"),
    [`POST ${NUMBERED}/clear`]: postTo("/sessions/1/clear"),
    [`GET ${NUMBERED}/delete`]: pageOf("/sessions/1/delete"),
    [`POST ${NUMBERED}/delete`]: postTo("/sessions/1/delete"),
    [`GET ${NUMBERED}/export.csv`]: pageOf("/sessions/1/export.csv"),
    "GET /sites/:site/loggers/:logger/messages": pageOf("/messages"),
    "GET /sites/:site/loggers/:logger/settings": pageOf("/settings"),
    "POST /sites/:site/loggers/:logger/settings": postTo("/settings"),
    "GET /sites/:site/loggers/:logger/flush": pageOf("/flush"),
    "POST /sites/:site/loggers/:logger/flush": postTo("/flush"),
    [`GET ${API}/sessions`]: apiOf("/sessions"),
    [`POST ${API}/sessions`]: apiOf("/sessions", "post"),
    [`PUT ${API}/sessions`]: apiOf("/sessions", "put", { sessions: [] }),
    [`POST ${API}/sessions/current/stop`]: apiOf("/sessions/current/stop", "post"),
    [`GET ${API}/sessions/:number`]: apiOf("/sessions/1"),
    [`DELETE ${API}/sessions/:number`]: apiOf("/sessions/1", "delete"),
    [`DELETE ${API}/sessions/:number/data`]: apiOf("/sessions/1/data", "delete"),
    [`GET ${API}/sessions/:number/readings`]: apiOf("/sessions/1/readings"),
    [`GET ${API}/sessions/:number/variables`]: apiOf("/sessions/1/variables"),
    [`GET ${API}/sessions/:number/export.csv`]: apiOf("/sessions/1/export.csv"),
    [`GET ${API}/messages`]: apiOf("/messages"),
    [`POST ${API}/messages`]: apiOf("/messages", "post", { text: "a" }),
    [`GET ${API}/messages/last`]: apiOf("/messages/last"),
    [`GET ${API}/messages/latest`]: apiOf("/messages/latest"),
    [`GET ${API}/live`]: apiOf("/live"),
    [`POST ${API}/live/clear`]: apiOf("/live/clear", "post"),
    [`GET ${API}/settings`]: apiOf("/settings"),
    [`PUT ${API}/settings`]: apiOf("/settings", "put", { settings: { a: "b" } }),
    [`POST ${API}/flush`]: apiOf("/flush", "post", { name: "a" }),
  },
};
