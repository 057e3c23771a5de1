import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { comparedDays, edgesOf } from "../../../domain/accuracy/compared_days.ts";
import { type ReliabilityDay, reliabilityDays } from "../../../domain/accuracy/reliability.ts";
import { summaryOf } from "../../../domain/accuracy/reliability_summary.ts";
import type { EnergyRange } from "../../../domain/forecasts/energy/calibration.ts";
import { energyOfParts, litParts } from "../../../domain/generation/energy_part.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { HOUR } from "../../../domain/time/time.ts";
import { BARE_SITE } from "../../support/site_day.ts";

const LONDON: Partial<Site> = { latitude: 51.5, longitude: -0.12, time_zone: "Europe/London" };
const plain = (text: string) => Temporal.PlainDate.from(text);
const FIRST = plain("2026-10-20");

const range = (meanKwh: number, p10Kwh: number | null = null, p90Kwh = p10Kwh): EnergyRange => ({
  meanKwh,
  p10Kwh,
  p90Kwh,
});

/** Days with these energies in order; each knows that of the day before it. */
function days(given: [produced: number | null, expected: EnergyRange | null][]): ReliabilityDay[] {
  return given.map(([producedKwh, expected], at) => {
    const yesterdayKwh = given[at - 1]?.[0] ?? null;
    const isInside = producedKwh === null || expected?.p10Kwh == null
      ? null
      : producedKwh >= expected.p10Kwh && producedKwh <= expected.p90Kwh!;
    const day = FIRST.add({ days: at });
    const knownKwh = yesterdayKwh;
    const rest = { outage: null, yesterdayKwh, knownKwh, clearSkyKwh: null };
    return { day, producedKwh, expected, isInside, ...rest };
  });
}

describe("how reliable day-ahead energies were", () => {
  it("counts days within the range and averages errors over days that have both", () => {
    const summary = summaryOf(days([
      [100, range(110, 90, 120)],
      [80, range(110, 90, 120)],
      [null, range(50, 40, 60)],
      [70, null],
      [60, range(60)],
    ]));
    assert.deepEqual([summary.days, summary.compared, summary.ranged, summary.inside], [
      5,
      3,
      2,
      1,
    ]);
    assert.equal(summary.maeKwh, (10 + 30 + 0) / 3);
    assert.equal(summary.maeShare, (40 / 3) / 80);
  });

  it("compares with yesterday over the days that have one", () => {
    const { yesterday, clearSky } = summaryOf(days([
      [100, range(0)],
      [80, range(90)],
      [null, range(50)],
      [70, range(0)],
      [60, range(50)],
    ]));
    assert.deepEqual(yesterday, {
      days: 2,
      forecastMaeKwh: 10,
      referenceMaeKwh: 15,
      skill: 1 - 10 / 15,
    });
    assert.equal(clearSky, null);
  });

  it("has no share of nothing, no skill against a perfect reference, and no mean of no days", () => {
    const still = summaryOf(days([[0, range(1)], [0, range(1)]]));
    assert.equal(still.maeShare, null);
    assert.equal(still.yesterday!.skill, null);
    const none = summaryOf([]);
    assert.deepEqual([none.maeKwh, none.yesterday, none.clearSky], [null, null, null]);
  });

  it("divides the days at clock changes, too", () => {
    const site = { ...BARE_SITE, ...LONDON };
    const period = { from: plain("2026-10-24"), to: plain("2026-10-26") };
    const days = comparedDays("Europe/London", period);
    const hours = days.map(({ startMs, endMs }) => (endMs - startMs) / HOUR);
    assert.deepEqual(hours, [24, 24, 25, 24]);
    const known = days.map(({ known: { startMs, endMs } }) => (endMs - startMs) / HOUR);
    assert.deepEqual(known, [24, 24, 24, 25]);
    const edges = edgesOf(site, days);
    assert.deepEqual(edges, edges.toSorted((a, b) => a - b));
    assert.equal(edges.at(-1), days.at(-1)!.endMs);
    assert.ok(edges.includes(Temporal.Instant.from("2026-10-25T09:00Z").epochMilliseconds));
    assert.ok(edges.includes(Temporal.Instant.from("2026-10-24T08:00Z").epochMilliseconds));
  });

  it("takes a day for measured only with 90 % of its daylight, whatever of its night", () => {
    const span = { startMs: 0, endMs: 24 };
    const nights = [{ startMs: 0, endMs: 7 }, { startMs: 17, endMs: 24 }];
    const energy = (measured: number[], dark = nights) => {
      const edges = [0, 7, 17, 24];
      const parts = measured.map((measuredMs, at) => ({
        startMs: edges[at]!,
        endMs: edges[at + 1]!,
        kwh: measuredMs,
        measuredMs,
      }));
      return energyOfParts(litParts(parts, dark), span);
    };
    assert.deepEqual(energy([0, 10, 0]), { kwh: 10, covered: 1 });
    assert.deepEqual(energy([7, 5, 0]), { kwh: 12, covered: 0.5 });
    assert.deepEqual(energy([7, 5, 0], [span]), { kwh: 12, covered: 0.5 });
    assert.deepEqual(energy([7, 10, 1], []), { kwh: 18, covered: 0.75 });
  });

  it("persists the share of clear-sky power that was known when the forecast was made", () => {
    const site = { ...BARE_SITE, ...LONDON, asset_type: "wind" as const, capacity_kw: 100 };
    const period = { from: plain("2026-11-20"), to: plain("2026-11-21") };
    const compared = comparedDays("Europe/London", period);
    const edges = edgesOf(site, compared);
    const parts = edges.slice(1).map((endMs, at) => {
      const startMs = edges[at]!;
      const hours = (endMs - startMs) / HOUR;
      return { startMs, endMs, kwh: 30 * hours, measuredMs: endMs - startMs };
    });
    const found = reliabilityDays(
      { site, days: compared, parts, expected: new Map(), outages: [] },
      true,
    );
    assert.equal(found.length, 2);
    for (const { producedKwh, clearSkyKwh, yesterdayKwh } of found) {
      assert.equal(producedKwh, 720);
      assert.equal(yesterdayKwh, 720);
      assert.ok(Math.abs(clearSkyKwh! - 720) < 1e-6);
    }
  });

  it("leaves out days with an outage in daylight, and does not compare others with them", () => {
    const site: Site = { ...BARE_SITE, ...LONDON };
    const period = { from: plain("2026-11-20"), to: plain("2026-11-22") };
    const days = comparedDays("Europe/London", period);
    const edges = edgesOf(site, days);
    const parts = edges.slice(1).map((endMs, at) => ({
      startMs: edges[at]!,
      endMs,
      kwh: 5,
      measuredMs: endMs - edges[at]!,
    }));
    const at = (utc: string) => Temporal.Instant.from(utc).epochMilliseconds;
    const found = (start: string, end: string) =>
      reliabilityDays({
        site,
        days,
        parts,
        expected: new Map(["2026-11-20", "2026-11-21", "2026-11-22"].map((day) => [day, range(9)])),
        outages: [{ kind: "curtailment", startMs: at(start), endMs: at(end) }],
      }, false);
    const noon = found("2026-11-21T12:00Z", "2026-11-21T13:00Z");
    assert.deepEqual(noon.map(({ outage }) => outage), [null, "curtailment", null]);
    assert.equal(noon[2]!.yesterdayKwh, null);
    assert.equal(summaryOf(noon).compared, 2);
    const night = found("2026-11-21T20:00Z", "2026-11-22T04:00Z");
    assert.deepEqual(night.map(({ outage }) => outage), [null, null, null]);
    assert.equal(summaryOf(night).compared, 3);
  });
});
