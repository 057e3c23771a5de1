import { type Coordinates, sunDay } from "../../domain/imports/daylight_fit.ts";
import type { PreviewSite } from "../../domain/imports/import.ts";
import { dayPeriod, MINUTE } from "../../domain/time/time.ts";
import { clockMs } from "../../domain/time/zone_clock.ts";
import { percent } from "../charts/scales.ts";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { energy } from "../ui/numbers.ts";
import { Bars, box, type DrawnDay, Shades, WIDTH } from "./day_powers.tsx";

interface DayPictureProps {
  site: PreviewSite;
  /** Null without coordinates, and for a wind site: no sun is drawn. */
  place: Coordinates | null;
  description: string;
}

/** Up to so many days are drawn as bars, whose heights can be compared; more as shades. */
export const MOST_BARS = 10;
const HEIGHT = { bars: 56, shades: 320, least: 5, axis: 26 };

/**
 * Draws days one below the other, each from midnight to midnight by the clock of the site: half
 * hours with power over the hours without sun, and lines where the sun rises and sets.
 */
export function DayPicture({ site, place, description }: DayPictureProps) {
  const days = drawnDays(site, place);
  const isBars = days.length <= MOST_BARS;
  const plot = days.length *
    (isBars ? HEIGHT.bars : Math.max(HEIGHT.least, HEIGHT.shades / days.length));
  const height = plot + HEIGHT.axis;
  const id = `days-${site.site_uuid}`;
  return (
    <svg
      class={isBars ? "day-picture bars" : "day-picture"}
      height={height}
      role="img"
      aria-labelledby={`${id} ${id}-text`}
    >
      <title id={id}>Power by day and time of day</title>
      <desc id={`${id}-text`}>{description}</desc>
      <svg
        width="100%"
        height={plot}
        viewBox={`0 0 ${WIDTH} ${days.length}`}
        preserveAspectRatio="none"
      >
        <path class="night" d={nightPath(days)} />
        {isBars
          ? <Bars days={days} highest={site.highest_kw} />
          : <Shades days={days} highest={site.highest_kw} />}
        <SunLines days={days} />
      </svg>
      <Axis days={days} plot={plot} height={height} />
      {isBars && <Energies days={days} plot={plot} />}
    </svg>
  );
}

function drawnDays({ days, time_zone }: PreviewSite, place: Coordinates | null): DrawnDay[] {
  return days.flatMap(({ half_hours, ...day }) => half_hours ? [{ ...day, half_hours }] : [])
    .map((day, row) => {
      const { start, end } = dayPeriod(Temporal.PlainDate.from(day.day), time_zone);
      const endMs = end.epochMilliseconds;
      return {
        ...day,
        row,
        sun: place && sunDay(day.day, time_zone, place),
        startMs: start.epochMilliseconds,
        clock: (ms: number) => ms === endMs ? WIDTH : Math.round(clockMs(ms, time_zone) / MINUTE),
      };
    });
}

function nightPath(days: readonly DrawnDay[]): string {
  return days.flatMap(({ row, sun, clock }) =>
    (sun?.nights ?? []).map(({ startMs, endMs }) => box(clock(startMs), clock(endMs), row, row + 1))
  ).join("");
}

function SunLines({ days }: { days: readonly DrawnDay[] }) {
  return (
    <>
      {(["riseMs", "setMs"] as const).map((name) => {
        const d = days.map(({ row, sun: day, clock }) =>
          day?.sun ? `M${clock(day.sun[name])},${row}v1` : ""
        ).join("");
        return d && <path class="sun" d={d} vector-effect="non-scaling-stroke" />;
      })}
    </>
  );
}

interface AxisProps {
  days: readonly DrawnDay[];
  plot: number;
  height: number;
}

/** Labels some days on the left, and hours below. */
function Axis({ days, plot, height }: AxisProps) {
  const every = Math.max(1, Math.ceil(20 / (plot / days.length)));
  const hours = Array.from({ length: 9 }, (_, index) => index * 3);
  return (
    <g class="axis">
      {days.filter(({ row }) => row % every === 0).map(({ day, row }) => (
        <text x="-8" y={(row + 0.5) / days.length * plot} dy="4" text-anchor="end">
          {dayLabel(Temporal.PlainDate.from(day), days.length)}
        </text>
      ))}
      {hours.map((hour) => (
        <>
          <line x1={percent(hour / 0.24)} x2={percent(hour / 0.24)} y1={plot} y2={plot + 5} />
          <text
            class={hour % 6 === 0 ? undefined : "minor"}
            x={percent(hour / 0.24)}
            y={height - 6}
            text-anchor={hour === 0 ? "start" : hour === 24 ? "end" : "middle"}
          >
            {`${String(hour).padStart(2, "0")}:00`}
          </text>
        </>
      ))}
    </g>
  );
}

/** Writes the energy of each day at the right end of its row. */
function Energies({ days, plot }: Pick<AxisProps, "days" | "plot">) {
  const among = days.map(({ energy_kwh }) => energy_kwh);
  return (
    <g class="energies">
      {days.map(({ energy_kwh, row }) => (
        <text x="100%" dx="-6" y={row / days.length * plot} dy="16" text-anchor="end">
          {energy(energy_kwh, among)}
        </text>
      ))}
    </g>
  );
}

function dayLabel(day: Temporal.PlainDate, count: number): string {
  return count > MOST_BARS ? shortDay(day) : `${shortWeekday(day)} ${shortDay(day)}`;
}
