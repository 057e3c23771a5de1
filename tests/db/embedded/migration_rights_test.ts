import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type EmbeddedDatabase, startThrowAway } from "../../../db/embedded/embedded.ts";
import { advice, assertMigrates, plainLogin, run } from "../../support/plain_login.ts";

describe("a server that has never seen Sitecast", () => {
  let server: EmbeddedDatabase;

  beforeAll(async () => {
    server = await startThrowAway();
  });
  afterAll(() => server.stop());

  it("is prepared for a login without rights by what its refusal says", async () => {
    await run(server.url, "create database theirs");
    const theirs = new URL(server.url);
    theirs.pathname = "/theirs";
    const login = await plainLogin(theirs.href);
    await run(theirs.href, "alter database theirs owner to current_user");
    assert.equal((await advice(login)).length, 6, "it does not own the database");
    await run(theirs.href, `alter database theirs owner to ${login.name}`);
    const statements = await advice(login);
    await run(theirs.href, ...statements);
    await assertMigrates(login.url);
  });
});
