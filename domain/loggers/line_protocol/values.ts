import { LineFault } from "./line_fault.ts";

const FLOAT = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** The characters of a number with an exponent, in whatever order: InfluxDB tells these apart. */
const SCIENTIFIC = /^-?(?:[\d.]|[eE][+-]?)+$/;
const INTEGER = /^-?\d+i$/;
const UNSIGNED = /^\d+u$/;

const LARGEST_INTEGER = "9223372036854775807";
const SMALLEST_INTEGER = "9223372036854775808";
const LARGEST_UNSIGNED = "18446744073709551615";

const STATES = new Map([
  ...["t", "T", "true", "True", "TRUE"].map((text) => [text, 1] as const),
  ...["f", "F", "false", "False", "FALSE"].map((text) => [text, 0] as const),
]);

/** Returns the value of a field: a number, or 1 and 0 for true and false. Throws LineFault. */
export function valueOf(text: string): number {
  const first = text.charCodeAt(0);
  // A digit, a minus or a point: almost all values.
  if (first >= 45 && first <= 57 && first !== 47) return numberOf(text);
  const state = STATES.get(text);
  if (state !== undefined) return state;
  throw new LineFault(/^n/i.test(text) ? "invalid number" : "invalid boolean");
}

function numberOf(text: string): number {
  if (FLOAT.test(text)) {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new LineFault("invalid float");
    return value;
  }
  if (INTEGER.test(text)) return wholeNumber(text.slice(0, -1));
  if (UNSIGNED.test(text)) return unsignedNumber(text.slice(0, -1));
  const isScientific = /e/i.test(text) && SCIENTIFIC.test(text) && text.split(".").length <= 2;
  throw new LineFault(isScientific ? "invalid float" : "invalid number");
}

function wholeNumber(digits: string): number {
  if (!isInteger64(digits)) {
    throw new LineFault(`unable to parse integer ${digits}: ${outOfRange("ParseInt", digits)}`);
  }
  return Number(digits);
}

function unsignedNumber(digits: string): number {
  if (exceeds(digits, LARGEST_UNSIGNED)) {
    throw new LineFault(`unable to parse unsigned ${digits}: ${outOfRange("ParseUint", digits)}`);
  }
  return Number(digits);
}

/** Returns the words of Go's strconv, which InfluxDB passes on, for a number that does not fit. */
export const outOfRange = (parse: string, digits: string) =>
  `strconv.${parse}: parsing "${digits}": value out of range`;

/** Returns true for the digits of an integer, with or without a minus, that fits into 64 bits. */
export const isInteger64 = (digits: string) =>
  digits.length < LARGEST_INTEGER.length ||
  (digits.startsWith("-")
    ? !exceeds(digits.slice(1), SMALLEST_INTEGER)
    : !exceeds(digits, LARGEST_INTEGER));

function exceeds(digits: string, largest: string): boolean {
  if (digits.length < largest.length) return false;
  const significant = digits.replace(/^0+/, "");
  return significant.length > largest.length ||
    (significant.length === largest.length && significant > largest);
}
