import * as demo from "../../sql/operations/demo.ts";
import type { TestApp } from "./app.ts";

/** Makes sites of alice's group and returns their UUIDs, in order. */
export async function demoSites(app: TestApp, count: number): Promise<string[]> {
  const { owner } = app.database;
  const { site_group_uuid } = app.cast.alice;
  const made: string[] = [];
  for (let number = 1; number <= count; number++) {
    const site = {
      client_site_id: number,
      client_site_name: `Site ${number}`,
      latitude: 50 + number,
      longitude: number - 2,
      capacity_kw: 10 * number,
    };
    made.push(await demo.makeSite(owner, site_group_uuid, site));
  }
  return made.sort();
}
