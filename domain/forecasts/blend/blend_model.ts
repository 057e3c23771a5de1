import { BLEND_NAME } from "../own_models.ts";

/** The model of runs that are blended of two other models' runs. */
export const BLEND_MODEL = {
  name: BLEND_NAME,
  version: "1",
  description:
    "Two models of the site, weighted by how far ahead they look. Made only where it was better than " +
    "both on days that its weights had not seen. Weighted anew each week.",
};

/** Edges of the classes of leads, in hours: each has a weight of its own. */
export const LEAD_EDGES = [0, 1, 2, 4, 8, 16, 24, 48] as const;
export const LEADS = LEAD_EDGES.length - 1;

/** Returns the class of a lead in hours, 0 to 6; undefined below 0 and from 48 on. */
export function leadClass(hours: number): number | undefined {
  if (!(hours >= 0)) return undefined;
  const next = LEAD_EDGES.findIndex((edge) => hours < edge);
  return next < 0 ? undefined : next - 1;
}

/** What was found for a site when it was looked at last. */
export interface BlendFit {
  /** Names of the two best models; null where no two could be compared. */
  first_model: string | null;
  second_model: string | null;
  /** Share of the first model by class of lead, 0 to 1; the second has the rest. */
  weights: number[];
  /** Days with all values, and the newest of them, which the tried weights had not seen. */
  days: number;
  held_out_days: number;
  /** Mean pinball losses on the held-out days in kW; null where none could be held out. */
  blend_kw: number | null;
  first_kw: number | null;
  second_kw: number | null;
  /** True: better than both on the held-out days, by more than chance; runs are made. */
  is_offered: boolean;
}
