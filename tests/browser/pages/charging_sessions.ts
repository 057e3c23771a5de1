import { insertNetwork, insertSession } from "../../support/charging_sessions.ts";
import type { TestApp } from "../../support/app.ts";
import { everyWay } from "../../support/every_way.ts";
import type { Pages } from "./pages.ts";

export async function chargingSessions({ cast, database: { owner } }: TestApp): Promise<Pages> {
  const { alice, charlie, sites: { plant } } = cast;
  const network_id = await insertNetwork(owner, alice, "A network with a long name", 0.36);
  const session = await insertSession(owner, alice, {
    session_start_utc: "2026-06-20T06:00:00Z",
    session_end_utc: "2026-06-20T07:05:00Z",
    energy_kwh: 50,
    evse_energy_kwh: 53,
    network_id,
    location_name: "Car park with a name of many words that needs some room",
    location_type: "public",
    charge_type: "AC",
    site_uuid: plant,
    note: "Slow today.",
  });
  await insertSession(owner, alice, { energy_kwh: 7, charge_type: "DC", device_id: "car" });
  const of = `/charging/${session}`;
  const some: Pages = {
    "the charging sessions": ["/charging?type=AC&sort=cost", alice],
    "a charging session": [of, alice],
    "editing a charging session": [`${of}/edit`, alice],
  };
  if (!everyWay) return some;
  return {
    ...some,
    "no charging sessions": ["/charging", charlie],
    "a new charging session": ["/charging/new", alice],
    "removing a charging session": [`${of}/remove`, alice],
    "editing several charging sessions": [`/charging/bulk?session_ids=${session}`, alice],
  };
}
