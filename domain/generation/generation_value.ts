/** A measured value: mean power over `[start_utc, end_utc)` in kW. Times are RFC 3339 with `Z`. */
export interface GenerationValue {
  start_utc: string;
  end_utc: string;
  generation_power_kw: number;
}

/** A measured value of a site. */
export type SiteGeneration = GenerationValue & { site_uuid: string };

/** A measured value of a site to store; null is a gap: there is no value for the period. */
export type NewGeneration = Omit<SiteGeneration, "generation_power_kw"> & {
  generation_power_kw: number | null;
};
