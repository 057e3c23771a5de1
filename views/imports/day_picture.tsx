import { type Coordinates, type SunDay, sunDay } from "../../domain/imports/daylight_fit.ts";
import type { PreviewDay, PreviewSite } from "../../domain/imports/import.ts";
import { MINUTE } from "../../domain/time/time.ts";
import { percent } from "../charts/scales.ts";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { energy } from "../ui/numbers.ts";

interface DayPictureProps {
  site: PreviewSite;
  /** Null without coordinates, and for a wind site: no sun is drawn. */
  place: Coordinates | null;
  description: string;
}

/** Minutes across the picture; the days on which clocks change end earlier or later. */
const WIDTH = 1440;
/** Up to so many days are drawn as bars, whose heights can be compared; more as shades. */
export const MOST_BARS = 10;
const HEIGHT = { bars: 56, shades: 320, least: 5, axis: 26 };
const LEVELS = 6;
/** Share of the highest power below which a half hour is drawn as none. */
const NOTHING = 0.005;

/** A day with half hours, as the picture draws it. */
type DrawnDay = PreviewDay & { half_hours: (number | null)[]; row: number; sun: SunDay | null };

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
        <Powers days={days} highest={site.highest_kw} isBars={isBars} />
        <SunLines days={days} />
      </svg>
      <Axis days={days} plot={plot} height={height} />
      {isBars && <Energies days={days} plot={plot} />}
    </svg>
  );
}

function drawnDays({ days, time_zone }: PreviewSite, place: Coordinates | null): DrawnDay[] {
  return days.flatMap(({ half_hours, ...day }) => half_hours ? [{ ...day, half_hours }] : [])
    .map((day, row) => ({ ...day, row, sun: place && sunDay(day.day, time_zone, place) }));
}

function nightPath(days: readonly DrawnDay[]): string {
  return days.flatMap(({ row, sun }) =>
    (sun?.nights ?? []).map(({ startMs, endMs }) =>
      box(minutes(startMs, sun!), minutes(endMs, sun!), row, row + 1)
    )
  ).join("");
}

interface PowersProps {
  days: readonly DrawnDay[];
  highest: number;
  isBars: boolean;
}

/** Draws bars of one colour, or shades: one path for each level of power. */
function Powers({ days, highest, isBars }: PowersProps) {
  const paths = Array.from({ length: LEVELS + 1 }, () => "");
  for (const { row, half_hours } of days) {
    for (let at = 0; at < half_hours.length;) {
      const level = levelOf(half_hours[at]!, highest);
      let end = at + 1;
      while (!isBars && end < half_hours.length && levelOf(half_hours[end]!, highest) === level) {
        end++;
      }
      const top = isBars && level ? row + 1 - 0.94 * Math.min(1, half_hours[at]! / highest) : row;
      const [from, to] = [at * 30, end * 30];
      // Without power: a line at the bottom, which tells it from a gap.
      if (level === 0) paths[0] += isBars ? box(from, to, row + 0.97, row + 1) : "";
      else if (level !== null) paths[isBars ? LEVELS : level] += box(from, to, top, row + 1);
      if (level === null) paths[0] += isBars ? "" : box(from, to, row, row + 1);
      at = end;
    }
  }
  return (
    <>
      {paths.map((d, level) => d && <path class={classOf(level, isBars)} d={d} />)}
    </>
  );
}

function classOf(level: number, isBars: boolean): string {
  if (level > 0) return `power level-${level}`;
  return isBars ? "none" : "gap";
}

/** Returns 0 without power, up to `LEVELS`, and null for a gap; finer where power is low. */
function levelOf(kw: number | null, highest: number): number | null {
  if (kw === null) return null;
  const share = kw / highest;
  return share > NOTHING ? Math.max(1, Math.ceil(Math.sqrt(Math.min(1, share)) * LEVELS)) : 0;
}

function SunLines({ days }: { days: readonly DrawnDay[] }) {
  return (
    <>
      {(["riseMs", "setMs"] as const).map((name) => {
        const d = days.map(({ row, sun: day }) =>
          day?.sun ? `M${minutes(day.sun[name], day)},${row}v1` : ""
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

const minutes = (ms: number, { startMs }: SunDay) => Math.round((ms - startMs) / MINUTE);

const box = (left: number, right: number, top: number, bottom: number) =>
  `M${left},${at(top)}H${right}V${at(bottom)}H${left}Z`;

const at = (value: number) => Number(value.toFixed(2));
