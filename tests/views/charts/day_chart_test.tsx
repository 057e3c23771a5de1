import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { clearSkyPower } from "../../../domain/forecasts/clear_sky_power.ts";
import { HOUR } from "../../../domain/time/time.ts";
import { DayChart, titleOf } from "../../../views/charts/day_chart.tsx";
import { outageText } from "../../../views/charts/outage_spans.tsx";
import { runChanges, runMarks } from "../../../views/charts/run_marks.ts";
import { chartScales, PLOT } from "../../../views/charts/scales.ts";
import { read } from "../../support/html.ts";
import { dayOfSite, forecasted, measured, PLANT } from "../../support/site_day.ts";

const NIGHT = "2026-06-20T20:00:00Z";
const ASKED = { day: "2026-06-21", zone: "Indian/Reunion", now: "2026-06-21T08:07:00Z" };
const DAY = dayOfSite({
  ...ASKED,
  forecast: forecasted(NIGHT, 15, Array<number>(96).fill(20), "2026-06-21T07:45:00Z"),
  generation: measured(NIGHT, 15, Array<number>(48).fill(18)),
});
type Shown = Partial<Parameters<typeof DayChart>[0]>;
const chartOf = (day = DAY, more: Shown = {}) =>
  read(<DayChart day={day} scales={chartScales(day, 50)} description="In words." {...more} />);

/** Numbers of a path that go across, in their order. */
const across = (d: string) => [...d.matchAll(/[MHL](-?[\d.]+)/g)].map(([, x]) => Number(x));

describe("the drawing of a day", () => {
  it("has finite paths that go from left to right, whatever the powers", () => {
    const kw = fc.double({ min: -5, max: 80, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.option(kw, { nil: undefined }), { maxLength: 96 }), (powers) => {
        const chart = chartOf(dayOfSite({ ...ASKED, generation: measured(NIGHT, 15, powers) }));
        assert.ok(!/NaN|Infinity|undefined/.test(chart.source), chart.source);
        for (const line of chart.all("path.generation")) {
          const places = across(line.attribute("d")!);
          assert.deepEqual(places, places.toSorted((a, b) => a - b));
          assert.ok(places.every((x) => x >= 0 && x <= PLOT.width));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has the forecast solid up to now and dashed after, and an area under what was measured", () => {
    const chart = chartOf();
    const [past, ahead] = chart.all("path.forecast").map((path) => across(path.attribute("d")!));
    assert.deepEqual(past, [0, 504.9]);
    assert.deepEqual(ahead, [504.9, 1000]);
    assert.equal(chart.one("path.area").attribute("d"), "M0,192H500V300H0Z");
    assert.equal(chart.one("path.generation").attribute("d"), "M0,192H500");
  });

  it("names now and the time of the newest run, and marks where the measured line ends", () => {
    assert.equal(chartOf().text(".now"), "now 12:07 · forecast made 11:45");
    assert.equal(chartOf().one("circle.newest").attribute("cx"), "50%");
    const past = dayOfSite({ ...ASKED, now: "2026-07-01T00:00:00Z", generation: [] });
    assert.ok(!chartOf(past).has(".now") && !chartOf(past).has(".newest"));
  });

  it("draws clear sky and another forecast, and leaves out what is switched off", () => {
    const compared = forecasted(NIGHT, 15, Array<number>(96).fill(10));
    const day = dayOfSite({ ...ASKED, generation: measured(NIGHT, 15, [1]), compared });
    const clearSky = clearSkyPower(PLANT, day);
    const drawn = (hidden: Shown["hidden"]) =>
      ["generation", "compared", "clear-sky"]
        .filter((line) => chartOf(day, { clearSky, hidden }).has(`path.${line}`));
    assert.deepEqual(drawn([]), ["generation", "compared", "clear-sky"]);
    assert.deepEqual(drawn(["actual", "clear-sky"]), ["compared"]);
  });

  it("says which days it shows, and names them below where there are several", () => {
    assert.equal(titleOf(DAY), "Power on Sunday 21 June 2026");
    const days = { ...DAY, endMs: DAY.startMs + 72 * HOUR };
    assert.equal(titleOf(days), "Power from Sunday 21 June 2026 to Tuesday 23 June 2026");
    const names = chartOf(days).texts(".time-axis text:not(.zone)");
    assert.deepEqual(names, ["Sun 21 Jun", "Mon 22 Jun", "Tue 23 Jun"]);
  });

  it("hatches outages within its days, and says when, with weekdays of several days", () => {
    const hatched = { start_utc: "2026-06-20T06:00:00Z", end_utc: "2026-06-21T06:00:00Z" };
    const outages = [{ ...hatched, kind: "outage" as const }];
    const day = dayOfSite({ ...ASKED, outages });
    const places = across(chartOf(day).one("path.outage").attribute("d")!);
    assert.deepEqual([Math.min(...places), Math.max(...places)], [0, 416.7]);
    assert.equal(outageText(day), "Hatched: outage 00:00–10:00.");
    const curtailment = { ...hatched, end_utc: null, kind: "curtailment" as const };
    const several = dayOfSite({ ...ASKED, day: "2026-06-20", days: 3, outages: [curtailment] });
    assert.equal(outageText(several), "Hatched: curtailment Sat 10:00–Tue 00:00.");
    assert.ok(!chartOf().has("path.outage"));
    assert.equal(outageText(DAY), null);
  });

  it("writes powers to the left of the plot, and the unit once", () => {
    const texts = chartOf().texts(".power-axis text");
    assert.deepEqual(texts, ["0", "10", "20", "30", "40", "50", "kW"]);
    assert.ok(chartOf().all(".power-axis text").every((text) => text.attribute("x") === "-8"));
  });
});

describe("the marks of runs", () => {
  const line = (runs: number[]) =>
    runs.map((madeMs, at) => ({
      startMs: at * HOUR,
      endMs: (at + 1) * HOUR,
      powerKw: 1,
      p10Kw: null,
      p90Kw: null,
      modelName: null,
      madeMs,
    }));

  it("are where the line goes over to another run", () => {
    assert.deepEqual(runChanges(line([1, 1, 2, 2, 3])), [2 * HOUR, 4 * HOUR]);
    const { x } = chartScales({ ...DAY, startMs: 0, endMs: 10 * HOUR }, 50);
    assert.equal(runMarks(line([1, 1, 2]), { x }), "M200.0,300v-8");
  });

  it("are left out where nearly every value is of a run of its own", () => {
    const { x } = chartScales({ ...DAY, startMs: 0, endMs: 96 * HOUR }, 50);
    assert.equal(runMarks(line(Array.from({ length: 96 }, (_, at) => at)), { x }), "");
  });
});

describe("the power of a cloudless sky", () => {
  it("covers the day in quarter hours, is highest about noon and zero at night", () => {
    const power = clearSkyPower(PLANT, DAY);
    assert.equal(power.length, 96);
    const highest = power.reduce((a, b) => b.powerKw > a.powerKw ? b : a);
    const noon = (highest.startMs - DAY.startMs) / HOUR;
    assert.ok(noon > 11 && noon < 14, `${noon}`);
    assert.equal(power[0]!.powerKw, 0);
    assert.equal(power.at(-1)!.endMs, DAY.endMs);
  });

  it("is not known of a wind site or one without coordinates", () => {
    assert.deepEqual(clearSkyPower({ ...PLANT, asset_type: "wind" }, DAY), []);
    assert.deepEqual(clearSkyPower({ ...PLANT, latitude: null }, DAY), []);
  });
});
