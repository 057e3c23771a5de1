import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { dayPeriod } from "../../../domain/time/time.ts";
import { type DemoPlant, loadPlant } from "../../../service/demo/plant.ts";

const ZONE = "+04:00";
let plant: DemoPlant;

beforeAll(async () => {
  plant = await loadPlant();
});

function daysOf(year: number): Temporal.PlainDate[] {
  const first = new Temporal.PlainDate(year, 1, 1);
  return Array.from({ length: first.daysInYear }, (_, index) => first.add({ days: index }));
}

function between(start: string, end: string) {
  return plant.production(Temporal.Instant.from(start), Temporal.Instant.from(end));
}

function ofDay(day: Temporal.PlainDate | string) {
  const { start, end } = dayPeriod(Temporal.PlainDate.from(day), ZONE);
  return plant.production(start, end);
}

function powersOf(day: Temporal.PlainDate | string): number[] {
  return ofDay(day).map((value) => value.generation_power_kw);
}

function energyKwh(day: string): number {
  return powersOf(day).reduce((sum, power) => sum + power, 0) / 6;
}

/** Values from 06:00 to 19:00 at the plant, which is 02:00 to 15:00 UTC. */
function daylightValues(day: Temporal.PlainDate): number {
  return between(`${day}T02:00:00Z`, `${day}T15:00:00Z`).length;
}

function assertSources(sources: Record<string, string>) {
  const found = Object.keys(sources).map((day) => [
    day,
    plant.sourceDay(Temporal.PlainDate.from(day)).toString(),
  ]);
  assert.deepEqual(Object.fromEntries(found), sources);
}

describe("the measured production of the demo's plant", () => {
  for (const [year, length] of [[2024, 366], [2026, 365]] as const) {
    it(`is good and possible on each of the ${length} days of ${year}`, () => {
      const days = daysOf(year);
      assert.equal(days.length, length);
      for (const day of days) {
        assert.ok(daylightValues(day) >= 70, `${day}: ${daylightValues(day)} of 78 periods`);
        const powers = powersOf(day);
        assert.ok(Math.min(...powers) >= 0 && Math.max(...powers) <= 51, `${day}`);
        const source = plant.sourceDay(day);
        assert.equal(source.year, 2021);
        assert.ok(plant.sourceDay(source).equals(source), `${day} is shown by a bad day`);
        assert.deepEqual(powers, powersOf(source));
      }
    });
  }

  it("is that of the same calendar day where the data are good", () => {
    assertSources({ "2026-01-01": "2021-01-01", "2024-10-01": "2021-10-01" });
  });

  it("mirrors the days without data across the edges of their gap", () => {
    // The long gap is 28 January (day 28) to 12 March (day 71), so a = 27 and b = 72.
    assertSources({
      "2026-01-27": "2021-01-27",
      "2026-01-28": "2021-01-27", // 2 * 27 + 1 - 28 = 27
      "2026-02-01": "2021-01-23", // 2 * 27 + 1 - 32 = 23
      "2026-02-18": "2021-01-06", // day 49, 22 from a and 23 from b: 2 * 27 + 1 - 49 = 6
      "2026-02-19": "2021-04-03", // day 50, 23 from a and 22 from b: 2 * 72 - 1 - 50 = 93
      "2024-03-05": "2021-03-20", // day 64 of 2021: 2 * 72 - 1 - 64 = 79
      "2026-03-12": "2021-03-13", // 2 * 72 - 1 - 71 = 72
      "2026-03-13": "2021-03-13",
      "2026-11-04": "2021-11-03", // a = 307 (3 November): 2 * 307 + 1 - 308 = 307
      "2026-11-06": "2021-11-01", // 2 * 307 + 1 - 310 = 305
      "2026-11-07": "2021-11-12", // b = 314 (10 November): 2 * 314 - 1 - 311 = 316
      "2026-11-09": "2021-11-10", // 2 * 314 - 1 - 313 = 314
    });
  });

  it("takes the next day for a single broken one", () => {
    assertSources({
      "2026-04-29": "2021-04-30",
      "2026-07-14": "2021-07-15",
      "2026-07-25": "2021-07-26",
    });
  });

  it("treats 29 February as 28", () => {
    assertSources({ "2024-02-29": "2021-03-25", "2024-02-28": "2021-03-25" });
    assert.deepEqual(powersOf("2024-02-29"), powersOf("2024-02-28"));
    assert.equal(ofDay("2024-02-29")[0]?.start_utc, "2024-02-28T20:00:00Z");
  });

  it("stores the ten minutes that end at noon in UTC", () => {
    // The export says 01/01/2021 12:00;6.3;38300 and 6.3 kWh in ten minutes are 37.8 kW.
    assert.deepEqual(between("2026-01-01T07:50:00Z", "2026-01-01T08:00:00Z"), [{
      start_utc: "2026-01-01T07:50:00Z",
      end_utc: "2026-01-01T08:00:00Z",
      generation_power_kw: 37.8,
    }]);
  });

  it("keeps only periods that lie wholly between the two times, in order", () => {
    const starts = between("2026-01-01T07:50:00.000001Z", "2026-01-01T08:29:59.999Z")
      .map((value) => value.start_utc);
    assert.deepEqual(starts, ["2026-01-01T08:00:00Z", "2026-01-01T08:10:00Z"]);
    assert.deepEqual(between("2026-01-01T08:01:00Z", "2026-01-01T08:09:00Z"), []);
    assert.deepEqual(between("2026-01-02T08:00:00Z", "2026-01-01T08:00:00Z"), []);
  });

  it("does not depend on how a time is divided", () => {
    const whole = between("2026-01-26T20:00:00Z", "2026-01-28T20:00:00Z");
    const [before, after] = [ofDay("2026-01-27"), ofDay("2026-01-28")];
    assert.deepEqual(whole, [...before, ...after]);
    assert.equal(before.length, 143);
  });

  it("sums to the energy in the export", () => {
    // For a day D and the next one N, written like 01/10/2021: tr -d '\r' < EXPORT | awk -F';' -v d=D
    // -v n=N 'index($1,d)==1 && $1!=d" 00:00" || $1==n" 00:00" {s+=$2} END{print s}'
    const sums = {
      "2026-01-01": 308.3,
      "2026-03-13": 217.0,
      "2026-10-01": 208.4,
      "2026-10-06": 199.8,
      "2026-12-31": 315.5,
    };
    for (const [day, sum] of Object.entries(sums)) {
      assert.ok(Math.abs(energyKwh(day) - sum) < 1e-6, `${day}: ${energyKwh(day)} kWh`);
    }
  });

  it("leaves missing cells out and keeps the zeros of the night", () => {
    // No rows at 01:10 to 02:00 on 6 October; the last period of 31 December ends in 2022.
    const night = between("2026-10-05T20:50:00Z", "2026-10-05T22:10:00Z");
    assert.deepEqual(
      night.map((value) => [value.start_utc.slice(11, 16), value.generation_power_kw]),
      [
        ["20:50", 0],
        ["22:00", 0],
      ],
    );
    assert.equal(ofDay("2026-10-06").length, 138);
    assert.equal(ofDay("2026-12-31").length, 143);
  });

  it("has samples of power in place of the impossible energy of 21 June", () => {
    // 11:40 to 11:50: samples of 26634 W and 27699 W at its ends. The day: energy up to 8.4 kWh
    // as it is, else a sixth of the mean of the two samples, summed by awk: 145284 Wh.
    const [atPeak] = between("2026-06-21T07:40:00Z", "2026-06-21T07:50:00Z");
    assert.equal(atPeak?.generation_power_kw, 27.1665);
    assert.equal(Math.max(...powersOf("2026-06-21")), 33.6);
    assert.ok(Math.abs(energyKwh("2026-06-21") - 145.284) < 1e-6);
  });
});
