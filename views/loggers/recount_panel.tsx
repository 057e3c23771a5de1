import { count, counted } from "../../domain/plural.ts";
import type { PreviewedPeriods } from "../../domain/loggers/recount.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { numberText } from "./value_text.ts";

/** What a change of what feeds a site would count again. */
export interface ShownRecount {
  first_utc: string | null;
  last_utc: string | null;
  quarters: number;
  stored: number;
  minutes: number;
  newest: PreviewedKind[];
}

type PreviewedKind = PreviewedPeriods & { kind: keyof typeof KINDS };

const KINDS = {
  generation: "Generation",
  consumption: "Consumption",
  charger: "Power of the charger",
};

/** Periods of the newest day that a table shows. */
const SHOWN = 12;

/** Shows what a change would count again, before it is made. */
export function RecountPanel({ recount, zone }: { recount: ShownRecount; zone: string }) {
  const { first_utc, last_utc, quarters, stored, minutes } = recount;
  if (first_utc === null || last_utc === null) {
    return (
      <section class="callout" aria-labelledby="preview">
        <h3 id="preview">Preview</h3>
        <p>There are no readings to count again. What arrives from now on will be counted.</p>
      </section>
    );
  }
  return (
    <section class="callout" aria-labelledby="preview">
      <h3 id="preview">Preview</h3>
      <p>
        Readings from {text(first_utc, zone)} to {text(last_utc, zone)} would be counted again
        {quarters > 0 && `: ${counted(quarters, "quarter hour")} with readings`}.{" "}
        {stored === 0 ? "No measurement is" : `${count(stored)} measurements are`}{" "}
        stored for that time now; those that came another way stay as they are.
      </p>
      {recount.newest.map((one) => <RecountTable {...one} zone={zone} />)}
      <p class="muted">
        In periods of {minutes}{" "}
        minutes, of all loggers of the site. Without a value: some of what feeds it is not known.
      </p>
    </section>
  );
}

function RecountTable(
  { kind, periods, now_kwh, then_kwh, zone }: PreviewedKind & { zone: string },
) {
  const known = periods.filter(({ now_kw, then_kw }) => now_kw !== null || then_kw !== null);
  if (known.length === 0) return null;
  return (
    <table class="list">
      <caption>{KINDS[kind]} of the newest day, its last periods</caption>
      <thead>
        <tr>
          <th scope="col">Period from</th>
          <th scope="col" class="number">Now, kW</th>
          <th scope="col" class="number">Then, kW</th>
        </tr>
      </thead>
      <tbody>
        {known.slice(-SHOWN).map(({ start_utc, now_kw, then_kw, stays }) => (
          <tr>
            <th scope="row">{text(start_utc, zone)}</th>
            <td class="number" data-label="Now, kW">{kilowatts(now_kw)}</td>
            <td class="number" data-label="Then, kW">
              {stays ? "stays" : kilowatts(then_kw)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">The day, kWh</th>
          <td class="number" data-label="Now, kWh">{numberText(now_kwh)}</td>
          <td class="number" data-label="Then, kWh">{numberText(then_kwh)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const text = (utc: string, zone: string) => momentText(Temporal.Instant.from(utc), zone);
const kilowatts = (kw: number | null) => kw === null ? "–" : numberText(kw);
