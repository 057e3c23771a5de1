/** Names of months by their first letters, without accents: English, German, French, Spanish, Italian, Dutch, Portuguese. */
const MONTH_NAMES: readonly (readonly string[])[] = [
  ["jan", "ene", "gen"],
  ["feb", "fev"],
  ["mar", "mae", "mrt", "maa"],
  ["apr", "avr", "abr"],
  ["may", "mai", "mag", "mei"],
  ["jun", "juin", "giu"],
  ["jul", "juil", "lug"],
  ["aug", "aou", "ago"],
  ["sep", "set"],
  ["oct", "okt", "ott", "out"],
  ["nov"],
  ["dec", "dez", "dic"],
];

const MONTHS = new Map(MONTH_NAMES.flatMap((names, i) => names.map((name) => [name, i + 1])));

/** Returns the month, 1 to 12, that a number or a name says; NaN for other text. */
export function monthOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  const letters = text.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
  return MONTHS.get(letters.slice(0, 4)) ?? MONTHS.get(letters.slice(0, 3)) ?? NaN;
}

/** Returns the year of two or four digits; two are of 1970 to 2069. */
export function yearOf(text: string): number {
  const year = Number(text);
  return text.length > 2 ? year : year + (year < 70 ? 2000 : 1900);
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Returns the days from 1 January 1970 to a day of the Gregorian calendar; NaN where there is no such
 * day from 1970 to 2099. After Howard Hinnant, chrono-Compatible Low-Level Date Algorithms:
 * days_from_civil.
 */
export function dayNumber(year: number, month: number, day: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = (LENGTHS[month - 1] ?? 0) + (isLeap && month === 2 ? 1 : 0);
  if (!(year >= 1970 && year <= 2099 && day >= 1 && day <= length)) return NaN;
  const fromMarch = (month + 9) % 12;
  const ofYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  const years = month <= 2 ? year - 1 : year;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + ofYear - 719_468;
}
