import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { attentionText } from "../../../../domain/sites/attention/attention_text.ts";
import type { Attention } from "../../../../domain/sites/attention/kinds.ts";

const TEXTS: [Attention, string][] = [
  [
    {
      kind: "no_production",
      since_utc: "2026-10-25T00:30:00Z",
      numbers: { hours: 5, expected_kwh: 123.4 },
    },
    "Nothing produced since 25 Oct 2026, 01:30: 5 hours that should have given up to 123 kWh.",
  ],
  [
    {
      kind: "below_p10",
      since_utc: "2026-06-21T09:00:00Z",
      numbers: { hours: 12, measured_kwh: 9876, p10_kwh: 12_340 },
    },
    "Less than the low end (P10) of the forecast since 21 June 2026, 10:00: 9880 kWh in " +
    "12 hours, at least 12.3 MWh forecast.",
  ],
  [
    { kind: "silent", since_utc: "2026-06-21T09:00:00Z", numbers: { usual_minutes: 15 } },
    "No measurements since 21 June 2026, 10:00; they usually come every 15 minutes.",
  ],
  [
    { kind: "forecast_late", since_utc: "2026-06-21T09:00:00Z", numbers: { usual_minutes: 360 } },
    "No new forecast since 21 June 2026, 10:00; one usually comes every 6 hours.",
  ],
  [
    { kind: "forecast_late", since_utc: "2026-06-21T09:00:00Z", numbers: { usual_minutes: null } },
    "No new forecast since 21 June 2026, 10:00.",
  ],
  [
    {
      kind: "above_capacity",
      since_utc: "2026-06-21T00:00:00Z",
      numbers: { days: 6, highest_kw: 61.23, capacity_kw: 50 },
    },
    "More power than the capacity of 50 kW on 6 days of the last 60: up to 61.2 kW.",
  ],
];

describe("what needs attention, in words", () => {
  for (const [attention, text] of TEXTS) {
    it(`says ${attention.kind} with its figures, in the site's zone`, () => {
      assert.equal(attentionText(attention, "Europe/London"), text);
    });
  }
});
