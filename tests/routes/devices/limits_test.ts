import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { AppError } from "../../../domain/errors.ts";
import { LoggerRates } from "../../../routes/devices/rates.ts";
import { WrongSecrets } from "../../../routes/http/wrong_secrets.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe("what one logger sends within a minute", () => {
  const refusal = (rates: LoggerRates, now: number) => {
    try {
      rates.begin("one", now);
    } catch (error) {
      assert.ok(error instanceof AppError && error.code === "too_many");
      return error.details.retryAfterSeconds;
    }
  };

  it("is bounded by requests, and begins anew after the minute", () => {
    const rates = new LoggerRates({ requests: 3, readings: 100 });
    for (const now of [0, 1, 2]) assert.equal(refusal(rates, now), undefined);
    assert.equal(refusal(rates, 20 * SECOND), 40);
    rates.begin("another", 20 * SECOND);
    assert.equal(refusal(rates, MINUTE - 1), 1);
    assert.equal(refusal(rates, MINUTE), undefined);
  });

  it("is bounded by readings, of which the last request may bring more", () => {
    const rates = new LoggerRates({ requests: 100, readings: 10 });
    assert.equal(refusal(rates, 0), undefined);
    rates.add("one", 9);
    assert.equal(refusal(rates, 0), undefined);
    rates.add("one", 50);
    assert.equal(refusal(rates, 0), 60);
    assert.equal(refusal(rates, MINUTE), undefined);
  });

  it("begins anew when the clock was set back", () => {
    const rates = new LoggerRates({ requests: 1, readings: 10 });
    assert.equal(refusal(rates, MINUTE), undefined);
    assert.equal(refusal(rates, 0), undefined);
  });
});

describe("wrong keys of a network", () => {
  it("wait as wrong passwords do, once there were too many", () => {
    const wrong = new WrongSecrets({ perAddress: 2, minutes: 15 });
    wrong.add("192.0.2.1", 0);
    assert.equal(wrong.waitSeconds("192.0.2.1", 0), 0);
    wrong.add("192.0.2.1", MINUTE);
    assert.equal(wrong.waitSeconds("192.0.2.1", MINUTE), 14 * 60);
    assert.equal(wrong.waitSeconds("192.0.2.2", MINUTE), 0);
    assert.equal(wrong.waitSeconds("192.0.2.1", 15 * MINUTE), 0);
    wrong.add("192.0.2.1", 15 * MINUTE);
    assert.equal(wrong.waitSeconds("192.0.2.1", 15 * MINUTE), 60);
  });
});
