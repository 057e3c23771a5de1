import { HOUR } from "../../domain/time/time.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { clock, zoneName } from "../ui/time.tsx";
import { columnScale } from "../ui/numbers.ts";
import { type ChartScales, leftOf, PLOT_HEIGHT, PLOT_TOP, topOf } from "./scales.ts";

/** Draws grid lines, each labelled with its power, the top one also with the unit. */
export function PowerAxis({ scales }: { scales: ChartScales }) {
  const highest = Math.max(...scales.grid);
  const { divisor, prefix } = columnScale(highest);
  return (
    <g class="power-axis">
      {scales.grid.map((kw) => (
        <line
          class={kw === 0 ? "zero" : "grid"}
          x2="100%"
          y1={topOf(kw, scales)}
          y2={topOf(kw, scales)}
        />
      ))}
      {scales.grid.filter((kw) => kw > 0).map((kw) => (
        <text y={topOf(kw, scales)} dy="-4">
          {kw / divisor}
          {kw === highest && ` ${prefix}W`}
        </text>
      ))}
    </g>
  );
}

/** Labels every third hour of the zone's clock, placed by its instant, and names the zone below. */
export function TimeAxis({ day, scales }: { day: SiteDay; scales: ChartScales }) {
  const bottom = PLOT_TOP + PLOT_HEIGHT;
  return (
    <g class="time-axis">
      {clockHours(day).map(({ ms, label, major }) => (
        <g class={major ? "major" : "minor"}>
          <line
            x1={leftOf(ms, scales)}
            x2={leftOf(ms, scales)}
            y1={`${bottom}%`}
            y2={`${bottom + 1.5}%`}
          />
          <text x={leftOf(ms, scales)} y={`${bottom}%`} dy="18" text-anchor={anchorOf(ms, day)}>
            {label}
          </text>
        </g>
      ))}
      <text class="zone" x="50%" y={`${bottom}%`} dy="38" text-anchor="middle">
        {zoneName(day.zone, day.startMs, day.endMs)}
      </text>
    </g>
  );
}

interface ClockHour {
  ms: number;
  label: string;
  /** Whether it is labelled on narrow screens, too. */
  major: boolean;
}

/** Returns 00:00, 03:00 … 24:00, without hours that clocks skip. A day may even begin at 01:00. */
export function clockHours({ day, zone, startMs, endMs }: SiteDay): ClockHour[] {
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

function anchorOf(ms: number, { startMs, endMs }: SiteDay): string {
  if (ms - startMs < HOUR) return "start";
  return endMs - ms < HOUR ? "end" : "middle";
}
