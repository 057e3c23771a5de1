/** What weather is told in: names of the API, of the database and of modellers. */
export const QUANTITIES = [
  "ghi_w_m2",
  "dni_w_m2",
  "dhi_w_m2",
  "cloud_cover",
  "temperature_c",
  "wind_speed_m_s",
  "wind_height_m",
  "wind_direction_degrees",
  "gusts_m_s",
  "precipitation_mm",
] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** A number of each quantity that was given. */
export type Quantities = Partial<Record<Quantity, number | null>>;
/** Of each quantity that was given: the numbers of periods, one after the other. */
export type Columns = Partial<Record<Quantity, (number | null)[]>>;

/** Height of the wind above the ground where none is given, m. */
export const WIND_HEIGHT_M = 10;
/** Kept decimals of all quantities. */
const DECIMALS = 1000;
/** What rounding can bring below 0 in a sum or a difference. */
const NOT_NEGATIVE: ReadonlySet<Quantity> = new Set([
  "ghi_w_m2",
  "dni_w_m2",
  "dhi_w_m2",
  "precipitation_mm",
]);

/** Returns a number as it is kept: to three decimals; null for one that is not finite. */
export function kept(quantity: Quantity, number: number | null | undefined): number | null {
  if (number === null || number === undefined || !Number.isFinite(number)) return null;
  const rounded = Math.round(number * DECIMALS) / DECIMALS + 0;
  return NOT_NEGATIVE.has(quantity) ? Math.max(0, rounded) : rounded;
}
