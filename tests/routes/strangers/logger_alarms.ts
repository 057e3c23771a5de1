import { alarmWorld } from "../../support/alarm_world.ts";
import { NOW } from "../../support/app.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

interface Things {
  logger: string;
  rule: string;
  alarm: string;
}

/** With a logger of alice's plant that has a rule and an alarm. */
const ofAlices = (ask: (things: Things) => Ask): Ask => async (app, site) => {
  const { database: { owner }, cast: { sites: { plant } } } = app;
  const world = await alarmWorld(owner, plant, NOW, crypto.randomUUID());
  const { logger } = world;
  const rule = await world.rule({ threshold: 1 });
  const [row] = await owner<{ alarm: string }[]>`
    insert into app.alarms (logger_uuid, description) values (${logger}, 'Hot')
    returning alarm_uuid as alarm`;
  return await ask({ logger, rule, alarm: row!.alarm })(app, site);
};

type Below = (things: Things) => string;

const pageOf = (below: Below) =>
  ofAlices((things) => page((site) => `/sites/${site}/loggers/${things.logger}${below(things)}`));
const postTo = (below: Below, form: Record<string, string> = {}) =>
  ofAlices((things) =>
    post((site) => `/sites/${site}/loggers/${things.logger}${below(things)}`, form)
  );
const apiOf = (below: Below, method?: "get" | "post" | "patch" | "delete", body?: unknown): Ask =>
  ofAlices((things) => api(() => `/loggers/${things.logger}${below(things)}`, method, body));

const NEW_RULE = { kind: "silent", for_seconds: 60 };

export const loggerAlarms: Cases = {
  ofASite: {
    "GET /sites/:site/loggers/:logger/alarms": pageOf(() => "/alarms"),
    "POST /sites/:site/loggers/:logger/alarms/dismiss-all": postTo(() => "/alarms/dismiss-all"),
    "POST /sites/:site/loggers/:logger/alarms/:alarm/dismiss": postTo(({ alarm }) =>
      `/alarms/${alarm}/dismiss`
    ),
    "GET /sites/:site/loggers/:logger/rules": pageOf(() => "/rules"),
    "GET /sites/:site/loggers/:logger/rules/new": pageOf(() => "/rules/new"),
    "POST /sites/:site/loggers/:logger/rules/new": postTo(() => "/rules/new", {
      kind: "silent",
      for_seconds: "60",
    }),
    "GET /sites/:site/loggers/:logger/rules/:rule": pageOf(({ rule }) => `/rules/${rule}`),
    "POST /sites/:site/loggers/:logger/rules/:rule": postTo(({ rule }) => `/rules/${rule}`, {
      kind: "silent",
      for_seconds: "60",
    }),
    "GET /sites/:site/loggers/:logger/rules/:rule/remove": pageOf(({ rule }) =>
      `/rules/${rule}/remove`
    ),
    "POST /sites/:site/loggers/:logger/rules/:rule/remove": postTo(({ rule }) =>
      `/rules/${rule}/remove`
    ),
  },
  others: {
    "GET /api/v1/loggers/:logger_uuid/alarms": [apiOf(() => "/alarms"), 404],
    "POST /api/v1/loggers/:logger_uuid/alarms": [
      apiOf(() => "/alarms", "post", { description: "x" }),
      404,
    ],
    "GET /api/v1/loggers/:logger_uuid/alarms/:alarm_uuid": [
      apiOf(({ alarm }) => `/alarms/${alarm}`),
      404,
    ],
    "POST /api/v1/loggers/:logger_uuid/alarms/dismiss-all": [
      apiOf(() => "/alarms/dismiss-all", "post"),
      404,
    ],
    "POST /api/v1/loggers/:logger_uuid/alarms/:alarm_uuid/dismiss": [
      apiOf(({ alarm }) => `/alarms/${alarm}/dismiss`, "post"),
      404,
    ],
    "GET /api/v1/loggers/:logger_uuid/rules": [apiOf(() => "/rules"), 404],
    "POST /api/v1/loggers/:logger_uuid/rules": [apiOf(() => "/rules", "post", NEW_RULE), 404],
    "GET /api/v1/loggers/:logger_uuid/rules/:rule_uuid": [
      apiOf(({ rule }) => `/rules/${rule}`),
      404,
    ],
    "PATCH /api/v1/loggers/:logger_uuid/rules/:rule_uuid": [
      apiOf(({ rule }) => `/rules/${rule}`, "patch", { severity: 2 }),
      404,
    ],
    "DELETE /api/v1/loggers/:logger_uuid/rules/:rule_uuid": [
      apiOf(({ rule }) => `/rules/${rule}`, "delete"),
      404,
    ],
  },
};
