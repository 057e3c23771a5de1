import type { TestApp } from "../../support/app.ts";
import { everyWay } from "../../support/every_way.ts";
import { fillLogger } from "../../support/logger_rows.ts";
import type { Pages } from "./pages.ts";

/** The list of loggers and the pages of one; two of them in each run. */
export async function loggers({ cast, database }: TestApp): Promise<Pages> {
  const { alice, charlie, sites: { plant } } = cast;
  const logger = await fillLogger(database.owner, alice.site_group_uuid, plant);
  const [key] = await database.owner<{ uuid: string }[]>`
    select key_uuid as uuid from app.logger_keys where logger_uuid = ${logger}`;
  await database.owner`
    update app.logger_requests set faults = '[{"line": 3, "message": "missing fields"}]', status = 400
    where logger_uuid = ${logger}`;
  const [variable] = await database.owner<{ id: string }[]>`
    select variable_id::text as id from app.logger_variables where logger_uuid = ${logger}`;
  const path = `/sites/${plant}/loggers`;
  const some: Pages = {
    "the loggers": ["/loggers", alice],
    "what arrives from a logger": [`${path}/${logger}/requests`, alice],
  };
  if (!everyWay) return some;
  return {
    ...some,
    "no loggers": ["/loggers", charlie],
    "the loggers of a site": [path, alice],
    "a new logger": [`${path}/new`, alice],
    "a logger live": [`${path}/${logger}`, alice],
    "the chart of a logger": [`${path}/${logger}/chart`, alice],
    "the variables of a logger": [`${path}/${logger}/variables`, alice],
    "a variable of a logger": [`${path}/${logger}/variables/${variable!.id}`, alice],
    "a preset for a logger": [`${path}/${logger}/variables/preset?preset=evcc`, alice],
    "the alarms of a logger": [`${path}/${logger}/alarms`, alice],
    "the rules of a logger": [`${path}/${logger}/rules`, alice],
    "the sessions of a logger": [`${path}/${logger}/sessions`, alice],
    "the messages of a logger": [`${path}/${logger}/messages`, alice],
    "the settings of a logger": [`${path}/${logger}/settings`, alice],
    "deleting what a logger recorded": [`${path}/${logger}/flush`, alice],
    "connecting a logger": [`${path}/${logger}/connect`, alice],
    "the keys of a logger": [`${path}/${logger}/keys`, alice],
    "revoking a key of a logger": [`${path}/${logger}/keys/${key!.uuid}/revoke`, alice],
    "editing a logger": [`${path}/${logger}/edit`, alice],
    "deleting a logger": [`${path}/${logger}/delete`, alice],
    "the status with loggers": ["/status", alice],
  };
}
