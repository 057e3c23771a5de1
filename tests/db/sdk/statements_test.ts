import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { ownCast } from "../../support/setup.ts";
import { fillForAlice } from "../../support/rows.ts";
import { statementsOfTheSdk, undone } from "../../support/sdk_statements.ts";

const { database, cast } = await ownCast();

await fillForAlice(database.owner, cast);

const sdk = undone(() => database.owner);
const { alice, bob, sites: { plant } } = cast;
statementsOfTheSdk(sdk, { plant, alice: alice.user_uuid, bob: bob.user_uuid });

describe("the Python SDK on the owner's login", () => {
  it("deletes a user with its secrets", async () => {
    const [left] = await sdk(
      `update api_request set user_uuid = null where user_uuid = '${alice.user_uuid}'`,
      `delete from users where user_uuid = '${alice.user_uuid}'`,
      `select count(*)::int from app.sessions where user_uuid = '${alice.user_uuid}'`,
    );
    assert.deepEqual(left, { count: 0 });
  });

  it("can truncate values together with all sites", async () => {
    const [left] = await sdk(
      "truncate sites cascade",
      "select count(*)::int from forecast_values",
    );
    assert.deepEqual(left, { count: 0 });
  });
});
