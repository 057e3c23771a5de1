/** The three figures of a site's page: what it does now, and what it will produce, or produced. */
import type { EnergyRange } from "../../domain/forecasts/energy/calibration.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import type { SiteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { energy, percentage, power, spanOf } from "../ui/numbers.ts";
import { clock } from "../ui/time.tsx";
import { coverText, likelyRange, rangeLine, type ShownEnergies } from "./energies.tsx";
import { measuredShare, soFarText } from "./summary.tsx";

/** A figure with its label above, and below it what is to be known of it. */
export interface Figure {
  label: string;
  /** With its unit, `38 kW`; null where there is none. */
  value: string | null;
  lines: (string | null)[];
}

interface FiguresProps extends ShownEnergies {
  /** The day with the newest forecast. */
  day: SiteDay;
  capacityKw: number | null;
}

/** Shows three figures side by side, on a phone one below the other. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ label, value, lines }) => (
        <div>
          <dt>{label}</dt>
          <dd class="value">{value === null ? "–" : <Value text={value} />}</dd>
          <dd class="about">
            {lines.filter(Boolean).map((line) => <span>{line}</span>)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Shows a figure with its unit smaller. */
function Value({ text }: { text: string }) {
  const [number, unit] = text.split(" ");
  return (
    <>
      {number} <span class="unit">{unit}</span>
    </>
  );
}

/** Returns the figures of today, of a past day or of one to come. */
export function figuresOf(props: FiguresProps): Figure[] {
  const { day, expected, tomorrow, dayAhead, capacityKw } = props;
  if (day.when === "past") return [produced(day), ahead(day, dayAhead), newest(day)];
  if (day.when === "future") return [whole("Expected", day, expected), peak(day)];
  const { label, value, lines } = whole("Today", day, expected);
  return [
    now(day, capacityKw),
    { label, value, lines: [...lines, soFar(day, expected)] },
    whole("Tomorrow", day, tomorrow),
  ];
}

function now({ current }: SiteDay, capacityKw: number | null): Figure {
  if (!current) return { label: "Now", value: null, lines: ["neither measured nor forecast"] };
  const share = capacityKw && Number.isFinite(capacityKw) && capacityKw > 0
    ? `, ${percentage(Math.max(0, current.powerKw) / capacityKw)} of capacity`
    : "";
  return { label: "Now", value: power(current.powerKw), lines: [`${current.source}${share}`] };
}

/** Makes the figure of a whole day's expected energy. */
function whole(label: string, { zone }: SiteDay, of: SiteEnergy | null): Figure {
  if (!of) return { label, value: null, lines: ["no forecast yet"] };
  const { energy: range } = of.whole;
  return {
    label,
    value: range && energy(range.meanKwh),
    lines: [rangeLine(of.whole, of, zone)],
  };
}

/** Returns what was produced so far, and what the forecast adds: `224 kWh so far, 3 kWh to come`. */
function soFar(day: SiteDay, expected: SiteEnergy | null): string | null {
  const rest = expected?.rest?.energy;
  const toCome = rest ? `${energy(rest.meanKwh)} to come` : null;
  if (toCome && day.producedKwh === null) return `nothing measured, ${toCome}`;
  return [soFarText(day), toCome].filter(Boolean).join(", ") || null;
}

function produced({ producedKwh, covered }: SiteDay): Figure {
  const label = "Produced";
  if (producedKwh === null) return { label, value: null, lines: ["nothing was measured"] };
  if (!isCovered(covered.produced)) {
    const share = `the ${percentage(covered.produced)} of the time that were measured`;
    return { label, value: null, lines: [`${energy(producedKwh)} in ${share}`] };
  }
  const share = measuredShare(covered.produced) || "measured";
  return { label, value: energy(producedKwh), lines: [share] };
}

function ahead(day: SiteDay, dayAhead: EnergyRange | null): Figure {
  const label = "Day ahead";
  if (!dayAhead) return { label, value: null, lines: ["none was kept for this day"] };
  const range = dayAhead.p10Kwh === null ? null : likelyRange(dayAhead);
  return {
    label,
    value: energy(dayAhead.meanKwh),
    lines: [range, difference(dayAhead.meanKwh, day)],
  };
}

function newest(day: SiteDay): Figure {
  const label = "Newest";
  const { forecastKwh, covered } = day;
  if (forecastKwh === null) return { label, value: null, lines: ["no forecast was made"] };
  if (!isCovered(covered.forecast)) return { label, value: null, lines: [coverText(day)] };
  return { label, value: energy(forecastKwh), lines: [difference(forecastKwh, day)] };
}

/** Says how far a forecast was from what was produced; null where that is not known. */
function difference(forecastKwh: number, { producedKwh, covered }: SiteDay): string | null {
  if (producedKwh === null || !isCovered(covered.produced)) return null;
  const apart = forecastKwh - producedKwh;
  return `${energy(Math.abs(apart))} ${apart < 0 ? "less" : "more"} than produced`;
}

function peak({ forecastPeak, covered, zone }: SiteDay): Figure {
  const label = "Peak";
  if (!forecastPeak || !isCovered(covered.expected)) return { label, value: null, lines: [] };
  const { powerKw, p10Kw, p90Kw, startMs } = forecastPeak;
  const likely = p10Kw === null || p90Kw === null
    ? null
    : `likely ${spanOf(p10Kw, p90Kw, [powerKw], "W")}`;
  return { label, value: power(powerKw), lines: [`at ${clock(startMs, zone)}`, likely] };
}
