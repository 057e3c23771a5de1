import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dictionary } from "@zxcvbn-ts/language-common";
import { guessable } from "../../../domain/account/guessable.ts";
import { newPassword } from "../../../domain/account/secret.ts";

const EMAIL = "maria.lindqvist@solverket.example";
const faultOf = async (password: string) => (await guessable(password, EMAIL))?.message;

describe("a new password", () => {
  it("is none of the common ones that are long enough, in any case", async () => {
    const common = dictionary["passwords-common"]!.map(String).filter(({ length }) => length >= 12);
    assert.ok(common.length > 300);
    for (const password of common.slice(0, 100)) {
      assert.ok(await faultOf(password), password);
      assert.ok(await faultOf(password.toUpperCase()), password.toUpperCase());
    }
  });

  it("is no common one with a little added, repeated or written in signs", async () => {
    const close = ["Password1234!", "passwordpassword", "P@ssw0rd1234", "qwertyuiop12"];
    for (const password of [...close, "aaaaaaaaaaaa", "20240101abcd", "manchesterunited"]) {
      assert.match(
        await faultOf(password) ?? password,
        /^This password is easy to guess: it is a common one/,
      );
    }
  });

  it("is not made of the user's e-mail address or the name of the service", async () => {
    const own = [
      EMAIL,
      `${EMAIL}1`,
      "maria.lindqvist",
      "Lindqvist2026",
      "solverket1234",
      "Sitecast12345",
    ];
    for (const password of own) {
      assert.match(await faultOf(password) ?? password, /close to your e-mail address/);
    }
  });

  it("may be a few words, letters by chance, or long", async () => {
    const good = ["blue table window", "correct horse battery", newPassword(), "wvqkxhzpjrtb"];
    for (const password of good) assert.equal(await faultOf(password), undefined, password);
  });

  it("of many characters is judged by its first ones, so that it costs no seconds", async () => {
    assert.match(await faultOf("p4ssw0rd".repeat(32)) ?? "", /common one/);
    assert.equal(await faultOf("blue table window".repeat(15)), undefined);
  });
});
