import { insertLogger } from "../../../sql/loggers/loggers.ts";
import { hashSecret, newLoggerSecret } from "../../../domain/account/secret.ts";
import { insertKey } from "../../../sql/loggers/keys.ts";
import { findOrMakeVariable } from "../../../sql/loggers/variables.ts";
import { inScope } from "../../support/scopes.ts";
import { api, type Ask, type Cases } from "./cases.ts";

type Method = Parameters<typeof api>[1];

/** Of a logger of alice's, which has the variable that `below` is given. */
const ofAlices =
  (below: string | ((variable: string) => string), method: Method, body: unknown = {}): Ask =>
  async (app, site) => {
    const { database, cast: { alice, sites: { plant } } } = app;
    const path = await inScope(database, alice, async (sql) => {
      const logger = { name: crypto.randomUUID(), note: "", interval_seconds: 10 };
      const { logger_uuid } = await insertLogger(sql, plant, logger);
      if (typeof below === "string") return `${logger_uuid}${below}`;
      const variable = await findOrMakeVariable(sql, logger_uuid, "a");
      return `${logger_uuid}${below(variable!.variable_id)}`;
    });
    return await api(() => `/loggers/${path}`, method, body)(app, site);
  };

/** To an address for devices, with a key of alice's logger that is revoked. */
const withRevokedKey = (path: string, method: "GET" | "POST"): Ask => async (app) => {
  const { database, cast: { alice, sites: { plant } } } = app;
  const { secret, prefix } = newLoggerSecret();
  await inScope(database, alice, async (sql) => {
    const logger = { name: crypto.randomUUID(), note: "", interval_seconds: 10 };
    const { logger_uuid } = await insertLogger(sql, plant, logger);
    await insertKey(sql, logger_uuid, { hash: hashSecret(secret), prefix });
  });
  await database.owner`
    update app.logger_keys set revoked_utc = now() at time zone 'utc' where prefix = ${prefix}`;
  return await app.fetch(`${path}?csv=1&data=[[0,1,2]]&apikey=${secret}`, { method });
};

const ADDRESSES = ["", "/emoncms"].flatMap((start) =>
  ["/post", "/post.json", "/post/:node", "/bulk", "/bulk.json"].map((end) => `${start}/input${end}`)
);

const READING = { readings: [{ variable: "a", value: 1 }] };
const NOBODYS = "00000000-0000-4000-8000-000000000000";

export const loggerApi: Cases = {
  others: {
    "GET /api/v1/loggers": [api((site) => `/loggers?site_uuid=${site}`), 200],
    "POST /api/v1/loggers": [
      (app, site) => api(() => "/loggers", "post", { site_uuid: site, name: "A" })(app, site),
      422,
    ],
    "GET /api/v1/loggers/:logger_uuid": [ofAlices("", "get"), 404],
    "PATCH /api/v1/loggers/:logger_uuid": [ofAlices("", "patch", { name: "A" }), 404],
    "DELETE /api/v1/loggers/:logger_uuid": [ofAlices("", "delete"), 404],
    "GET /api/v1/loggers/:logger_uuid/keys": [ofAlices("/keys", "get"), 404],
    "POST /api/v1/loggers/:logger_uuid/keys": [ofAlices("/keys", "post"), 404],
    "DELETE /api/v1/loggers/:logger_uuid/keys/:key_uuid": [
      ofAlices(`/keys/${NOBODYS}`, "delete"),
      404,
    ],
    "GET /api/v1/loggers/:logger_uuid/variables": [ofAlices("/variables", "get"), 404],
    "POST /api/v1/loggers/:logger_uuid/variables": [
      ofAlices("/variables", "post", { name: "a" }),
      404,
    ],
    "GET /api/v1/loggers/:logger_uuid/variables/:variable_id": [
      ofAlices((variable) => `/variables/${variable}`, "get"),
      404,
    ],
    "PATCH /api/v1/loggers/:logger_uuid/variables/:variable_id": [
      ofAlices((variable) => `/variables/${variable}`, "patch", { label: "A" }),
      404,
    ],
    "GET /api/v1/loggers/:logger_uuid/readings": [ofAlices("/readings", "get"), 404],
    "POST /api/v1/loggers/:logger_uuid/readings": [ofAlices("/readings", "post", READING), 404],
    "POST /api/v1/loggers/:logger_uuid/frames": [ofAlices("/frames", "post", { frames: [] }), 404],
    ...Object.fromEntries(
      ADDRESSES.flatMap((path) =>
        (["GET", "POST"] as const).map((method): [string, [Ask, number]] => [
          `${method} ${path}`,
          [withRevokedKey(path, method), 401],
        ])
      ),
    ),
  },
};
