/** The strip of days: yesterday, today and the days for which there are forecasts. */
import type { StripDay } from "../../domain/forecasts/energy/day_strip.ts";
import { type DayRange, isWithin, shownAs } from "../../domain/time/shown_range.ts";
import { shortWeekday } from "../ui/day_text.ts";
import { swaps } from "../ui/htmx.ts";
import { energy, spanOf } from "../ui/numbers.ts";
import { clock, longDay } from "../ui/time.tsx";
import { TYPICAL } from "./energies.tsx";

interface DayStripProps {
  days: readonly StripDay[];
  /** What the page shows. */
  shown: DayRange;
  zone: string;
  url: (day: Temporal.PlainDate) => string;
}

/** Links to each day, with a bar for its energy and a whisker for its range. */
export function DayStrip({ days, shown, zone, url }: DayStripProps) {
  const highest = Math.max(...days.map(highestKwh), 0);
  return (
    <nav class="strip" aria-label="Days">
      {days.map((day) => {
        const isShown = shownAs(shown) === "power" && isWithin(day.day, shown);
        return (
          <a
            id={`strip-${day.day}`}
            class={day.outage ? "out" : undefined}
            aria-current={isShown ? "date" : undefined}
            title={wordsOf(day)}
            {...swaps(url(day.day), "site-day")}
          >
            <span>
              {day.when === "today" ? "Today" : `${shortWeekday(day.day)} ${day.day.day}`}
            </span>
            <Bar day={day} highest={highest} />
            <span class="kwh">{labelOf(day, zone)}</span>
          </a>
        );
      })}
    </nav>
  );
}

/** The energy that the strip writes: what a past day gave, what another is expected to give. */
const figureOf = ({ when, producedKwh, energy }: StripDay) =>
  when === "past" ? producedKwh : energy?.meanKwh ?? null;

const highestKwh = ({ producedKwh, energy }: StripDay) =>
  Math.max(producedKwh ?? 0, energy?.meanKwh ?? 0, energy?.p90Kwh ?? 0);

function labelOf(day: StripDay, zone: string): string {
  const figure = figureOf(day);
  if (day.outage && !figure) return day.outage;
  if (figure !== null) return energy(figure);
  return day.forecastUntilMs === null ? "–" : `to ${clock(day.forecastUntilMs, zone)}`;
}

/** Returns what a day of the strip shows, in words. */
function wordsOf({ day, when, producedKwh, energy: range, isTypical, outage }: StripDay): string {
  const produced = producedKwh === null || when === "future"
    ? []
    : [`${energy(producedKwh)} measured${when === "today" ? " so far" : ""}`];
  const likely = range && range.p10Kwh !== null && range.p90Kwh !== null
    ? `, likely ${spanOf(range.p10Kwh, range.p90Kwh, [range.meanKwh], "Wh")}`
    : "";
  const verb = when === "past" ? "expected the day before" : "expected";
  const expected = range
    ? [`${energy(range.meanKwh)} ${verb}${isTypical ? `, ${TYPICAL}` : likely}`]
    : [];
  const marked = outage ? [`${outage} marked`] : [];
  return [longDay(day), ...marked, ...produced, ...expected].join("; ");
}

/** Width and height of the drawing, and the height that the highest energy has. */
const BOX = { width: 36, height: 32, highest: 30 };

function Bar({ day, highest }: { day: StripDay; highest: number }) {
  const { energy: range, producedKwh } = day;
  const y = (kwh: number) => {
    const share = highest > 0 ? Math.max(0, kwh) / highest : 0;
    return Math.round((BOX.height - share * BOX.highest) * 2) / 2;
  };
  const bar = (kwh: number) => `M10,${BOX.height}V${y(kwh)}H26V${BOX.height}Z`;
  return (
    <svg viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true">
      {range && <path class={day.isTypical ? "typical" : "expected"} d={bar(range.meanKwh)} />}
      {producedKwh !== null && <path class="produced" d={bar(producedKwh)} />}
      {range && range.p10Kwh !== null && range.p90Kwh !== null && (
        <path
          class="whisker"
          d={`M14,${y(range.p90Kwh)}h8m-4,0V${y(range.p10Kwh)}m-4,0h8`}
        />
      )}
    </svg>
  );
}
