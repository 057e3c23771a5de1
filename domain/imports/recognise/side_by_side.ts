import type { SeenColumn } from "./columns.ts";
import { quantumOf } from "./counters.ts";
import { SITE_WORDS, TOTAL_WORDS } from "./header_words.ts";
import { hasWord } from "./names.ts";
import type { Seen } from "./seen.ts";
import { numbersOf } from "./series.ts";

/** Columns of the same kind that are added up, or the one that is the whole; or several to choose from. */
export interface Choice {
  columns: SeenColumn[];
  isClear: boolean;
}

/** More columns are not compared with the sum of the others. */
const MOST_COMPARED = 30;

/** Returns a name without what tells inverters apart: numbers, serial numbers, single letters. */
const stemOf = (plain: string) =>
  plain.split(" ").filter((word) =>
    !/^(?:[a-z]|\p{L}*\d[\p{L}\d]*)$/u.test(word) ||
    /^(?:pv|mppt|wr|inv|inverter|wtg|l|phase)\d+$/.test(word)
  )
    .map((word) => word.replace(/\d+$/, "")).join(" ");

const withoutTotal = (plain: string) =>
  plain.split(" ").filter((word) => !hasWord(word, TOTAL_WORDS)).join(" ");

/**
 * Returns the columns to add up: "Inverter 1 [W]" and "Inverter 2 [W]". A column of their total is
 * never added to them: it is taken instead where it is more than its parts.
 */
export function sideBySide(columns: SeenColumn[], seen: Seen): Choice {
  const [first] = columns;
  if (columns.length < 2 || !first) return { columns, isClear: true };
  const same = [...new Set(columns.map(({ plain }) => stemOf(plain)))];
  if (same.length === 1) {
    const whole = columns.find(({ plain }) => plain === stemOf(plain));
    if (whole && columns.some(({ plain }) => plain !== stemOf(plain))) {
      return wholeOr(whole, columns, seen);
    }
    return summed(columns, seen);
  }
  const others = (column: SeenColumn) => columns.filter((other) => other !== column);
  const totals = columns.filter((column) =>
    hasWord(column.plain, TOTAL_WORDS) ||
    (columns.length > 2 && columns.length < MOST_COMPARED && isSumOf(column, others(column), seen))
  );
  const [total] = totals;
  if (totals.length === 1 && total) return wholeOr(total, columns, seen);
  return { columns, isClear: false };
}

/**
 * Sites beside each other are no inverters, and a number that is always a thousand times another one
 * is the same in another unit: they are not added without asking.
 */
function summed(columns: SeenColumn[], seen: Seen): Choice {
  const total = columns.slice(0, MOST_COMPARED).find((column) =>
    isSumOf(column, columns.filter((other) => other !== column), seen)
  );
  const parts = total ? columns.filter((column) => column !== total) : columns;
  const isOfSites = parts.some(({ plain }) => hasWord(plain, SITE_WORDS));
  const [first, ...others] = parts;
  const isSame = others.some((other) => isInOtherUnit(first!, other, seen));
  return { columns: parts, isClear: !isOfSites && !isSame };
}

/** Returns whether one column is the other times or by 10, 100, 1000 … in nearly all lines. */
function isInOtherUnit(one: SeenColumn, other: SeenColumn, seen: Seen): boolean {
  const ratios = seen.series.flatMap((series) => {
    const others = numbersOf(series, other, seen.marks);
    return numbersOf(series, one, seen.marks).map((number, i) => Math.log10(number / others[i]!));
  }).filter(Number.isFinite);
  const whole = Math.round(ratios[Math.floor(ratios.length / 2)] ?? 0);
  return whole !== 0 &&
    ratios.filter((ratio) => Math.abs(ratio - whole) < 0.01).length > ratios.length * 0.9;
}

function wholeOr(whole: SeenColumn, columns: SeenColumn[], seen: Seen): Choice {
  const parts = columns.filter((column) => column !== whole);
  const isSame = new Set(parts.map(({ plain }) => stemOf(withoutTotal(plain)))).size === 1;
  const columnsOf = parts.length > 1 && isSame && isSumOf(whole, parts, seen) ? parts : [whole];
  return { columns: columnsOf, isClear: true };
}

/** Returns whether a column is the sum of others in nearly all lines that have numbers above zero. */
function isSumOf(whole: SeenColumn, parts: SeenColumn[], seen: Seen): boolean {
  let [lines, equal] = [0, 0];
  const rounding = 0.51 * (parts.length + 1) * quantumOf(whole.filled, seen.marks.decimal);
  for (const series of seen.series) {
    const sums = numbersOf(series, whole, seen.marks);
    const numbers = parts.map((part) => numbersOf(series, part, seen.marks));
    sums.forEach((sum, i) => {
      const added = numbers.reduce((all, list) => all + list[i]!, 0);
      if (!(sum > 0) || !Number.isFinite(added)) return;
      lines++;
      if (Math.abs(sum - added) <= sum * 0.001 + rounding) equal++;
    });
  }
  return lines >= 3 && equal > lines * 0.9;
}
