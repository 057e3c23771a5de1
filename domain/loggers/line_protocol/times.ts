import { LineFault } from "./line_fault.ts";
import { isInteger64, outOfRange } from "./values.ts";

/** Microseconds of each unit of time; of nanoseconds they are a fraction. */
const MICROSECONDS = {
  ns: 0.001,
  n: 0.001,
  us: 1,
  u: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};

/** A unit in which times are sent. */
export type Precision = keyof typeof MICROSECONDS;

/** Returns true for the name of a unit of time. */
export const isPrecision = (text: string): text is Precision => Object.hasOwn(MICROSECONDS, text);

/** The last time of InfluxDB: 64 bits of nanoseconds. */
const LAST_NS = "9223372036854775806";
const LAST = Number(LAST_NS) / 1000;

/** Returns a time in whole microseconds, rounded down. Throws LineFault for one that is too large. */
export function microseconds(digits: string, precision: Precision): number {
  if (digits === "-") throw new LineFault('strconv.ParseInt: parsing "-": invalid syntax');
  if (!isInteger64(digits)) throw new LineFault(outOfRange("ParseInt", digits));
  const unit = MICROSECONDS[precision];
  if (unit < 1) return ofNanoseconds(digits);
  const time = Number(digits) * unit;
  if (Math.abs(time) > LAST) throw new LineFault(`time outside range -${LAST_NS} - ${LAST_NS}`);
  return time;
}

/** Cuts the last three digits off, since 19 digits are more than a number can hold. */
function ofNanoseconds(digits: string): number {
  const whole = Number(digits.slice(0, -3).replace(/^-$/, ""));
  const isCut = digits.startsWith("-") && !digits.endsWith("000");
  return isCut ? whole - 1 : whole;
}
