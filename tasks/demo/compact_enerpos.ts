/**
 * Makes tasks/demo/enerpos_2021.csv from the export of the plant's monitoring portal, which is
 * Prod_ENERPOS_Sunzil.txt in the public repository
 * https://github.com/Laboratoire-Piment/TwInSolar_PV_system_modelling:
 *
 *     deno run -R tasks/demo/compact_enerpos.ts EXPORT.csv > tasks/demo/enerpos_2021.csv
 *
 * How the export is read: a stamp is local time (UTC+4). Energy is that of the ten minutes that end
 * at the stamp, power is a sample at the stamp. A period's power is its energy over ten minutes;
 * where the energy is missing or more than the plant can give (the counter catching up after a
 * failure), the mean of the samples at its start and end; where one of these is missing or more
 * than the inverters can give, nothing. Twenty stamps off the ten-minute grid start and end no
 * period and are never looked up. Only rows of 2021 are read: the first one ends a period of 2020,
 * and the last ten minutes of 31 December, which end in 2022, have no value.
 */

/** 50.4 kW for ten minutes: the inverters give 50 kW. */
const HIGHEST_ENERGY_KWH = 8.4;
const HIGHEST_POWER_W = 51_000;
const PERIODS_PER_DAY = 144;
const COLUMNS = "date;produced_energy_kWh;pv_power_W";

const HEAD = `\
# Production of the 49.14 kWp photovoltaic plant on the ENERPOS building, Terre Sainte campus,
# La Réunion (21°20'S 55°29'E), in 2021, every ten minutes.
# Source: University of La Réunion, PIMENT laboratory, TwInSolar project, public repository
# https://github.com/Laboratoire-Piment/TwInSolar_PV_system_modelling (Prod_ENERPOS_Sunzil.txt);
# made from it by compact_enerpos.ts, which tells how the source is read.
# A line is a day in local time (UTC+4): the date, then its 144 periods of ten minutes from
# 00:00-00:10 to 23:50-24:00. A number is energy in 0.1 kWh (times 0.6: mean power in kW); a number
# with W is mean power in W; an empty cell is a gap. cell*n stands for n equal cells in a row.
`;

interface Row {
  energyKwh: number | undefined;
  powerW: number | undefined;
}

function numberOrNothing(text: string | undefined): number | undefined {
  return text ? Number(text) : undefined;
}

/** Reads the rows of 2021 by stamp (`dd/mm/yyyy HH:MM`). Throws at other columns. */
function readExport(text: string): Map<string, Row> {
  const [columns, ...lines] = text.replace("\uFEFF", "").split(/\r?\n/);
  if (columns !== COLUMNS) throw new Error(`The first line of the export must be ${COLUMNS}`);
  const rows = lines.map((line): [string, Row] => {
    const [stamp = "", energy, power] = line.split(";");
    return [stamp, { energyKwh: numberOrNothing(energy), powerW: numberOrNothing(power) }];
  });
  return new Map(rows.filter(([stamp]) => stamp.includes("/2021 ")));
}

function stampOf(time: Temporal.PlainDateTime): string {
  const [year, month, day] = time.toPlainDate().toString().split("-");
  return `${day}/${month}/${year} ${time.toPlainTime().toString({ smallestUnit: "minute" })}`;
}

/** Returns a cell: energy in 0.1 kWh, or mean power in W with a `W`, or nothing. */
function cellOf(atStart: Row | undefined, atEnd: Row | undefined): string {
  const energyKwh = atEnd?.energyKwh ?? Infinity;
  if (energyKwh <= HIGHEST_ENERGY_KWH) return `${Math.round(energyKwh * 10)}`;
  const [first, last] = [atStart?.powerW ?? Infinity, atEnd?.powerW ?? Infinity];
  return Math.max(first, last) <= HIGHEST_POWER_W ? `${(first + last) / 2}W` : "";
}

/** Writes equal neighbours once, with their number. */
function shortened(cells: string[]): string {
  const runs: { cell: string; length: number }[] = [];
  for (const cell of cells) {
    const run = runs.at(-1);
    if (run?.cell === cell) run.length++;
    else runs.push({ cell, length: 1 });
  }
  return runs.map(({ cell, length }) => length > 1 ? `${cell}*${length}` : cell).join(",");
}

/** Returns the compact copy of an export: the comment, then 365 days. */
export function compact(text: string): string {
  const rows = readExport(text);
  const days = Array.from({ length: 365 }, (_, index) => {
    const midnight = new Temporal.PlainDateTime(2021, 1, 1).add({ days: index });
    const stamps = Array.from(
      { length: PERIODS_PER_DAY + 1 },
      (_, period) => stampOf(midnight.add({ minutes: 10 * period })),
    );
    const cells = stamps.slice(1).map((end, period) =>
      cellOf(rows.get(stamps[period]!), rows.get(end))
    );
    return `${midnight.toPlainDate()},${shortened(cells)}`;
  });
  return HEAD + days.join("\n");
}

if (import.meta.main) {
  const [path] = Deno.args;
  if (!path) throw new Error("Name the file of the export.");
  console.log(compact(await Deno.readTextFile(path)));
}
