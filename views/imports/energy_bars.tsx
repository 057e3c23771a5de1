import type { PreviewSite } from "../../domain/imports/import.ts";
import { percent } from "../charts/scales.ts";
import { date, shortDay } from "../ui/day_text.ts";
import { energy, energyColumn } from "../ui/numbers.ts";

const WIDTH = 1000;
const HEIGHT = 100;

/** Draws the energy of each day as a bar, with the first and the last day below. */
export function EnergyBars({ site }: { site: PreviewSite }) {
  const { days } = site;
  const most = days.reduce((a, b) => b.energy_kwh > a.energy_kwh ? b : a);
  const highest = most.energy_kwh || 1;
  const step = WIDTH / days.length;
  const bar = (kwh: number, at: number) => {
    const [left, right] = [(at + 0.1) * step, (at + 0.9) * step];
    const top = HEIGHT * (1 - Math.max(0, kwh) / highest);
    return `M${round(left)},${HEIGHT}V${round(top)}H${round(right)}V${HEIGHT}Z`;
  };
  const id = `energy-${site.site_uuid}`;
  const { unit, text } = energyColumn(highest);
  const [first, last] = [days[0]!, days.at(-1)!].map(({ day }) => Temporal.PlainDate.from(day));
  return (
    <svg class="energy-bars" role="img" aria-labelledby={`${id} ${id}-text`}>
      <title id={id}>Energy by day</title>
      <desc id={`${id}-text`}>
        {`The most, ${energy(highest)}, on ${date(Temporal.PlainDate.from(most.day))}.`}
      </desc>
      <text x="-8" y="0" dy="14" text-anchor="end">{`${text(highest)} ${unit}`}</text>
      <text x="-8" y="100%" dy="-22" text-anchor="end">0</text>
      <svg
        width="100%"
        height={percent(82)}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path d={days.map(({ energy_kwh }, at) => bar(energy_kwh, at)).join("")} />
      </svg>
      <text x="0" y="100%" dy="-4">{shortDay(first!)}</text>
      <text x="100%" y="100%" dy="-4" text-anchor="end">{shortDay(last!)}</text>
    </svg>
  );
}

const round = (value: number) => Number(value.toFixed(1));
