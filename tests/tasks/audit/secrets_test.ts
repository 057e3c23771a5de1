import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { describe, it } from "@std/testing/bdd";
import { findSecrets } from "../../../tasks/audit/secrets.ts";

describe("the search for secrets", () => {
  it("names file and line of a token and hides the token", async () => {
    const folder = await Deno.makeTempDir({ prefix: "sitecast-secrets-" });
    // Put together here, so that this file holds no token.
    const token = ["ghp", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx"].join("_");
    await Deno.writeTextFile(`${folder}/a.txt`, `first line\n${token}\n`);
    await Deno.writeTextFile(`${folder}/b.txt`, "nothing here\n");
    const found = await findSecrets(pathToFileURL(`${folder}/`), ["a.txt", "b.txt"]);
    assert.equal(found.length, 1);
    assert.match(found[0]!, /^a\.txt:2: /);
    assert.ok(!found[0]!.includes(token));
    await Deno.remove(folder, { recursive: true });
  });
});
