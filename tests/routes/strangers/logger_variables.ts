import { makeLogger } from "../../support/loggers.ts";
import { api, type Ask, type Cases, page, post } from "./cases.ts";

/** Below the address of a logger of alice's plant, with the key of a variable. */
type Below = (variableId: string) => string;

const ofAlices = (ask: (logger: string, id: string) => Ask): Ask => async (app, site) => {
  const { database, cast: { alice, sites } } = app;
  const { logger_uuid } = await makeLogger(database, alice, sites.plant);
  const [made] = await database.owner<{ id: string }[]>`
    select (app.make_variables(${logger_uuid}, array['wh']))[1]::text as id`;
  return await ask(logger_uuid, made!.id)(app, site);
};

const pageOf = (below: Below) =>
  ofAlices((logger, id) =>
    page((site) => `/sites/${site}/loggers/${logger}/variables${below(id)}`)
  );
const postTo = (below: Below, form: Record<string, string>) =>
  ofAlices((logger, id) =>
    post((site) => `/sites/${site}/loggers/${logger}/variables${below(id)}`, form)
  );

export const loggerVariables: Cases = {
  ofASite: {
    "GET /sites/:site/loggers/:logger/variables": pageOf(() => ""),
    "GET /sites/:site/loggers/:logger/variables/:variable": pageOf((id) => `/${id}`),
    "POST /sites/:site/loggers/:logger/variables/:variable": postTo((id) => `/${id}`, {
      feeds: "nothing",
      from: "now",
    }),
    "POST /sites/:site/loggers/:logger/variables/period": postTo(() => "/period", {
      period_minutes: "10",
    }),
    "GET /sites/:site/loggers/:logger/variables/preset": pageOf(() => "/preset?preset=evcc"),
    "POST /sites/:site/loggers/:logger/variables/preset": postTo(() => "/preset?preset=evcc", {
      from: "now",
    }),
    "GET /api/v1/sites/:site_uuid/series": api((site) => `/sites/${site}/series?kind=consumption`),
  },
};
