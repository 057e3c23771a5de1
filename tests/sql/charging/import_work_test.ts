import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Person } from "../../support/cast.ts";
import { nextOpen } from "../../../sql/charging/import_work.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner }, cast: { alice, charlie } } = await ownCast();

const waiting = async ({ site_group_uuid }: Person, created: string) => {
  const [made] = await owner<{ uuid: string }[]>`
    insert into app.charging_imports (site_group_uuid, file_name, header, proposal, state, created_utc)
    values (${site_group_uuid}, 'log.csv', '{kWh}', '{}', 'checking', ${created}::timestamp)
    returning import_uuid as uuid`;
  return made!.uuid;
};

describe("files of charging sessions that wait", () => {
  it("are worked on in turns of the groups, the oldest of each first", async () => {
    const first = await waiting(alice, "2026-06-21T08:00:00Z");
    const second = await waiting(alice, "2026-06-21T08:01:00Z");
    const others = await waiting(charlie, "2026-06-21T08:02:00Z");
    const [hers, his] = [alice.site_group_uuid, charlie.site_group_uuid];
    const next = async (tried: string[], served: string[]) =>
      (await nextOpen(owner, { tried, served }))?.import_uuid;
    assert.equal(await next([], []), first);
    assert.equal(await next([first], [hers]), others);
    assert.equal(await next([first, others], [hers, his]), second);
    assert.equal(await next([first, second, others], [hers, his]), undefined);
  });
});
