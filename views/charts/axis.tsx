import { kept } from "../../domain/kept.ts";
import { HOUR } from "../../domain/time/time.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock, zoneName } from "../ui/time.tsx";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { columnScale } from "../ui/numbers.ts";
import { type ChartScales, leftOf, PLOT, PLOT_HEIGHT, PLOT_TOP, topOf } from "./scales.ts";

/** Draws grid lines across the plot, and writes powers to the left of it, with the unit on top. */
export function PowerAxis({ scales }: { scales: ChartScales }) {
  const highest = Math.max(...scales.grid);
  const { divisor, prefix } = columnScale(highest);
  return (
    <g class="power-axis">
      {scales.grid.map((kw) => (
        <>
          <line
            class={kw === 0 ? "zero" : "grid"}
            x2="100%"
            y1={topOf(kw, scales)}
            y2={topOf(kw, scales)}
          />
          <text x="-8" y={topOf(kw, scales)} dy="4" text-anchor="end">{kw / divisor}</text>
        </>
      ))}
      <text x="-8" y={topOf(highest, scales)} dy="-12" text-anchor="end">{`${prefix}W`}</text>
    </g>
  );
}

/** Labels hours or days, placed by their instants on the clock of the zone, which is named below. */
export function TimeAxis({ day, scales }: { day: SiteDay; scales: ChartScales }) {
  const bottom = `${PLOT_TOP + PLOT_HEIGHT}%`;
  const marks = isOneDay(day) ? clockHours(day) : dayNames(day);
  return (
    <g class="time-axis">
      {marks.map(({ ms, label, major }) => (
        <text
          class={major ? undefined : "minor"}
          x={leftOf(ms, scales)}
          y={bottom}
          dy="18"
          text-anchor={anchorOf(ms, day)}
        >
          {label}
        </text>
      ))}
      <text class="zone" x="50%" y={bottom} dy="38" text-anchor="middle">
        {zoneName(day.zone, day.startMs, day.endMs)}
      </text>
    </g>
  );
}

/** Draws a tick at each labelled hour, or a line at each midnight, in the coordinates of the plot. */
export function TimeMarks({ day, scales: { x } }: { day: SiteDay; scales: ChartScales }) {
  const isOne = isOneDay(day);
  const marks = (isOne ? clockHours(day) : midnights(day)).map(({ ms }) => x(ms).toFixed(1));
  const d = marks.map((left) => isOne ? `M${left},${PLOT.height}v6` : `M${left},0V306`).join("");
  return <path class="tick" d={d} vector-effect="non-scaling-stroke" />;
}

interface TimeMark {
  ms: number;
  label: string;
  /** Whether it is labelled on narrow screens, too. */
  major: boolean;
}

/** Returns true unless a chart shows several days. */
export function isOneDay({ startMs, endMs }: SiteDay): boolean {
  return endMs - startMs < 30 * HOUR;
}

const knownHours = kept<readonly TimeMark[]>(1000);

/** Returns 00:00, 03:00 … 24:00, without hours that clocks skip. A day may even begin at 01:00. */
export function clockHours(day: SiteDay): readonly TimeMark[] {
  return knownHours([day.zone, day.startMs, day.endMs].join(" "), () => makeHours(day));
}

function makeHours({ day, zone, startMs, endMs }: SiteDay): TimeMark[] {
  const hours = Array.from({ length: 7 }, (_, index) => 3 * (index + 1)).flatMap((hour) => {
    const zoned = day.toZonedDateTime({ timeZone: zone, plainTime: { hour } });
    const label = `${String(hour).padStart(2, "0")}:00`;
    return zoned.hour === hour
      ? [{ ms: zoned.epochMilliseconds, label, major: hour % 6 === 0 }]
      : [];
  });
  return [
    { ms: startMs, label: clock(startMs, zone), major: true },
    ...hours,
    { ms: endMs, label: "24:00", major: true },
  ];
}

/** Returns the days that a chart of several days shows, each with its span. */
function daysOf({ day, zone, endMs }: SiteDay) {
  const found = [];
  for (let each = day, startMs = startOf(each, zone); startMs < endMs;) {
    const next = each.add({ days: 1 });
    const nextMs = startOf(next, zone);
    found.push({ day: each, startMs, endMs: nextMs });
    [each, startMs] = [next, nextMs];
  }
  return found;
}

const startOf = (day: Temporal.PlainDate, zone: string) =>
  day.toZonedDateTime(zone).epochMilliseconds;

/** Returns the name of each day, in its middle; with the weekday where there is room. */
function dayNames(shown: SiteDay): TimeMark[] {
  const days = daysOf(shown);
  return days.map(({ day, startMs, endMs }) => ({
    ms: (startMs + endMs) / 2,
    label: days.length > 4 ? shortWeekday(day) : `${shortWeekday(day)} ${shortDay(day)}`,
    major: true,
  }));
}

function midnights(shown: SiteDay) {
  return [...daysOf(shown).map(({ startMs }) => ({ ms: startMs })), { ms: shown.endMs }];
}

function anchorOf(ms: number, { startMs, endMs }: SiteDay): string {
  if (ms - startMs < HOUR) return "start";
  return endMs - ms < HOUR ? "end" : "middle";
}
