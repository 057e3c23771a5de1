import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { outageLabel } from "../../domain/sites/outage.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { shortWeekday } from "../ui/day_text.ts";
import { clock } from "../ui/time.tsx";
import { type ChartScales, PLOT } from "./scales.ts";

/** Distance of the lines of the hatching, in coordinates of the plot. */
const STEP = 16;

/** Hatches the times of outages and curtailments, which people marked. */
export function OutageSpans({ day, scales: { x } }: { day: SiteDay; scales: ChartScales }) {
  const d = spansOf(day).map(({ startMs, endMs }) => hatching(x(startMs), x(endMs))).join("");
  return d === "" ? null : <path class="outage" d={d} vector-effect="non-scaling-stroke" />;
}

/** Returns the outages of a day, cut at its edges; one without an end goes on. */
function spansOf({ outages, startMs, endMs }: SiteDay) {
  return outages.map(({ kind, start_utc, end_utc }) => ({
    kind,
    startMs: Math.max(startMs, milliseconds(start_utc)),
    endMs: end_utc === null ? endMs : Math.min(endMs, milliseconds(end_utc)),
  }));
}

/** Says what the hatched times are: `Hatched: outage 10:00–12:00.` With weekdays for several days. */
export function outageText(day: SiteDay): string | null {
  const at = (ms: number) => {
    const own = dayOf(Temporal.Instant.fromEpochMilliseconds(ms), day.zone);
    return `${day.days > 1 ? `${shortWeekday(own)} ` : ""}${clock(ms, day.zone)}`;
  };
  const texts = spansOf(day).map(({ kind, startMs, endMs }) =>
    `${outageLabel(kind).toLowerCase()} ${at(startMs)}–${at(endMs)}`
  );
  return texts.length === 0 ? null : `Hatched: ${texts.join(", ")}.`;
}

/** Returns a frame with slanted lines in it, cut at its edges. */
export function hatching(from: number, to: number): string {
  const [width, height] = [to - from, PLOT.height];
  if (!(width > 0)) return "";
  const edges = `M${from.toFixed(1)},0V${height}M${to.toFixed(1)},0V${height}`;
  const count = Math.floor((width + height) / STEP);
  const lines = Array.from({ length: count }, (_, index) => {
    // A line from the left edge upwards to the right, that starts so far along foot and left edge.
    const along = (index + 1) * STEP;
    const [x0, y0] = along <= height ? [0, along] : [along - height, height];
    const [x1, y1] = along <= width ? [along, 0] : [width, along - width];
    return `M${(from + x0).toFixed(1)},${y0.toFixed(1)}L${(from + x1).toFixed(1)},${y1.toFixed(1)}`;
  });
  return edges + lines.join("");
}
