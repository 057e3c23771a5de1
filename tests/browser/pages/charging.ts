import type { TestApp } from "../../support/app.ts";
import { chargingThings } from "../../support/charging_things.ts";
import { everyWay } from "../../support/every_way.ts";
import type { Pages } from "./pages.ts";

/** Networks, locations, vehicles, review and settings of charging; two of them in each run. */
export async function charging(app: TestApp): Promise<Pages> {
  const { alice } = app.cast;
  const { network, location, stall, vehicle } = await chargingThings(app, alice);
  await app.database.owner`
    insert into ev_charging_networks (network_name, is_verified, source_system, site_group_uuid)
    values ('New', false, 'import', ${alice.site_group_uuid})`;
  const some: Pages = {
    "a network of charging": [`/charging/networks/${network}`, alice],
    "a vehicle": [`/charging/vehicles/${encodeURIComponent(vehicle)}`, alice],
  };
  if (!everyWay) return some;
  return {
    ...some,
    "the networks of charging": ["/charging/networks", alice],
    "merging a network": [`/charging/networks/${network}/merge`, alice],
    "a new rate": [`/charging/networks/${network}/rates/new`, alice],
    "a location of charging": [`/charging/locations/${location}`, alice],
    "editing a charger": [`/charging/locations/${location}/stalls/${stall}`, alice],
    "the vehicles": ["/charging/vehicles", alice],
    "what is to be reviewed": ["/charging/review", alice],
    "the settings of charging": ["/charging/settings", alice],
  };
}
