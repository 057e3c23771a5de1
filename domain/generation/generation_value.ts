/** A measured value: mean power over `[start_utc, end_utc)` in kW. Times are RFC 3339 with `Z`. */
export interface GenerationValue {
  start_utc: string;
  end_utc: string;
  generation_power_kw: number;
}

/** A measured value of a site. */
export type SiteGeneration = GenerationValue & { site_uuid: string };
