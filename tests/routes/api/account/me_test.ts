import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../../domain/account/secret.ts";
import { type TestApp, testApp, withToken } from "../../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe("GET /api/v1/me", () => {
  it("says whose token it is, what it may, and who else is in the group", async () => {
    const { charlie } = app.cast;
    const { user_uuid, email, site_group_uuid } = charlie;
    const response = await withToken(app, charlie.readToken).get("/api/v1/me");
    assert.deepEqual(await response.json(), {
      user: { user_uuid, email },
      group: { site_group_uuid, site_group_name: "Hills", is_admin: false },
      members: [{ user_uuid, email }],
      can_write: false,
      site_uuids: null,
    });
  });

  it("tells a token that is limited to some sites which, and of nobody else", async () => {
    const { alice, sites: { plant } } = app.cast;
    await app.database.owner`
      update app.api_tokens set site_uuids = array[${plant}]::uuid[]
      where token_hash = ${hashSecret(alice.readToken)}`;
    const me = await (await withToken(app, alice.readToken).get("/api/v1/me")).json();
    assert.deepEqual(me.site_uuids, [plant]);
    assert.deepEqual(me.members, [{ user_uuid: alice.user_uuid, email: alice.email }]);
  });
});
