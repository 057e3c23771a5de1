import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Viewer } from "../../../domain/account/viewer.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import * as viewers from "../../../sql/account/viewers.ts";
import type { Person } from "../../support/cast.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();

const bySession = (secret: string) => viewers.bySession(database.owner, hashSecret(secret));
const byToken = (secret: string) => viewers.byToken(database.owner, hashSecret(secret));

function viewerOf(person: Person, can_write: boolean, through: Viewer["through"]): Viewer {
  const { user_uuid, email, site_group_uuid, site_group_name, is_admin } = person;
  return { user_uuid, email, site_group_uuid, site_group_name, is_admin, can_write, through };
}

describe("the viewer of a session", () => {
  it("is its user with its group, who may write", async () => {
    for (const person of [cast.alice, cast.charlie, cast.ada]) {
      assert.deepEqual(await bySession(person.session), viewerOf(person, true, "form"));
    }
    assert.equal((await bySession(cast.ada.session))!.is_admin, true);
    assert.equal((await bySession(cast.alice.session))!.is_admin, false);
  });

  it("is nobody for another secret, a token and the hash itself", async () => {
    const hash = Buffer.from(hashSecret(cast.alice.session)).toString("hex");
    for (const secret of ["", "wrong", cast.alice.token, hash]) {
      assert.equal(await bySession(secret), undefined);
    }
  });

  it("is nobody once the session has expired or ended", async () => {
    const { user_uuid } = cast.bob;
    await sessions.start(database.owner, user_uuid, hashSecret("ended"), { days: 1 });
    assert.ok(await bySession("ended"));
    await sessions.end(database.owner, hashSecret("ended"));
    assert.equal(await bySession("ended"), undefined);
    await sessions.start(database.owner, user_uuid, hashSecret("expired"), { days: 0 });
    assert.equal(await bySession("expired"), undefined);
    assert.ok(await bySession(cast.bob.session), "another session of the same user goes on");
  });

  it("is in the group that the user is in now, with its mark of now", async () => {
    const { owner } = database;
    const { user_uuid, site_group_uuid } = cast.bob;
    const hills = cast.charlie.site_group_uuid;
    await owner`update users set site_group_uuid = ${hills} where user_uuid = ${user_uuid}`;
    assert.equal((await bySession(cast.bob.session))!.site_group_name, "Hills");
    assert.equal((await byToken(cast.bob.token))!.site_group_uuid, hills);
    await owner`
      update users set site_group_uuid = ${site_group_uuid} where user_uuid = ${user_uuid}`;
  });

  it("has empty texts where the Python SDK has left e-mail and group without a name", async () => {
    const { owner } = database;
    const [user] = await owner`
      with made as (insert into site_groups (is_admin) values (false) returning site_group_uuid)
      insert into users (site_group_uuid) select site_group_uuid from made returning user_uuid`;
    await sessions.start(owner, user!.user_uuid, hashSecret("nameless"), { days: 1 });
    const { email, site_group_name } = (await bySession("nameless"))!;
    assert.deepEqual({ email, site_group_name }, { email: "", site_group_name: "" });
  });
});

describe("the viewer of a token", () => {
  it("is its user, who may write if the token may", async () => {
    const ofToken = (person: Person, canWrite: boolean) => ({
      ...viewerOf(person, canWrite, "api"),
      only_generation: false,
      site_uuids: null,
    });
    assert.deepEqual(await byToken(cast.alice.token), ofToken(cast.alice, true));
    assert.deepEqual(await byToken(cast.alice.readToken), ofToken(cast.alice, false));
    assert.deepEqual(await byToken(cast.ada.token), ofToken(cast.ada, true));
  });

  it("is no admin where the token is limited", async () => {
    const limits = [{ only_generation: true, site_uuids: null }, {
      only_generation: false,
      site_uuids: [cast.sites.plant],
    }];
    for (const { only_generation, site_uuids } of limits) {
      await database.owner`
        update app.api_tokens set only_generation = ${only_generation},
          site_uuids = ${site_uuids}::uuid[]
        where user_uuid = ${cast.ada.user_uuid}`;
      const viewer = (await byToken(cast.ada.token))!;
      assert.deepEqual([viewer.is_admin, viewer.site_uuids], [false, site_uuids]);
    }
  });

  it("is nobody for another secret and for a session's", async () => {
    for (const secret of ["", "sitecast_", cast.alice.session]) {
      assert.equal(await byToken(secret), undefined);
    }
  });
});
