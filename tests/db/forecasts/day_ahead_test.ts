import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { dayAheadZone } from "../../../domain/forecasts/forecast_question.ts";
import { ownDatabase } from "../../support/setup.ts";

const { owner } = await ownDatabase();

describe("the time until which a value is written a day ahead", () => {
  const LONDON = { time_zone: "Europe/London" };
  const cases = [
    ["on the day before summer time", LONDON, "2026-03-29T00:30:00Z", "2026-03-28T09:00:00Z"],
    ["of the day on which it begins", LONDON, "2026-03-29T22:30:00Z", "2026-03-28T09:00:00Z"],
    ["on the day on which it begins", LONDON, "2026-03-29T23:30:00Z", "2026-03-29T08:00:00Z"],
    ["of the day on which it ends", LONDON, "2026-10-25T23:30:00Z", "2026-10-24T08:00:00Z"],
    ["on the day on which it ends", LONDON, "2026-10-26T00:00:00Z", "2026-10-25T09:00:00Z"],
    [
      "where midnight is left out",
      { time_zone: "Africa/Cairo" },
      "2026-04-24T12:00:00Z",
      "2026-04-23T07:00:00Z",
    ],
    [
      "by an offset of half hours",
      { day_ahead_utc_offset_hours: 5.5 },
      "2026-06-21T18:30:00Z",
      "2026-06-21T03:30:00Z",
    ],
    [
      "by an offset behind UTC",
      { day_ahead_utc_offset_hours: -6 },
      "2026-06-21T05:59:00Z",
      "2026-06-19T15:00:00Z",
    ],
    ["by UTC", {}, "2026-06-21T00:00:00Z", "2026-06-20T09:00:00Z"],
  ] as const;
  for (const [what, clock, target, expected] of cases) {
    it(`is 9:00 ${what}`, async () => {
      const [row] = await owner`
        select app.day_ahead_deadline(${target}::timestamp, '9 hours', ${dayAheadZone(clock)}::text)
          as until`;
      assert.equal(row!.until, expected);
    });
  }

  it("turns first with the first target time that a choice serves, all year round", async () => {
    const wrong = await owner`
      select zone, chosen, first from
        unnest(array['UTC', 'Europe/London', 'Africa/Cairo', 'America/Santiago', '<day>-5:30']) zone,
        unnest(array['15 min', '9 hours', '24 hours']::interval[]) hours,
        generate_series(timestamp '2026-01-01', '2027-01-01', '7 hours 10 minutes') chosen,
        lateral (select app.first_served(chosen, null, null, hours, zone) as first) f
      where app.day_ahead_deadline(first, hours, zone) < chosen
        or first > chosen
          and app.day_ahead_deadline(first - interval '1 microsecond', hours, zone) >= chosen`;
    assert.deepEqual([...wrong], []);
  });
});
