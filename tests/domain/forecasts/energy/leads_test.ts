import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  DAY_AHEAD,
  LEAD_HOURS,
  leadOf,
  leadsBetween,
  nearestLead,
} from "../../../../domain/forecasts/energy/leads.ts";
import { dayPeriod, utcText } from "../../../../domain/time/time.ts";

const LONDON = "Europe/London";
const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.Instant.from(text);

const nearest = (now: Temporal.Instant, text: string) =>
  nearestLead(now.epochMilliseconds, dayPeriod(day(text), LONDON).start.epochMilliseconds);

describe("the leads of energies", () => {
  it("are hours of the site's clock, also on days when it changes", () => {
    const { issuedUtc, span } = leadOf(day("2026-03-29"), DAY_AHEAD, LONDON);
    assert.equal(`${issuedUtc}`, "2026-03-28T09:00:00Z");
    assert.equal(utcText(span.startMs), "2026-03-29T00:00:00Z");
    assert.equal(utcText(span.endMs), "2026-03-29T23:00:00Z");
    const noon = leadOf(day("2026-03-29"), 12, LONDON);
    assert.equal(`${noon.issuedUtc}`, "2026-03-29T11:00:00Z");
    assert.equal(noon.span.startMs, noon.issuedUtc.epochMilliseconds);
  });

  it("are each found once, whichever way time is cut", () => {
    const [start, end] = [at("2026-03-27T13:07:00Z"), at("2026-03-31T09:00:00Z")];
    const whole = leadsBetween(start, end, LONDON).map(({ day, hour }) => `${day} ${hour}`);
    assert.equal(new Set(whole).size, whole.length);
    assert.deepEqual(whole.slice(-2), ["2026-03-31 9", "2026-04-01 -15"]);
    const parts: string[] = [];
    for (let now = start; Temporal.Instant.compare(now, end) < 0;) {
      const next = now.add({ minutes: 53 });
      const until = Temporal.Instant.compare(next, end) < 0 ? next : end;
      parts.push(...leadsBetween(now, until, LONDON).map(({ day, hour }) => `${day} ${hour}`));
      now = until;
    }
    assert.deepEqual(parts, whole);
  });

  it("are chosen by the nearest hour", () => {
    const now = at("2026-06-21T09:40:00Z");
    assert.equal(nearest(now, "2026-06-21"), 12);
    assert.equal(nearest(now, "2026-06-22"), DAY_AHEAD);
    assert.equal(nearest(now, "2026-06-25"), LEAD_HOURS[0]);
    assert.equal(nearest(at("2026-06-21T22:00:00Z"), "2026-06-21"), 18);
  });
});
