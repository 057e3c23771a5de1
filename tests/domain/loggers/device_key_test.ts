import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { deviceKey } from "../../../domain/loggers/device_key.ts";

const KEY = "sitecast_0123abcd_secret-part_x";

describe("the key that a device sends", () => {
  const headers = {
    [`Token ${KEY}`]: KEY,
    [`token ${KEY} `]: KEY,
    [`Bearer ${KEY}`]: KEY,
    [`Token somebody:${KEY}`]: KEY,
    [`Token :${KEY}`]: KEY,
    [`Basic ${btoa(`somebody:${KEY}`)}`]: KEY,
    [`Basic ${btoa(`a:b:${KEY}`)}`]: KEY,
    [`Basic ${btoa("somebody:")}`]: undefined,
    "Basic ???": undefined,
    "Basic": undefined,
    "Token": undefined,
    [`Digest ${KEY}`]: undefined,
    [KEY]: undefined,
  };
  for (const [authorization, key] of Object.entries(headers)) {
    it(`is ${key ? "found" : "missing"} in "${authorization}"`, () => {
      assert.equal(deviceKey({ authorization, query: {} }), key);
    });
  }

  it("is a parameter where there is none in the header", () => {
    assert.equal(deviceKey({ query: { p: KEY } }), KEY);
    assert.equal(deviceKey({ query: { apikey: KEY } }), KEY);
    assert.equal(deviceKey({ authorization: `Token ${KEY}`, query: { p: "another" } }), KEY);
    assert.equal(deviceKey({ authorization: "Basic Og==", query: { apikey: KEY } }), KEY);
    assert.equal(deviceKey({ query: {} }), undefined);
  });
});
