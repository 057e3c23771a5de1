import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  hashSecret,
  newLoggerSecret,
  newPassword,
  newSecret,
  newToken,
} from "../../../domain/account/secret.ts";

const many = <T>(make: () => T) => Array.from({ length: 200 }, make);

describe("a secret", () => {
  it("has 256 bits and fits into an address", () => {
    const secrets = many(newSecret);
    assert.equal(new Set(secrets).size, secrets.length);
    for (const secret of secrets) assert.match(secret, /^[A-Za-z0-9_-]{43}$/);
  });

  it("is stored as its SHA-256", () => {
    // The digest of "abc" in FIPS 180-4's examples.
    assert.equal(
      hashSecret("abc").toHex(),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

describe("an API token", () => {
  it("begins with the prefix that may be shown, and keeps 256 bits to itself", () => {
    const tokens = many(newToken);
    assert.equal(new Set(tokens.map(({ prefix }) => prefix)).size, tokens.length);
    for (const { prefix, secret } of tokens) {
      assert.match(prefix, /^sitecast_[0-9a-f]{8}$/);
      assert.match(secret, new RegExp(`^${prefix}_[A-Za-z0-9_-]{43}$`));
    }
  });
});

describe("a key of a logger", () => {
  it("has 32 letters and digits, the first eight of which may be shown", () => {
    const keys = many(newLoggerSecret);
    assert.equal(new Set(keys.map(({ secret }) => secret)).size, keys.length);
    for (const { prefix, secret } of keys) {
      assert.match(secret, /^[a-km-np-z2-9]{32}$/);
      assert.equal(prefix, secret.slice(0, 8));
    }
  });
});

describe("a password to be typed from a screen", () => {
  it("has 20 letters in groups of five, none of which can be mistaken", () => {
    const passwords = many(newPassword);
    assert.equal(new Set(passwords).size, passwords.length);
    for (const password of passwords) {
      assert.match(password, /^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/);
    }
    const letters = new Set(passwords.join("").replaceAll("-", ""));
    assert.equal(letters.size, 32, "every letter of the alphabet is used");
  });
});
