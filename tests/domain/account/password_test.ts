import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { HASH_OF_NOBODY, hashPassword, verifyPassword } from "../../../domain/account/password.ts";

const CHEAP = { N: 16, r: 8, p: 1 };

describe("a password's hash", () => {
  it("knows the password and no other", async () => {
    const hash = await hashPassword("correct horse", CHEAP);
    assert.equal(await verifyPassword("correct horse", hash), true);
    for (const other of ["Correct horse", "correct horse ", ""]) {
      assert.equal(await verifyPassword(other, hash), false);
    }
  });

  it("is another one each time, and hides the password", async () => {
    const [one, two] = await Promise.all([1, 2].map(() => hashPassword("correct horse", CHEAP)));
    assert.notEqual(one, two);
    assert.doesNotMatch(one!, /correct|horse/);
  });

  it("carries its cost, so that old ones still work when the cost is raised", async () => {
    const hash = await hashPassword("correct horse", { N: 32, r: 4, p: 2 });
    assert.match(hash, /^scrypt\$32\$4\$2\$[0-9a-f]{32}\$[0-9a-f]{64}$/);
    assert.equal(await verifyPassword("correct horse", hash), true);
    assert.equal(await verifyPassword("correct horse", hash.replace("$32$", "$64$")), false);
  });

  it("of nobody costs as much as one at the usual cost, and is right for no password", async () => {
    const cost = (hash: string) => hash.split("$").slice(0, 4);
    assert.deepEqual(cost(HASH_OF_NOBODY), cost(await hashPassword("correct horse")));
    assert.equal(await verifyPassword("", HASH_OF_NOBODY), false);
  });

  it("costs by itself what the OWASP Password Storage Cheat Sheet asks for", async () => {
    // One of its settings: N=2^15 (32 MiB), r=8, p=3.
    const hash = await hashPassword("correct horse");
    assert.match(hash, /^scrypt\$32768\$8\$3\$/);
    assert.equal(await verifyPassword("correct horse", hash), true);
  });

  it("is that of RFC 7914's third example", async () => {
    const salt = Buffer.from("SodiumChloride").toString("hex");
    const key = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2";
    assert.equal(await verifyPassword("pleaseletmein", `scrypt$16384$8$1$${salt}$${key}`), true);
  });

  it("takes letters with accents however a keyboard composes them", async () => {
    const hash = await hashPassword("caf\u00e9 de la gare", CHEAP);
    assert.equal(await verifyPassword("cafe\u0301 de la gare", hash), true);
  });

  it("is no wrong password when it is damaged", async () => {
    for (const damaged of ["", "plain", "scrypt$16$8$1$$", "md5$16$8$1$00$00"]) {
      await assert.rejects(verifyPassword("correct horse", damaged), /damaged/);
    }
  });
});
