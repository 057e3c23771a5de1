import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
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
    });
  });
});
