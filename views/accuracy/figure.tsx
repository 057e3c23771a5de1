import { HorizonChart, type HorizonLine, MOST_LINES } from "../charts/horizon_chart.tsx";
import { power } from "../ui/numbers.ts";
import { type ModelAccuracy, modelLabel } from "./by_model.ts";
import { aheadText } from "./words.ts";

/** Draws the errors by horizon of the models with most values, and of the baseline. */
export function ErrorFigure({ models }: { models: ModelAccuracy[] }) {
  const others = models.filter(({ isBaseline }) => !isBaseline);
  const drawn = [
    ...others.slice(0, MOST_LINES),
    ...models.filter(({ isBaseline }) => isBaseline),
  ];
  return (
    <figure class="chart">
      <HorizonChart lines={drawn.map(lineOf)} description={drawn.map(described).join(" ")} />
      <figcaption>
        Mean absolute error by how far ahead a forecast was made.
        {drawn.length < models.length &&
          ` The chart shows the ${MOST_LINES} models with most values; the tables show all.`}
      </figcaption>
    </figure>
  );
}

function lineOf({ name, isBaseline, rows }: ModelAccuracy): HorizonLine {
  const points = rows.map(({ horizon_hours, mae_kw }) => ({
    horizonHours: horizon_hours,
    kw: mae_kw!,
  }));
  return { label: isBaseline ? "baseline" : modelLabel(name), isBaseline, points };
}

/** Returns `pvnet: 1.2 kW about 1 hour ahead, 4.1 kW about 6 hours ahead.` */
function described({ name, rows }: ModelAccuracy): string {
  const all = rows.map((row) => row.mae_kw!);
  const errors = rows.map((row) => `${power(row.mae_kw!, all)} ${aheadText(row.horizon_hours)}`);
  return `${modelLabel(name)}: ${errors.join(", ")}.`;
}
