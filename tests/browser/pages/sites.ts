import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function sites({ cast, database }: TestApp): Promise<Pages> {
  const { alice, ada, charlie, sites: { plant, bare, turbine } } = cast;
  const [inverter] = await database.owner<{ inverter_uuid: string }[]>`
    insert into inverters (site_uuid, name, ac_kw) values (${plant}, 'North roof', 25)
    returning inverter_uuid`;
  await database.owner`insert into inverters (site_uuid) values (${plant})`;
  return {
    "a new site": ["/sites/new", alice],
    "editing a site": [`/sites/${plant}/edit`, alice],
    "editing a site that knows nothing": [`/sites/${bare}/edit`, alice],
    "leaving a site": [`/sites/${plant}/remove`, alice],
    "leaving a site as an admin": [`/sites/${plant}/remove`, ada],
    "the inverters of a site": [`/sites/${plant}/inverters`, alice],
    "a site without inverters": [`/sites/${turbine}/inverters`, charlie],
    "removing an inverter": [`/sites/${plant}/inverters/${inverter!.inverter_uuid}/remove`, alice],
    "the data sent for a site": [`/sites/${bare}/batches`, alice],
    "deleting measurements": [`/sites/${bare}/batches/remove`, alice],
    "the history of a site": [`/sites/${bare}/history`, alice],
    "importing measurements": [`/imports?site=${plant}`, alice],
    "a page of history beyond the last": [`/sites/${bare}/history?page=9`, alice],
  };
}
