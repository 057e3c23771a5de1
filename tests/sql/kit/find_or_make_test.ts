import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope } from "../../../db/scope.ts";
import * as clients from "../../../sql/sites/clients.ts";
import { findOrMake } from "../../../sql/kit/find_or_make.ts";
import { findOrMake as findOrMakeModel } from "../../../sql/forecasts/models.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { ownCast } from "../../support/setup.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { owner } = database;

const twenty = <T>(ask: (i: number) => Promise<T>) =>
  Promise.all(Array.from({ length: 20 }, (_, i) => ask(i)));

describe("what twenty ask for at once is made once", () => {
  it("a group", async () => {
    const groups = await twenty((i) => siteGroups.findOrMake(owner, "Race", i % 2 === 0));
    assert.equal(new Set(groups.map((group) => group.site_group_uuid)).size, 1);
    assert.equal(new Set(groups.map((group) => group.is_admin)).size, 1);
    assert.equal((await owner`select from site_groups where site_group_name = 'Race'`).length, 1);
  });

  it("a client, by admins whose transactions go on", async () => {
    const uuids = await twenty(() =>
      withAdminScope(database.requests, cast.ada, { readOnly: false }, async (sql) => {
        const uuid = await clients.findOrMake(sql, "Race");
        await sql`select from clients`;
        return uuid;
      })
    );
    assert.equal(new Set(uuids).size, 1);
    assert.equal((await owner`select from clients where client_name = 'Race'`).length, 1);
  });

  it("a model, by members of several groups and by the service", async () => {
    const asked = { name: "race", version: "1" };
    const people = [cast.alice, cast.charlie];
    const uuids = await twenty((i) => {
      const person = people[i % 3];
      return person
        ? inScope(database, person, (sql) => findOrMakeModel(sql, asked))
        : findOrMakeModel(owner, { ...asked, description: "Ours" });
    });
    assert.equal(new Set(uuids).size, 1);
    assert.equal((await owner`select from ml_model where name = 'race'`).length, 1);
  });

  it("a model in a scope alone, 200 for each group, whichever are there", async () => {
    await assert.rejects(
      async () => await database.requests`select app.find_or_make_model('none', '1')`,
      { code: "42501" },
    );
    const ask = (person: typeof cast.alice, name: string) =>
      inScope(database, person, (sql) => findOrMakeModel(sql, { name, version: "1" }));
    const first = await ask(cast.alice, "first");
    await owner`
      with made as (
        insert into ml_model (name) select 'model ' || n from generate_series(1, 200) n
        returning model_uuid)
      insert into app.group_models (site_group_uuid, model_uuid)
      select ${cast.alice.site_group_uuid}, model_uuid from made`;
    await assert.rejects(ask(cast.alice, "one more"), {
      code: "SC409",
      message: /^Your group has made 200 models/,
    });
    assert.equal(await ask(cast.alice, "first"), first);
    assert.ok(await ask(cast.charlie, "one more"));
    assert.ok(await ask(cast.alice, "one more"), "which is there by now");
    await owner`delete from ml_model where name like 'model %'`;
    assert.ok(await ask(cast.alice, "yet another"), "models that are gone do not count");
  });

  it("a model without a version, which is not one with any", async () => {
    const [without, again, withOne] = [
      await findOrMakeModel(owner, { name: "bare" }),
      await findOrMakeModel(owner, { name: "bare" }),
      await findOrMakeModel(owner, { name: "bare", version: "" }),
    ];
    assert.equal(without, again);
    assert.notEqual(without, withOne);
  });
});

describe("finding or making", () => {
  it("writes nothing for what is there", async () => {
    const made = () => assert.fail("it was made again");
    assert.equal(await findOrMake(() => Promise.resolve("there"), made), "there");
  });

  it("looks again for what another made in between, and gives up on what nobody can find", async () => {
    const answers = [undefined, "theirs"];
    const find = () => Promise.resolve(answers.shift());
    assert.equal(await findOrMake(find, () => Promise.resolve(undefined)), "theirs");
    const nothing = () => Promise.resolve(undefined);
    await assert.rejects(findOrMake(nothing, nothing), /not for its finder/);
  });

  it("hides no other error: a missing value, a reference to nothing, another key that is taken", async () => {
    const group = crypto.randomUUID();
    const user = (email: string | null, inGroup: string | null) =>
      findOrMake(
        async () => (await owner`select 1 from users where user_uuid is null`)[0],
        async () =>
          (await owner`
            insert into users (user_uuid, email, site_group_uuid)
            values (${cast.bob.user_uuid}, ${email}, ${inGroup})
            on conflict (email) do nothing returning 1`)[0],
      );
    await assert.rejects(user("new@example.org", null), { code: "23502" });
    await assert.rejects(user("new@example.org", group), { code: "23505" });
    await assert.rejects(
      findOrMake(
        () => Promise.resolve(undefined),
        async () =>
          (await owner`
            insert into users (email, site_group_uuid) values ('new@example.org', ${group})
            on conflict (email) do nothing returning 1`)[0],
      ),
      { code: "23503" },
    );
  });
});
