import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { nights, solarPosition } from "../../../domain/solar/sun.ts";
import { HOUR, milliseconds, MINUTE, utcText } from "../../../domain/time/time.ts";
import { referenceRows } from "../../support/clear_sky_reference.ts";

const DAY = 24 * HOUR;

function assertNear(actual: number, expected: number, tolerance: number, label: string) {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${label}: ${actual}, not ${expected}`);
}

describe("solarPosition", () => {
  it("agrees with the reference within 0.02° of zenith and 0.1° of azimuth", () => {
    const rows = referenceRows();
    assert.equal(rows.length, 720);
    for (const { label, ms, array, zenith, apparentZenith, azimuth } of rows) {
      const sun = solarPosition(ms, array.latitude, array.longitude, array.altitude_m);
      assertNear(sun.zenith, zenith, 0.02, `zenith, ${label}`);
      assertNear(sun.apparentZenith, apparentZenith, 0.02, `apparent zenith, ${label}`);
      const turn = (sun.azimuth - azimuth + 540) % 360 - 180;
      assertNear(turn, 0, 0.1, `azimuth, ${label}`);
    }
  });

  it("agrees with the worked example of Reda & Andreas (2008): Golden, Colorado", () => {
    const sun = solarPosition(
      milliseconds("2003-10-17T19:30:30Z"),
      39.742476,
      -105.1786,
      1830.14,
    );
    assertNear(sun.apparentZenith, 50.11162, 0.02, "zenith");
    assertNear(sun.azimuth, 194.34024, 0.02, "azimuth");
  });

  it("puts the noon sun of Saint-Denis in the north in June and in the south in December", () => {
    const june = solarPosition(milliseconds("2026-06-21T08:20:00Z"), -20.8789, 55.4481);
    const december = solarPosition(milliseconds("2026-12-21T08:16:30Z"), -20.8789, 55.4481);
    assertNear(june.zenith, 20.8789 + 23.436, 0.02, "June");
    assert.ok(june.azimuth < 2 || june.azimuth > 358, `azimuth ${june.azimuth}`);
    assertNear(december.zenith, 23.436 - 20.8789, 0.02, "December");
    assertNear(december.azimuth, 180, 2, "azimuth");
  });

  it("goes round the pole at the height of its declination", () => {
    const midnight = milliseconds("2026-06-21T00:00:00Z");
    for (let hour = 0; hour < 24; hour++) {
      const { zenith } = solarPosition(midnight + hour * HOUR, 90, 0);
      assertNear(zenith, 90 - 23.436, 0.02, `north pole, ${hour} h`);
      const south = solarPosition(midnight + hour * HOUR, -90, 0);
      assertNear(south.zenith, 90 + 23.436, 0.02, `south pole, ${hour} h`);
    }
  });

  it("stays on the sphere at any place and time, and refraction only ever lifts", () => {
    fc.assert(fc.property(
      fc.integer({
        min: milliseconds("1990-01-01T00:00Z"),
        max: milliseconds("2051-01-01T00:00Z"),
      }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -500, max: 9000, noNaN: true }),
      (ms, latitude, longitude, altitude) => {
        const sun = solarPosition(ms, latitude, longitude, altitude);
        assert.ok(sun.zenith >= 0 && sun.zenith <= 180);
        assert.ok(sun.azimuth >= 0 && sun.azimuth < 360);
        const lift = sun.zenith - sun.apparentZenith;
        assert.ok(lift > -0.001 && lift < 0.75, `lifted by ${lift}°`);
      },
    ));
  });
});

describe("nights", () => {
  const cases = [
    ["London in June", 51.5074, -0.1278, "2026-06-21", ["03:43", "20:22"]],
    ["London in December", 51.5074, -0.1278, "2026-12-21", ["08:04", "15:53"]],
    ["Saint-Denis in June", -20.8789, 55.4481, "2026-06-21", ["02:54", "13:46"]],
    ["Saint-Denis in December", -20.8789, 55.4481, "2026-12-21", ["01:34", "14:58"]],
  ] as const;
  for (const [name, latitude, longitude, day, [sunrise, sunset]] of cases) {
    it(`ends and begins with sunrise and sunset to the minute: ${name}`, () => {
      const start = milliseconds(`${day}T00:00:00Z`);
      assert.deepEqual(nights(start, start + DAY, latitude, longitude), [
        { startMs: start, endMs: milliseconds(`${day}T${sunrise}Z`) },
        { startMs: milliseconds(`${day}T${sunset}Z`), endMs: start + DAY },
      ]);
    });
  }

  it("finds none in the polar day and nothing else in the polar night of Tromsø", () => {
    const june = milliseconds("2026-06-21T00:00:00Z");
    assert.deepEqual(nights(june, june + DAY, 69.6492, 18.9553), []);
    const december = milliseconds("2026-12-21T00:00:00Z");
    const whole = { startMs: december, endMs: december + DAY };
    assert.deepEqual(nights(whole.startMs, whole.endMs, 69.6492, 18.9553), [whole]);
  });

  it("keeps a night that spans midnight in one piece, and to the range asked for", () => {
    const noon = milliseconds("2026-03-20T12:00:00Z");
    const [night, ...rest] = nights(noon, noon + DAY, 51.5074, -0.1278);
    assert.deepEqual(rest, []);
    assert.equal(utcText(night?.startMs ?? 0), "2026-03-20T18:14:00Z");
    assert.equal(utcText(night?.endMs ?? 0), "2026-03-21T06:01:00Z");
    const end = noon + 9 * HOUR + MINUTE / 3;
    assert.equal(nights(noon, end, 51.5074, -0.1278).at(-1)?.endMs, end);
    assert.deepEqual(nights(noon, noon, 51.5074, -0.1278), []);
  });
});
