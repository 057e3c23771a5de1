/** The weather model on three real plants whose power and weather are public. */
import { type Plant, readPlants } from "./read.ts";
import { issuedAgain, type LeadScore } from "./issued_again.ts";
import { speed } from "./speed.ts";
import { interval, type MonthScore, scoreOf } from "./score.ts";
import { type ForecastHour, forecastMonth, monthsOf, sunsOf } from "./tasks.ts";

const HELP = `deno task bench:gefcom --csv FILE

The forecast from weather on the solar track of GEFCom2014: for each month with 180 days before it,
all before it teaches, and each of its hours is forecast from the day's weather run. FILE has the
columns zone,end_utc,power,var164,var167,var169,var228 (power as a share of capacity; ECMWF's
parameters, radiation and precipitation accumulated from 00 UTC) and may end in .gz.`;

/** Forecasts every month of every plant, plant by plant. */
export function bench(plants: Plant[]): ForecastHour[] {
  return plants.flatMap((plant) => {
    const suns = sunsOf(plant);
    return monthsOf(plant).flatMap((month) => forecastMonth(plant, suns, month));
  });
}

function linesOf(hours: ForecastHour[]): string[] {
  const months = [...new Set(hours.map(({ month }) => month))];
  const scores = months.map((month) =>
    scoreOf(month, hours.filter((hour) => hour.month === month))
  );
  const [low, high] = interval(hours);
  return [
    "Mean pinball loss of quantiles 0.01 to 0.99, all hours, shares of capacity.",
    "  month   pinball  30 days   skill  P10-P90   below   above",
    ...[...scores, meanOf(scores, hours)].map(lineOf),
    `90 % interval of the mean, by days: ${low.toFixed(4)} to ${high.toFixed(4)}.`,
    "",
    "Issued again each hour, with the error of the hour that has ended: pinball loss of P10, median",
    "and P90 in daylight, by hours ahead.",
    "  ahead   hours without    with  change",
    ...issuedAgain(hours).map(leadLine),
  ];
}

/** The mean over months, as the competition has it; coverage over all hours. */
function meanOf(scores: MonthScore[], hours: ForecastHour[]): MonthScore {
  const mean = (of: (score: MonthScore) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const pinball = mean((score) => score.pinball);
  const climatology = mean((score) => score.climatology);
  return { ...scoreOf("   mean", hours), pinball, climatology, skill: 1 - pinball / climatology };
}

function lineOf({ month, pinball, climatology, skill, inside, below, above }: MonthScore): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(7);
  return [
    month.padStart(7),
    pinball.toFixed(5).padStart(8),
    climatology.toFixed(5).padStart(8),
    skill.toFixed(3).padStart(6),
    percent(inside).padStart(8),
    percent(below),
    percent(above),
  ].join(" ");
}

function leadLine({ lead, hours, without, corrected }: LeadScore): string {
  return [
    `${lead}`.padStart(7),
    `${hours}`.padStart(7),
    without.toFixed(5),
    corrected.toFixed(5),
    `${(100 * (corrected / without - 1)).toFixed(1)}%`.padStart(7),
  ].join(" ");
}

if (import.meta.main) {
  const [option, file] = Deno.args;
  if (option !== "--csv" || !file) {
    console.error(HELP);
    Deno.exit(1);
  }
  const start = performance.now();
  const plants = await readPlants(file);
  const hours = bench(plants);
  if (hours.length === 0) {
    console.error("The file has no whole month with 180 days before it.");
    Deno.exit(1);
  }
  for (const line of linesOf(hours)) console.log(line);
  const { fit_ms, forecast_ms } = speed(plants[0]!);
  console.log(
    `1,000 sites take ${fit_ms.toFixed(0)} s of a core for fits of 180 days, ` +
      `${forecast_ms.toFixed(1)} s for forecasts.`,
  );
  console.log(`The bench took ${((performance.now() - start) / 1000).toFixed(1)} s.`);
}
