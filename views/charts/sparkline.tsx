import { scaleLinear } from "d3-scale";
import { slotMeans } from "../../domain/generation/energy.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { MINUTE } from "../../domain/time/time.ts";
import { stepArea, stepLine } from "./line.ts";
import { highestKw } from "./scales.ts";

const BOX = { width: 96, height: 24 };
const SLOT_MS = 30 * MINUTE;

/**
 * Draws a day in small, for lists. The scale ends at half the capacity, or higher if values do, so
 * that a winter's day has a shape, too. Half hours and whole pixels keep long lists small.
 */
export function Sparkline({ day, capacityKw }: { day: SiteDay; capacityKw: number | null }) {
  const { forecast, generation } = pathsOf(day, capacityKw);
  return (
    <svg class="sparkline" viewBox={`0 0 ${BOX.width} ${BOX.height}`} aria-hidden="true">
      <path class="forecast" d={forecast} />
      <path class="generation" d={generation} />
    </svg>
  );
}

interface Paths {
  capacityKw: number | null;
  forecast: string;
  generation: string;
}

/** Paths by the forecast of their day, for as long as the day is kept: lists show it often. */
const known = new WeakMap<SiteDay["forecast"], Paths>();

function pathsOf(day: SiteDay, capacityKw: number | null): Paths {
  const before = known.get(day.forecast);
  if (before?.capacityKw === capacityKw) return before;
  const halfCapacity = capacityKw === null ? null : capacityKw / 2;
  const scales = {
    x: scaleLinear().domain([day.startMs, day.endMs]).range([0, BOX.width]),
    y: scaleLinear().domain([0, highestKw(day, halfCapacity)]).range([BOX.height - 1, 1]),
  };
  const paths = {
    capacityKw,
    forecast: stepArea(slotMeans(day.forecast, day, SLOT_MS), scales, 0),
    generation: stepLine(slotMeans(day.generation, day, SLOT_MS), scales, 0),
  };
  known.set(day.forecast, paths);
  return paths;
}
