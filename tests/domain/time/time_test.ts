import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  clockTime,
  dayOf,
  dayPeriod,
  floorToMinutes,
  HOUR,
  milliseconds,
  plainMilliseconds,
  utcText,
} from "../../../domain/time/time.ts";

const instant = Temporal.Instant.from;

describe("an instant as text", () => {
  it("ends in Z and comes back as it was", () => {
    const text = "2026-11-21T09:30:00Z";
    assert.equal(utcText(milliseconds(text)), text);
    assert.equal(milliseconds(text), 1_795_253_400_000);
  });

  it("must carry an offset, which counts", () => {
    assert.equal(milliseconds("2026-11-21T15:15:00+05:45"), milliseconds("2026-11-21T09:30:00Z"));
    for (const text of ["2026-11-21T09:30:00", "2026-11-21", "soon", ""]) {
      assert.throws(() => milliseconds(text), RangeError);
    }
  });
});

describe("a time in the plainest way", () => {
  it("is what it is by the calendar, on each day of 1900 to 2099 that it knows", () => {
    let day = Temporal.PlainDate.from("1900-01-01");
    for (; day.year < 2100; day = day.add({ days: 13 })) {
      const text = `${day}T21:07:05Z`;
      const isLeapDay = day.month === 2 && day.day === 29;
      assert.equal(plainMilliseconds(text), isLeapDay ? NaN : instant(text).epochMilliseconds);
    }
  });

  it("is no day, hour or year that is not there, and nothing with more or less to it", () => {
    const others = ["2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z", "2026-01-01T24:00:00Z"];
    for (
      const text of [...others, "2026-01-01T00:00:00.5Z", "2026-01-01T00:00Z", "", "1899-12-31"]
    ) {
      assert.equal(plainMilliseconds(text), NaN);
    }
  });
});

describe("floorToMinutes", () => {
  const cases = [
    ["2026-06-21T08:07:59.999Z", 15, "2026-06-21T08:00:00Z"],
    ["2026-06-21T08:15:00Z", 15, "2026-06-21T08:15:00Z"],
    ["2026-06-21T08:07:00Z", 180, "2026-06-21T06:00:00Z"],
    ["1969-12-31T23:59:00Z", 15, "1969-12-31T23:45:00Z"],
  ] as const;
  for (const [time, minutes, floor] of cases) {
    it(`brings ${time} back to ${floor} in steps of ${minutes}`, () => {
      assert.equal(floorToMinutes(instant(time), minutes).toString(), floor);
    });
  }
});

describe("the calendar day of a zone", () => {
  /** Zone, day, its first instant, and how many hours it has. */
  const days = [
    ["Europe/London", "2026-06-21", "2026-06-20T23:00:00Z", 24],
    ["Europe/London", "2026-03-29", "2026-03-29T00:00:00Z", 23],
    ["Europe/London", "2026-10-25", "2026-10-24T23:00:00Z", 25],
    ["America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", 23],
    ["Asia/Kathmandu", "2026-06-21", "2026-06-20T18:15:00Z", 24],
    ["Asia/Kolkata", "2026-06-21", "2026-06-20T18:30:00Z", 24],
    ["Indian/Reunion", "2026-06-21", "2026-06-20T20:00:00Z", 24],
    // Clocks went from 24:00 on the 7th to 01:00 on the 8th: the day has no midnight.
    ["America/Havana", "2026-03-08", "2026-03-08T05:00:00Z", 23],
    // Half an hour of summer time.
    ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z", 24.5],
  ] as const;

  for (const [zone, text, start, hours] of days) {
    it(`of ${zone} on ${text} has ${hours} hours from ${start}`, () => {
      const day = Temporal.PlainDate.from(text);
      const period = dayPeriod(day, zone);
      assert.equal(period.start.toString(), start);
      const length = period.end.epochMilliseconds - period.start.epochMilliseconds;
      assert.equal(length, hours * HOUR);
    });

    it(`of ${zone} on ${text} holds its first and last instant, and no other`, () => {
      const day = Temporal.PlainDate.from(text);
      const { start, end } = dayPeriod(day, zone);
      const step = { nanoseconds: 1 };
      assert.equal(dayOf(start, zone).toString(), text);
      assert.equal(dayOf(end.subtract(step), zone).toString(), text);
      assert.equal(
        dayOf(start.subtract(step), zone).toString(),
        day.subtract({ days: 1 }).toString(),
      );
      assert.equal(dayOf(end, zone).toString(), day.add({ days: 1 }).toString());
    });
  }

  it("does not depend on where the machine stands", () => {
    const noon = instant("2026-06-21T20:30:00Z");
    const zones = ["UTC", "Asia/Kolkata", "America/New_York", "Asia/Kathmandu"];
    assert.deepEqual(
      zones.map((zone) => `${dayOf(noon, zone)} ${clockTime(noon, zone)}`),
      ["2026-06-21 20:30", "2026-06-22 02:00", "2026-06-21 16:30", "2026-06-22 02:15"],
    );
  });

  it("shows an hour twice when clocks go back", () => {
    const clocks = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]
      .map((text) => clockTime(instant(text), "Europe/London"));
    assert.deepEqual(clocks, ["01:30", "01:30"]);
  });
});
