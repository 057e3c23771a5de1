import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { ScopedSql } from "../../../db/scope.ts";
import * as inverters from "../../../sql/sites/inverters.ts";
import type { Person } from "../../support/cast.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { plant } = cast.sites;
const run = <T>(person: Person, work: (sql: ScopedSql) => Promise<T>) =>
  inScope(database, person, work);
const listed = (person: Person) => run(person, (sql) => inverters.list(sql, plant));

describe("the inverters of a site", () => {
  it("are added and removed by its group, also rows of the SDK that say nothing", async () => {
    await database.owner`insert into inverters (site_uuid, created_utc) values (${plant}, null)`;
    const north = { name: "North", maker: "Maker", ac_kw: 25 };
    const uuid = await run(cast.alice, (sql) => inverters.add(sql, plant, north));
    const [first, bare] = await listed(cast.bob);
    assert.deepEqual({ ...first, created_utc: "" }, {
      ...north,
      inverter_uuid: uuid,
      created_utc: "",
    });
    assert.deepEqual([bare!.name, bare!.maker, bare!.ac_kw, bare!.created_utc], [
      null,
      null,
      null,
      null,
    ]);
    assert.ok(await run(cast.bob, (sql) => inverters.remove(sql, plant, bare!.inverter_uuid)));
    assert.ok(!await run(cast.bob, (sql) => inverters.remove(sql, plant, bare!.inverter_uuid)));
    assert.deepEqual(await run(cast.bob, (sql) => inverters.find(sql, plant, uuid)), first);
  });

  it("are not a stranger's to see, add or remove", async () => {
    const [mine] = await listed(cast.alice);
    assert.equal((await listed(cast.charlie)).length, 0);
    const { inverter_uuid } = mine!;
    for (const site of [plant, cast.sites.turbine]) {
      assert.ok(!await run(cast.charlie, (sql) => inverters.remove(sql, site, inverter_uuid)));
    }
    await assert.rejects(
      run(cast.charlie, (sql) => inverters.add(sql, plant, { name: "Mine" })),
      { code: "42501" },
    );
    assert.equal((await listed(cast.alice)).length, 1);
  });
});
