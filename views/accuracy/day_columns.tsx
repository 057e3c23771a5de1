import { raw } from "hono/html";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import { dayDescription } from "./reliability_words.ts";

/** Height of a column's drawing, which is 12 wide and stretched to the column. */
const HEIGHT = 48;

interface DayColumnsProps {
  siteUuid: string;
  days: readonly ReliabilityDay[];
}

/**
 * Draws a column for each day, a link to it: produced energy as a bar, the expected one as a line
 * across it, its range as an area behind. All have one scale; ▲ and ▼ mark days outside the range, ✕
 * those with an outage or curtailment.
 */
export function DayColumns({ siteUuid, days }: DayColumnsProps) {
  const highest = Math.max(...days.flatMap(({ producedKwh, expected }) => [
    producedKwh ?? 0,
    expected?.p90Kwh ?? expected?.meanKwh ?? 0,
  ])) || 1;
  const columns = days.map((day) => column(day, `/sites/${siteUuid}?day=${day.day}`, highest));
  return <ol class="day-columns">{raw(columns.join(""))}</ol>;
}

/** Returns a column as markup: 30 of them as elements would take as long as the rest of a page. */
function column(day: ReliabilityDay, url: string, highest: number): string {
  const text = dayDescription(day);
  const label = `<span>${day.day.day}${mark(day)}</span>`;
  const out = day.outage ? ` class="out"` : "";
  return `<li${out}><a href="${url}" title="${text}">${drawing(day, highest)}${label}</a></li>`;
}

function drawing({ producedKwh, expected }: ReliabilityDay, highest: number): string {
  const top = (kwh: number) => Math.round((1 - Math.max(0, kwh) / highest) * HEIGHT * 10) / 10;
  const { p10Kwh = null, p90Kwh = null } = expected ?? {};
  const range = p10Kwh === null || p90Kwh === null
    ? ""
    : `<path class="range" d="M0 ${top(p90Kwh)}H12V${top(p10Kwh)}H0Z"/>`;
  const made = producedKwh === null
    ? ""
    : `<path class="made" d="M3 ${HEIGHT}V${top(producedKwh)}H9V${HEIGHT}"/>`;
  const line = expected ? `<path class="expected" d="M0 ${top(expected.meanKwh)}H12"/>` : "";
  return `<svg viewBox="0 0 12 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${range}${made}${line}</svg>`;
}

function mark({ isInside, outage, producedKwh, expected }: ReliabilityDay): string {
  if (outage) return "<b>✕</b>";
  if (isInside !== false) return "";
  return producedKwh! > expected!.p90Kwh! ? "<b>▲</b>" : "<b>▼</b>";
}
