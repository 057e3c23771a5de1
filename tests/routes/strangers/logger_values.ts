import { makeLogger } from "../../support/loggers.ts";
import { type Ask, type Cases, page, post } from "./cases.ts";

/** With a logger of alice's at the site, which is there unless nobody has the site. */
const ofAlices = (ask: (logger: string) => Ask): Ask => async (app, site) => {
  const { database, cast: { alice, sites } } = app;
  const { logger_uuid } = await makeLogger(database, alice, sites.plant);
  return await ask(logger_uuid)(app, site);
};

const pageOf = (below: string) =>
  ofAlices((logger) => page((site) => `/sites/${site}/loggers/${logger}${below}`));

export const loggerValues: Cases = {
  ofASite: {
    "GET /sites/:site/loggers/:logger": pageOf(""),
    "GET /sites/:site/loggers/:logger/chart": pageOf("/chart"),
    "GET /sites/:site/loggers/:logger/chart.csv": pageOf("/chart.csv"),
    "POST /sites/:site/loggers/:logger/chart/transforms": ofAlices((logger) =>
      post((site) => `/sites/${site}/loggers/${logger}/chart/transforms`, {
        variable_id: "1",
        kind: "multiply",
        amount: "2",
      })
    ),
  },
};
