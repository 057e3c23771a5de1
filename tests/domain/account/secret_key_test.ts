import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { decrypt, encrypt } from "../../../domain/account/encrypted.ts";
import { deriveKeys } from "../../../domain/account/secret_key.ts";

const [ours, other] = [1, 2].map((byte) => deriveKeys(new Uint8Array(32).fill(byte)));

describe("keys derived from the secret key", () => {
  it("are the same each time, and differ by purpose and by secret key", () => {
    assert.deepEqual(deriveKeys(new Uint8Array(32).fill(1)), ours);
    const all = [ours!.factors, ours!.devices, other!.factors, other!.devices].map(String);
    assert.equal(new Set(all).size, 4);
    assert.match(ours!.fingerprint, /^[0-9a-f]{16}$/);
    assert.notEqual(ours!.fingerprint, other!.fingerprint);
  });
});

describe("an encrypted secret", () => {
  const bytes = encrypt(ours!.factors, "alice", "JBSWY3DPEHPK3PXP");

  it("is decrypted by its key for its owner, and never the same twice", () => {
    assert.equal(decrypt(ours!.factors, "alice", bytes), "JBSWY3DPEHPK3PXP");
    assert.notDeepEqual(encrypt(ours!.factors, "alice", "JBSWY3DPEHPK3PXP"), bytes);
  });

  it("is refused for another owner, by another key, changed or cut", () => {
    assert.equal(decrypt(ours!.factors, "bob", bytes), undefined);
    assert.equal(decrypt(other!.factors, "alice", bytes), undefined);
    for (let i = 0; i < bytes.length; i++) {
      const changed = bytes.with(i, bytes[i]! ^ 1);
      assert.equal(decrypt(ours!.factors, "alice", changed), undefined, String(i));
      assert.equal(decrypt(ours!.factors, "alice", bytes.subarray(0, i)), undefined, String(i));
    }
  });
});
