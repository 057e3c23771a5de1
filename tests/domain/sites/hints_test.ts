import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Hint, MeasuredHour } from "../../../domain/sites/hints/hint.ts";
import { hintText } from "../../../domain/sites/hints/hint_text.ts";
import { hintsOf } from "../../../domain/sites/hints/hints.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { loadPlant } from "../../../service/demo/plant.ts";
import { PLANT as ENERPOS } from "../../../service/demo/cast.ts";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import { hoursOf, siteAt } from "../../support/measured_hours.ts";
import { BARE_SITE } from "../../support/site_day.ts";

const LONDON = siteAt(51.5074, -0.1278, 180);
const SYDNEY = siteAt(-33.87, 151.21, 0);
const REUNION = siteAt(-21.3333, 55.4833, 0);
const OSLO = siteAt(59.91, 10.75, 180);
const GOOD: [where: string, site: Site, days: string[]][] = [
  ["London", LONDON, ["2026-01-10", "2026-05-01", "2026-11-01"]],
  ["Sydney", SYDNEY, ["2026-05-15", "2026-11-15"]],
  ["La Réunion", REUNION, ["2026-01-10", "2026-06-01"]],
  ["Oslo", OSLO, ["2026-05-15", "2026-08-01"]],
];
const codes = (hints: Hint[]) => hints.map(({ code }) => code);

describe("the hints about good data", () => {
  for (const [where, site, days] of GOOD) {
    for (const day of days) {
      it(`are none in ${where} for the 60 days from ${day}`, () => {
        assert.deepEqual(hintsOf(site, hoursOf(site, day)), []);
      });
    }
    it(`are none in ${where} for modules that are off by less than 60°, or for a wrong tilt`, () => {
      for (const turned of [-45, 45]) {
        const plant = { ...site, orientation: (site.orientation! + turned + 360) % 360 };
        assert.deepEqual(hintsOf(site, hoursOf(plant, days[0]!)), [], String(turned));
      }
      assert.deepEqual(hintsOf(site, hoursOf({ ...site, tilt: 10 }, days[0]!)), []);
    });
    it(`are none in ${where} for times that are an hour late, or a meter off by 1 %`, () => {
      for (const shiftMs of [-HOUR, HOUR]) {
        assert.deepEqual(hintsOf(site, hoursOf(site, days[0]!, { shiftMs })), []);
      }
      assert.deepEqual(hintsOf(site, hoursOf(site, days[0]!, { offsetKw: 0.1 })), []);
    });
  }

  it("are none for any 60 days of the measured year of a real plant", async () => {
    const plant = await loadPlant();
    const site: Site = { ...BARE_SITE, ...ENERPOS };
    for (let month = 1; month <= 12; month++) {
      const start = Temporal.Instant.from(`2026-${String(month).padStart(2, "0")}-01T00:00:00Z`);
      const values = plant.production(start, start.add({ hours: 60 * 24 }));
      const periods = values.map((value) => ({
        startMs: milliseconds(value.start_utc),
        endMs: milliseconds(value.end_utc),
        kw: value.generation_power_kw,
      }));
      const byHour = Map.groupBy(periods, ({ startMs }) => Math.floor(startMs / HOUR));
      const hours = [...byHour.values()].map((hour): MeasuredHour => ({
        startMs: hour[0]!.startMs,
        endMs: hour.at(-1)!.endMs,
        kwh: hour.reduce((sum, { kw, startMs, endMs }) => sum + kw * (endMs - startMs) / HOUR, 0),
        coveredMs: hour.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
        highestKw: Math.max(...hour.map(({ kw }) => kw)),
      }));
      assert.deepEqual(hintsOf(site, hours), [], start.toString());
    }
  });

  it("are none without measurements, without coordinates and without a capacity", () => {
    assert.deepEqual(hintsOf(LONDON, []), []);
    const hours = hoursOf(LONDON, "2026-05-01");
    assert.deepEqual(hintsOf({ ...BARE_SITE, capacity_kw: 10 }, hours), []);
    assert.deepEqual(hintsOf(BARE_SITE, hours), []);
  });
});

describe("a hint about energy while the sun was down", () => {
  const cases: [fault: string, truth: Site, stated: Partial<Site>, cause: string][] = [
    ["the sign of the longitude", SYDNEY, { longitude: -151.21 }, "longitude_sign"],
    [
      "swapped coordinates",
      REUNION,
      { latitude: 55.4833, longitude: -21.3333 },
      "swapped_coordinates",
    ],
  ];
  for (const [fault, truth, stated, cause] of cases) {
    it(`names ${fault}`, () => {
      const hints = hintsOf({ ...truth, ...stated }, hoursOf(truth, "2026-05-01"));
      assert.deepEqual(codes(hints), ["energy_in_the_dark"]);
      const { figures } = hints[0] as Extract<Hint, { code: "energy_in_the_dark" }>;
      assert.ok(figures.share > 0.02 && figures.share <= 1, String(figures.share));
      assert.deepEqual(figures.causes, [cause]);
    });
  }

  it("names local times that were stored as UTC", () => {
    const hours = hoursOf(SYDNEY, "2026-06-01", { shiftMs: 10 * HOUR });
    const [hint] = hintsOf(SYDNEY, hours);
    assert.ok(hint?.code === "energy_in_the_dark");
    assert.deepEqual(hint.figures.causes, ["local_times"]);
  });
});

describe("a hint about power above the capacity", () => {
  const summer = hoursOf(LONDON, "2026-05-01");

  it("counts the days, and says how high it was", () => {
    const stated = { capacity_kw: 7, inverter_capacity_kw: 7 };
    const [hint] = hintsOf({ ...LONDON, ...stated }, summer);
    assert.ok(hint?.code === "above_capacity");
    const { days, highest_kw, capacity_kw } = hint.figures;
    assert.equal(capacity_kw, 7);
    assert.ok(days >= 5 && days <= 60, String(days));
    assert.equal(highest_kw, Math.max(...summer.map(({ highestKw }) => highestKw)));
  });

  it("is silent when the site once had that capacity, and on fewer than 5 days", () => {
    const reduced = { ...LONDON, capacity_kw: 7, inverter_capacity_kw: 7 };
    const former_capacities = [{ until_date: "2026-06-01", capacity_kw: 10 }];
    assert.deepEqual(hintsOf({ ...reduced, former_capacities }, summer), []);
    const few = summer.slice(0, 24 * 4);
    assert.deepEqual(hintsOf(reduced, few), []);
  });
});

describe("a hint that a plant faces another way", () => {
  const cases: [what: string, truth: Site, stated: number, day: string][] = [
    ["west in London, stated as south", { ...LONDON, orientation: 270 }, 180, "2026-05-01"],
    ["east in Oslo, stated as south", { ...OSLO, orientation: 90 }, 180, "2026-05-15"],
    ["west in London, stated as east", { ...LONDON, orientation: 270 }, 90, "2026-05-01"],
    ["north in Sydney in winter, stated as south", SYDNEY, 180, "2026-05-15"],
  ];
  for (const [what, truth, orientation, day] of cases) {
    it(`says so: ${what}`, () => {
      const hints = hintsOf({ ...truth, orientation }, hoursOf(truth, day));
      assert.deepEqual(codes(hints), ["faces_another_way"]);
      const { figures } = hints[0] as Extract<Hint, { code: "faces_another_way" }>;
      const off = Math.abs(figures.seems_to_face - truth.orientation!) % 360;
      assert.ok(Math.min(off, 360 - off) <= 22.5, String(figures.seems_to_face));
      assert.equal(figures.stated, orientation);
    });
  }
});

describe("a hint that clear hours show another plane", () => {
  const found = { tilt: 30, orientation: 262 };

  it("says which, once, also where the shape of clear days tells the same", () => {
    const truth = { ...LONDON, orientation: 270 };
    const hints = hintsOf({ ...truth, orientation: 180 }, hoursOf(truth, "2026-05-01"), [], found);
    assert.deepEqual(codes(hints), ["another_plane"]);
    assert.match(hintText(hints[0]!).found, /tilted by 30° that face west \(about 262°\), not/);
  });

  it("is silent near the stated plane, and where no plane is stated", () => {
    assert.deepEqual(hintsOf({ ...LONDON, tilt: 35, orientation: 250 }, [], [], found), []);
    assert.deepEqual(hintsOf({ ...LONDON, tilt: null }, [], [], found), []);
  });
});

describe("the hints about a site whose power follows something else", () => {
  for (const kind of ["has_battery", "is_tracked", "is_curtailed"] as const) {
    it(`are none: ${kind}`, () => {
      const wrong = { ...SYDNEY, longitude: -151.21, capacity_kw: 1, inverter_capacity_kw: 1 };
      const hours = hoursOf(SYDNEY, "2026-05-15");
      assert.deepEqual(codes(hintsOf(wrong, hours)), ["energy_in_the_dark", "above_capacity"]);
      assert.deepEqual(hintsOf({ ...wrong, [kind]: true }, hours), []);
    });
  }
});
