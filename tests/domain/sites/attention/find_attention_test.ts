import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "@std/testing/bdd";
import { findAttention } from "../../../../domain/sites/attention/find_attention.ts";
import type {
  Observations,
  ObservedHour,
} from "../../../../domain/sites/attention/observations.ts";
import type { Site } from "../../../../domain/sites/site.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "../../../../domain/time/time.ts";
import { siteAt } from "../../../support/measured_hours.ts";
import { observe, solarHours } from "../../../support/observations.ts";
import { BARE_SITE } from "../../../support/site_day.ts";

const LONDON = siteAt(51.5, -0.13, 180);
const TROMSO = siteAt(69.65, 18.96, 180);
const EVENING = "2026-06-21T18:00:00Z";

const find = (seen: Observations, now = utcText(seen.newestRunMs!)) =>
  findAttention(seen, Temporal.Instant.from(now));
const kinds = (seen: Observations, now?: string) => find(seen, now).found.map(({ kind }) => kind);
const from = (hours: number) => (before: number) => before > hours ? 0.8 : 0;

describe("a plant that produces nothing", () => {
  it("needs attention after 3 hours of daylight, since the first of them", () => {
    const hours = solarHours(LONDON, EVENING, 48, from(3));
    // The sun of London is above 10° until 19:10 UTC at midsummer.
    const [found] = find(observe(LONDON, hours, EVENING)).found;
    assert.equal(found?.kind, "no_production");
    assert.equal(found.since_utc, "2026-06-21T15:00:00Z");
    assert.equal(found.numbers.hours, 3);
    assert.ok(found.numbers.expected_kwh > 5 && found.numbers.expected_kwh < 20);
    assert.deepEqual(kinds(observe(LONDON, solarHours(LONDON, EVENING, 48, from(2)), EVENING)), []);
  });

  it("counts on across the night", () => {
    const hours = solarHours(LONDON, "2026-06-22T08:00:00Z", 48, from(15));
    const [found] = find(observe(LONDON, hours, "2026-06-22T08:00:00Z")).found;
    assert.equal(found?.since_utc, "2026-06-21T17:00:00Z");
  });

  it("is well again with the first hour that gives 2 % of the clear sky", () => {
    const hours = solarHours(LONDON, EVENING, 48, (before) => before === 1 ? 0.02 : 0);
    assert.ok(!kinds(observe(LONDON, hours, EVENING)).includes("no_production"));
  });

  it("is no alarm with a battery, limited by contract, in a marked outage or unmeasured", () => {
    const hours = solarHours(LONDON, EVENING, 48, 0);
    for (const fact of ["has_battery", "is_curtailed"]) {
      assert.deepEqual(kinds(observe({ ...LONDON, [fact]: true }, hours, EVENING)), []);
    }
    assert.deepEqual(kinds(observe(LONDON, hours, EVENING, { isOut: true })), []);
    const unmeasured = solarHours(LONDON, EVENING, 48, () => null);
    assert.deepEqual(kinds(observe(LONDON, unmeasured, EVENING)), []);
    assert.deepEqual(kinds(observe({ ...LONDON, is_tracked: true }, hours, EVENING)), [
      "no_production",
    ]);
  });

  it("is no alarm in polar night, when every hour is zero", () => {
    const hours = solarHours(TROMSO, "2026-12-20T12:00:00Z", 72, 0);
    assert.deepEqual(kinds(observe(TROMSO, hours, "2026-12-20T12:00:00Z")), []);
  });

  it("is no alarm where nothing is known of place or capacity", () => {
    const hours = solarHours(LONDON, EVENING, 48, 0);
    for (const unknown of [{ latitude: null }, { capacity_kw: 0, inverter_capacity_kw: null }]) {
      const found = kinds(observe({ ...LONDON, ...unknown }, hours, EVENING));
      assert.ok(!found.includes("no_production"));
    }
  });

  it("is the same whatever the zone of the site, also on the days of its clock changes", () => {
    for (const until of ["2026-03-29T15:00:00Z", "2026-10-25T15:00:00Z"]) {
      const zones = ["Europe/London", "Asia/Kathmandu", null].map((time_zone) => {
        const site = { ...LONDON, time_zone };
        return find(observe(site, solarHours(site, until, 48, from(30)), until)).found;
      });
      assert.equal(zones[0]![0]?.kind, "no_production");
      assert.deepEqual(zones[1], zones[0]);
      assert.deepEqual(zones[2], zones[0]);
    }
  });
});

describe("a wind farm", () => {
  const FARM: Site = { ...BARE_SITE, asset_type: "wind", capacity_kw: 1000 };
  const NOW = "2026-11-21T00:00:00Z";
  const windHours = (count: number, measuredKw: number, forecastKw: number | null) =>
    Array.from({ length: count }, (_, index): ObservedHour => ({
      startMs: milliseconds(NOW) - (count - index) * HOUR,
      measuredKw,
      forecastKw,
      p10Kw: null,
    }));

  it("needs attention after a day of nothing that was forecast otherwise", () => {
    const [found] = find(observe(FARM, windHours(24, 0, 300), NOW)).found;
    assert.equal(found?.since_utc, "2026-11-20T00:00:00Z");
    assert.deepEqual(found?.numbers, { hours: 24, expected_kwh: 7200 });
  });

  it("does not in a calm that was forecast, after 23 hours, or without a forecast", () => {
    for (const hours of [windHours(24, 0, 40), windHours(23, 0, 300), windHours(48, 0, null)]) {
      assert.deepEqual(kinds(observe(FARM, hours, NOW)), []);
    }
  });
});

describe("a plant below its P10", () => {
  it("needs attention after 12 hours of daylight, with both energies", () => {
    const hours = solarHours(LONDON, EVENING, 72, (before) => before > 21 ? 0.8 : 0.3);
    const [found] = find(observe(LONDON, hours, EVENING)).found;
    assert.equal(found?.kind, "below_p10");
    assert.ok(found.numbers.hours >= 12);
    assert.ok(Math.abs(found.numbers.measured_kwh / found.numbers.p10_kwh - 0.75) < 1e-9);
  });

  it("does not after fewer, nor where no range is known", () => {
    const few = solarHours(LONDON, EVENING, 72, (before) => before > 11 ? 0.8 : 0.3);
    assert.deepEqual(kinds(observe(LONDON, few, EVENING)), []);
    const blind = solarHours(LONDON, EVENING, 72, 0.3).map((hour) => ({ ...hour, p10Kw: null }));
    assert.deepEqual(kinds(observe(LONDON, blind, EVENING)), []);
  });
});

describe("a site that sends no more", () => {
  const silent = (now: string, other: Partial<Observations> = {}) =>
    observe(LONDON, [], now, { measuredUntilMs: milliseconds(EVENING), ...other });

  it("is silent after 3 hours of daylight, and is looked at again just then", () => {
    const before = find(silent("2026-06-21T19:00:00Z"));
    assert.deepEqual(before.found, []);
    assert.equal(before.dueMs, milliseconds("2026-06-21T21:00:00Z"));
    assert.deepEqual(kinds(silent("2026-06-22T03:00:00Z")), []);
    const [found] = find(silent("2026-06-22T06:00:00Z")).found;
    assert.equal(found?.kind, "silent");
    assert.equal(found.since_utc, utcText(milliseconds(EVENING)));
  });

  it("is silent by night where it measures by night", () => {
    assert.deepEqual(kinds(silent("2026-06-21T21:00:00Z", { measuresInTheDark: true })), [
      "silent",
    ]);
  });

  it("has three of its usual intervals, and none if it never used to send", () => {
    const daily = { usualMinutes: 24 * 60 };
    assert.deepEqual(kinds(silent("2026-06-24T17:59:00Z", daily)), []);
    assert.deepEqual(kinds(silent("2026-06-24T18:00:00Z", daily)), ["silent"]);
    assert.deepEqual(kinds(silent("2026-06-30T00:00:00Z", { usualMinutes: null })), []);
    assert.deepEqual(kinds(silent("2026-06-30T00:00:00Z", { measuredUntilMs: null })), []);
  });

  it("is not silent in polar night, where it measured nothing in the dark before", () => {
    const seen = observe(TROMSO, [], "2026-12-31T12:00:00Z", {
      measuredUntilMs: milliseconds("2026-12-01T12:00:00Z"),
    });
    assert.deepEqual(kinds(seen), []);
    assert.deepEqual(kinds({ ...seen, measuresInTheDark: true }), ["silent"]);
  });
});

describe("a forecast", () => {
  it("is late when its newest run is 1.5 usual intervals old, at least 6 and at most 36 hours", () => {
    for (const [usual, hours] of [[15, 6], [360, 9], [2880, 36], [null, 6]] as const) {
      const seen = observe(LONDON, [], EVENING, { usualRunMinutes: usual });
      const limit = milliseconds(EVENING) + hours * HOUR;
      assert.equal(find(seen).dueMs, Math.min(limit, milliseconds(EVENING) + 3 * HOUR));
      const fresh = { ...seen, measuredUntilMs: null };
      assert.deepEqual(kinds(fresh, utcText(limit)), []);
      assert.deepEqual(kinds(fresh, utcText(limit + MINUTE)), ["forecast_late"]);
    }
  });
});

describe("what contradicts the facts", () => {
  it("needs attention since the day of the comparison, power above capacity by itself", () => {
    const above = { days: 6, highest_kw: 12, capacity_kw: 10 };
    const short = { code: "short_rows" as const, figures: { minutes: 15, rows: 600 } };
    const hints = [short, { code: "above_capacity" as const, figures: above }];
    const seen = observe(LONDON, [], EVENING, { hints, hintDay: "2026-06-21" });
    const since_utc = "2026-06-21T00:00:00Z";
    assert.deepEqual(find(seen).found, [
      { kind: "above_capacity", since_utc, numbers: above },
      { kind: "facts", since_utc, numbers: { hints: [short] } },
    ]);
  });
});

describe("whatever is measured", () => {
  const share = fc.oneof(
    fc.constant(null),
    fc.constant(0),
    fc.double({ min: 0, max: 1.2, noNaN: true }),
  );
  const place = fc.record({
    latitude: fc.double({ min: -89, max: 89, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    day: fc.integer({ min: 0, max: 364 }),
  });

  it("needs attention of each kind once, began before now, and only with hours to show", () => {
    fc.assert(
      fc.property(place, fc.array(share, { minLength: 1, maxLength: 72 }), (at, shares) => {
        const site = siteAt(at.latitude, at.longitude, 180);
        const nowMs = milliseconds("2026-01-04T00:00:00Z") + at.day * 24 * HOUR;
        const now = utcText(nowMs);
        const hours = solarHours(site, now, shares.length, (before) => shares[before - 1]!);
        const { found } = find(observe(site, hours, now));
        assert.equal(new Set(found.map(({ kind }) => kind)).size, found.length);
        for (const one of found) {
          assert.ok(milliseconds(one.since_utc) <= nowMs);
          if (one.kind === "no_production") {
            const measured = hours.filter(({ measuredKw, startMs }) =>
              measuredKw !== null && startMs >= milliseconds(one.since_utc)
            );
            assert.ok(one.numbers.hours >= 3 && one.numbers.hours <= measured.length);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("a plant that gives a tenth of the clear sky is never one that gives nothing", () => {
    fc.assert(
      fc.property(place, (at) => {
        const site = siteAt(at.latitude, at.longitude, 180);
        const now = utcText(milliseconds("2026-01-04T00:00:00Z") + at.day * 24 * HOUR);
        assert.ok(
          !kinds(observe(site, solarHours(site, now, 72, 0.1), now))
            .includes("no_production"),
        );
      }),
      { numRuns: 25 },
    );
  });
});
