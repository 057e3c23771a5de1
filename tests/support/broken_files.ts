import { type Delimiter } from "../../domain/imports/recognise/cells.ts";

/** A sample taken apart, so that it can be put together in another way. */
export interface Parts {
  above: string[];
  header: string[][];
  rows: string[][];
  delimiter: Delimiter;
}

const NUMBER = /^-?\d+\.\d+$/;
const GROUPED = /^\d{1,3}(?:,\d{3})+\.\d+$/;

/** Takes apart a text: lines above the header, lines of the header, lines of values. */
export function partsOf(text: string, above: number, header: number, delimiter: Delimiter): Parts {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const cells = (some: string[]) => some.map((line) => cellsOf(line, delimiter));
  return {
    above: lines.slice(0, above),
    header: cells(lines.slice(above, above + header)),
    rows: cells(lines.slice(above + header).filter((line) => line !== "")),
    delimiter,
  };
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells = [""];
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  return cells;
}

/** Writes the parts of a file; cells with the delimiter in them are quoted. */
export function textOf({ above, header, rows, delimiter }: Parts): string {
  const line = (cells: string[]) =>
    cells.map((cell) => cell.includes(delimiter) ? `"${cell}"` : cell).join(delimiter);
  return [...above, ...[...header, ...rows].map(line)].join("\n") + "\n";
}

/** Writes numbers with the other decimal mark, and cells with a delimiter that fits to it. */
export function otherMark(parts: Parts): string {
  const isComma = parts.rows.some((cells) => cells.some((cell) => /^\d+,\d+$/.test(cell)));
  const swap = (cell: string) => {
    if (isComma) return cell.replace(/^(\d+),(\d+)$/, "$1.$2");
    if (GROUPED.test(cell)) return cell.replaceAll(",", " ").replace(".", ",");
    return NUMBER.test(cell) ? cell.replace(".", ",") : cell;
  };
  const rows = parts.rows.map((cells) => cells.map(swap));
  return textOf({ ...parts, rows, delimiter: isComma ? "," : ";" });
}

/** Writes the columns from right to left. */
export function swapped(parts: Parts): string {
  const width = Math.max(...parts.rows.map((cells) => cells.length));
  const back = (cells: string[]) => cells.length === width ? cells.toReversed() : cells;
  return textOf({ ...parts, header: parts.header.map(back), rows: parts.rows.map(back) });
}

/** Words of the samples' headers in French and in a language that no table of words has. */
const FRENCH: Record<string, string> = {
  "Time": "Date et heure",
  "System Production (W)": "Production du système (W)",
  "Date/Time": "Date et heure",
  "Energy Produced (Wh)": "Énergie produite (Wh)",
  "Datum und Uhrzeit": "Date et heure",
  "Gesamt Erzeugung": "Production totale",
  "Direkt verbraucht": "Autoconsommation",
  "Netz bezogen": "Soutirage réseau",
  "Ins Netz eingespeist": "Injection réseau",
  "Zeitstempel": "Horodatage",
  "Ladezustand [%]": "Niveau de charge [%]",
  "Solarproduktion [W]": "Production solaire [W]",
  "Batterie Laden [W]": "Charge batterie [W]",
  "Batterie Entladen [W]": "Décharge batterie [W]",
  "Netzeinspeisung [W]": "Injection réseau [W]",
  "Netzbezug [W]": "Soutirage réseau [W]",
  "Hausverbrauch [W]": "Consommation [W]",
  "Abregelungsgrenze [W]": "Limite [W]",
  "Consumption (kwh)": "Consommation (kWh)",
  "Start": "Début",
  "End": "Fin",
  "ManageObject": "Onduleur",
  "Start Time": "Heure de début",
  "Active power(kW)": "Puissance active (kW)",
  "Total yield(kWh)": "Compteur total produit (kWh)",
  "START TIME": "Heure de début",
  "END TIME": "Heure de fin",
  "IMPORT (kWh)": "Soutirage (kWh)",
  "EXPORT (kWh)": "Injection (kWh)",
  "COST": "Coût",
  "entity_id": "capteur",
  "state": "état",
  "last_changed": "changé le",
  "ss_id": "installation",
  "datetime_GMT": "date GMT",
  "generation_Wh": "production Wh",
  "Date and time": "Date et heure",
  "Wind speed (m/s)": "Vitesse du vent (m/s)",
  "Power (kW)": "Puissance (kW)",
  "vehicle": "véhicule",
};

/** Writes the header in French. */
export function inFrench(parts: Parts): string {
  const translated = (cell: string) => {
    const hash = cell.startsWith("# ") ? "# " : "";
    const name = cell.slice(hash.length).trim();
    return hash + (FRENCH[name] ?? name);
  };
  return textOf({ ...parts, header: parts.header.map((cells) => cells.map(translated)) });
}

/** Writes names that no table of words has. */
export function unknownNames(parts: Parts): string {
  return textOf({
    ...parts,
    header: parts.header.map((cells) => cells.map((_, i) => `Qwx${"abcdefghi"[i]}`)),
  });
}

/** Adds a column right of the others that has each value a thousand times: in another unit. */
export function inTwoUnits(parts: Parts, column: number, other: string): string {
  const more = (cells: string[]) => {
    const value = Number(cells[column]?.replace(/,(?=\d{3})/g, "").replace(",", "."));
    return [...cells, Number.isFinite(value) ? (value * 1000).toFixed(1) : ""];
  };
  const [names = [], ...units] = parts.header;
  return textOf({
    ...parts,
    header: names.length === 0 ? [] : [[...names, other], ...units.map((cells) => [...cells, ""])],
    rows: parts.rows.map(more),
  });
}

/** Puts empty lines, and lines of delimiters alone, between the lines of values. */
export function withEmptyLines(parts: Parts): string {
  const rows = parts.rows.flatMap((cells, i) =>
    i % 7 === 3 ? [cells, [""], cells.map(() => "")] : [cells]
  );
  return textOf({ ...parts, rows });
}

/** Puts a table of days below the file. */
export function withTableBelow(parts: Parts): string {
  const { delimiter } = parts;
  const table = ["", ["Date", "Energy (kWh)"], ["2026-03-29", "25.1"], ["2026-03-30", "24.7"]]
    .map((cells) => typeof cells === "string" ? cells : cells.join(delimiter)).join("\n");
  return `${textOf(parts)}${table}\n`;
}

/** Puts every cell in quotes, and breaks those of one line. */
export function quoted(parts: Parts): string {
  const quote = (cells: string[]) => cells.map((cell) => `"${cell}"`).join(parts.delimiter);
  const lines = [...parts.header, ...parts.rows].map(quote);
  const at = parts.header.length + 20;
  const broken = lines.map((line, i) => i === at ? line.replace(/"$/, "") : line);
  return [...parts.above, ...broken].join("\n") + "\n";
}

/** Puts a line of a million letters between the lines of values. */
export function withLongLine(parts: Parts): string {
  const rows = parts.rows.toSpliced(9, 0, ["x".repeat(1_000_000)]);
  return textOf({ ...parts, rows });
}

/** Cuts the file off within the line of a value. */
export function cutOff(parts: Parts): string {
  const text = textOf(parts);
  const end = text.indexOf("\n", Math.floor(text.length * 0.6));
  return text.slice(0, end - 2);
}
