import "../../support/properties.ts";
import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { type Charge, chargeOf, sunOf, sunShare } from "../../../domain/charging/sun.ts";
import type { PowerPeriod } from "../../../domain/generation/energy.ts";
import { HOUR, milliseconds, MINUTE } from "../../../domain/time/time.ts";

/** Measured periods of 10 minutes, which end at the stamp (UTC+4); rows without a value are gaps. */
function enerpos(): PowerPeriod[] {
  const file = new URL("../../fixtures/charging/enerpos_october_2022.csv.gz", import.meta.url);
  const lines = gunzipSync(Deno.readFileSync(file)).toString().trimEnd().split("\n").slice(1);
  return lines.flatMap((line) => {
    const [stamp, ...watts] = line.split(",");
    if (watts.some((text) => text === "")) return [];
    const [day, month, year, time] = stamp!.split(/[/ ]/);
    const endMs = milliseconds(`${year}-${month}-${day}T${time}:00+04:00`);
    const powerKw = watts.reduce((sum, text) => sum + Number(text), 0) / 1000;
    return [{ startMs: endMs - 10 * MINUTE, endMs, powerKw }];
  });
}

const MEASURED = enerpos();

const charge = (start: string, end: string, energyKwh: number): Charge => ({
  startMs: milliseconds(start),
  endMs: milliseconds(end),
  energyKwh,
});

const percent = ({ energyKwh }: Charge, sunKwh: number | null, known: number) => {
  const share = sunShare({ sun_kwh: sunKwh, sun_known: known, energy_kwh: energyKwh });
  return share === null ? null : Math.round(share * 10_000) / 100;
};

describe("the sun of charging sessions", () => {
  it("is that of the plant in La Réunion in October 2022", () => {
    assert.equal(MEASURED.length, 2157);
    assert.equal(Math.max(...MEASURED.map(({ powerKw }) => powerKw)), 45.888);
    const cases: [Charge, number, number][] = [
      [charge("2022-10-03T07:00:00Z", "2022-10-03T09:00:00Z", 22), 21.9888, 99.95],
      [charge("2022-10-03T16:00:00Z", "2022-10-03T22:00:00Z", 42), 0, 0],
      [charge("2022-10-07T08:00:00Z", "2022-10-07T08:20:00Z", 50), 12.2053, 24.41],
    ];
    for (const [one, sunKwh, share] of cases) {
      const [found] = sunOf([one], MEASURED);
      assert.deepEqual(found, { sunKwh, known: 1 });
      assert.equal(percent(one, found!.sunKwh, found!.known), share);
    }
  });

  it("is shared by sessions at once in proportion to their power", () => {
    const sun = [{ startMs: 0, endMs: 2 * HOUR, powerKw: 6 }];
    const [a, b] = sunOf([
      { startMs: 0, endMs: HOUR, energyKwh: 9 },
      { startMs: HOUR / 2, endMs: 2 * HOUR, energyKwh: 4.5 },
    ], sun);
    assert.deepEqual(a, { sunKwh: 3 + 2.25, known: 1 });
    assert.deepEqual(b, { sunKwh: 0.75 + 3, known: 1 });
  });

  it("is not measured where less than half of its time is, and counts what is from half on", () => {
    const half = [{ startMs: 0, endMs: HOUR / 2, powerKw: 3 }];
    const at = (powerKw: number) => ({ startMs: 0, endMs: HOUR, energyKwh: powerKw });
    assert.deepEqual(sunOf([at(2)], half), [{ sunKwh: 1, known: 0.5 }]);
    assert.equal(percent(at(2), 1, 0.5), 100);
    const less = [{ startMs: 0, endMs: HOUR / 2 - 1, powerKw: 3 }];
    assert.deepEqual(sunOf([at(2)], less), [{ sunKwh: null, known: 0.499999 }]);
    assert.deepEqual(sunOf([at(2)], []), [{ sunKwh: null, known: 0 }]);
  });

  it("counts what a plant draws at night as no sun, and energy of 0 as none of it", () => {
    const night = [{ startMs: 0, endMs: HOUR, powerKw: -0.2 }];
    assert.deepEqual(sunOf([{ startMs: 0, endMs: HOUR, energyKwh: 5 }], night), [
      { sunKwh: 0, known: 1 },
    ]);
    assert.deepEqual(sunOf([{ startMs: 0, endMs: HOUR, energyKwh: 0 }], night), [
      { sunKwh: 0, known: 1 },
    ]);
    assert.equal(sunShare({ sun_kwh: 0, sun_known: 1, energy_kwh: 0 }), null);
  });

  it("equals a plain count by minutes for any sessions", () => {
    const minutes = (most: number) => fc.integer({ min: 0, max: most });
    const charges = fc.array(
      fc.record({ start: minutes(200), length: fc.integer({ min: 1, max: 90 }), kwh: minutes(50) }),
      { minLength: 1, maxLength: 6 },
    );
    const periods = fc.array(
      fc.record({ gap: minutes(8), length: fc.integer({ min: 1, max: 30 }), kw: minutes(40) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(charges, periods, (sessions, measured) => {
        let atMinute = 0;
        const available = measured.map(({ gap, length, kw }) => {
          const start = atMinute + gap;
          atMinute = start + length;
          return { startMs: start * MINUTE, endMs: atMinute * MINUTE, powerKw: kw - 5 };
        });
        const all = sessions.map(({ start, length, kwh }) => ({
          startMs: start * MINUTE,
          endMs: (start + length) * MINUTE,
          energyKwh: kwh,
        }));
        const found = sunOf(all, available);
        slowly(all, available).forEach(({ sun, known }, at) => {
          assert.ok(Math.abs(found[at]!.known - known) < 1e-4);
          if (known < 0.5) assert.equal(found[at]!.sunKwh, null);
          else assert.ok(Math.abs(found[at]!.sunKwh! - sun) < 1e-4);
        });
      }),
    );
  });
});

/** Counts minute by minute, which all times of the property are multiples of. */
function slowly(charges: Charge[], available: PowerPeriod[]) {
  const power = ({ energyKwh, startMs, endMs }: Charge) => energyKwh / ((endMs - startMs) / HOUR);
  const isIn = (ms: number, { startMs, endMs }: { startMs: number; endMs: number }) =>
    startMs <= ms && ms < endMs;
  return charges.map((charge) => {
    let [sun, known, count] = [0, 0, 0];
    for (let ms = charge.startMs; ms < charge.endMs; ms += MINUTE) {
      count++;
      const period = available.find((one) => isIn(ms, one));
      if (!period) continue;
      known++;
      const total = charges.filter((one) => isIn(ms, one)).reduce(
        (sum, one) => sum + power(one),
        0,
      );
      const used = Math.min(total, Math.max(0, period.powerKw));
      if (total > 0) sun += used * power(charge) / total / 60;
    }
    return { sun, known: known / count };
  });
}

describe("when a session charges how much", () => {
  const session = {
    session_start_utc: "2026-11-21T09:00:00Z",
    session_end_utc: "2026-11-21T12:00:00Z",
    charge_duration_seconds: null,
    energy_kwh: 10,
    evse_energy_kwh: null,
  };
  const startMs = milliseconds(session.session_start_utc);

  it("is from start to end, or for the time of charging where that is shorter", () => {
    const until = (seconds: number | null) =>
      (chargeOf({ ...session, charge_duration_seconds: seconds })!.endMs - startMs) / 1000;
    assert.deepEqual([null, 0, 3600, 10_800, 20_000].map(until), [
      10_800,
      10_800,
      3600,
      10_800,
      10_800,
    ]);
    const open = { ...session, session_end_utc: null, charge_duration_seconds: 600 };
    assert.equal(chargeOf(open)!.endMs - startMs, 600_000);
  });

  it("takes the energy at the charger before that of the vehicle", () => {
    assert.equal(chargeOf(session)!.energyKwh, 10);
    assert.equal(chargeOf({ ...session, evse_energy_kwh: 11 })!.energyKwh, 11);
  });

  it("is not known without a start, an end, an energy, and beyond 31 days", () => {
    for (
      const missing of [
        { session_start_utc: null },
        { session_end_utc: null },
        { session_end_utc: session.session_start_utc },
        { energy_kwh: null },
        { session_end_utc: "2026-12-22T09:00:01Z" },
      ]
    ) assert.equal(chargeOf({ ...session, ...missing }), null);
  });
});
