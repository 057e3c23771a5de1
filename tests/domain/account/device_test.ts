import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { DEVICE_DAYS, deviceOf, newDevice } from "../../../domain/account/device.ts";

const KEY = new Uint8Array(32).fill(7);
const NOW = Temporal.Instant.from("2026-06-21T08:00:00Z");
const EMAIL = "alice@example.org";

describe("a known device", () => {
  it("is known for its account, whatever the case of the e-mail, by a new id each time", () => {
    const [one, two] = [newDevice(KEY, EMAIL, NOW), newDevice(KEY, EMAIL, NOW)];
    const id = deviceOf(KEY, " Alice@EXAMPLE.org", one, NOW);
    assert.match(id!, /^[\w-]{22}$/);
    assert.notEqual(deviceOf(KEY, EMAIL, two, NOW), id);
  });

  it("does not tell whose it is", () => {
    assert.doesNotMatch(newDevice(KEY, EMAIL, NOW), /alice|example/i);
  });

  it("is not known for another account, by another key, or after a year", () => {
    const device = newDevice(KEY, EMAIL, NOW);
    assert.equal(deviceOf(KEY, "bob@example.org", device, NOW), undefined);
    assert.equal(deviceOf(new Uint8Array(32), EMAIL, device, NOW), undefined);
    const year = { hours: 24 * DEVICE_DAYS };
    assert.equal(deviceOf(KEY, EMAIL, device, NOW.add(year)), undefined);
    assert.ok(deviceOf(KEY, EMAIL, device, NOW.add(year).subtract({ seconds: 1 })));
  });

  it("is not made up: any change of it makes it unknown", () => {
    const [id, until, signature] = newDevice(KEY, EMAIL, NOW).split(".");
    const made = [
      "",
      ".",
      `${id}.${until}`,
      `${id}.${until}.`,
      `${id}x.${until}.${signature}`,
      `${id}.${Number(until) + 1}.${signature}`,
      `${id}.${until}.${signature!.slice(0, -1)}`,
      `.${until}.${signature}`,
    ];
    for (const text of made) assert.equal(deviceOf(KEY, EMAIL, text, NOW), undefined, text);
  });
});
