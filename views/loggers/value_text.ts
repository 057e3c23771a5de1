const SPACE = "\u00a0";

/** Returns a value with its unit: `1234.5 W`, `20.53 °C`, `0.00123`. Rounded to what people read. */
export function valueText(value: number, unit: string | null = null): string {
  return numberText(value) + (unit ? SPACE + unit : "");
}

/** Returns a number with about five digits, and all those before its point. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return minus(value.toExponential(3));
  const digits = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 1 ? 3 : 5;
  return minus(String(Number(value.toFixed(digits)) || 0));
}

const minus = (text: string) => text.replace(/^-/, "−");

/** Returns an age in one unit, rounded down: `5 s`, `12 min`, `5 h`, `3 days`. */
export function secondsText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 100) return `${whole} s`;
  if (whole < 6000) return `${Math.floor(whole / 60)} min`;
  const hours = Math.floor(whole / 3600);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}
