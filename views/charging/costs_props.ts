import type { CostsQuery } from "../../domain/charging/costs.ts";
import type { CostsReport } from "../../domain/charging/costs_report.ts";
import type { FilterOption, SessionFilter } from "../../domain/charging/session_filter.ts";
import type { ChargingSettings } from "../../domain/charging/settings.ts";
import type { FormState } from "../ui/form_state.ts";

export const COSTS = "/charging/costs";

export interface CostsPageProps {
  filter: SessionFilter;
  options: readonly FilterOption[];
  query: CostsQuery;
  state: FormState;
  report: CostsReport;
  settings: ChargingSettings;
  zone: string;
}

/** Returns the parameters of the page beside its filter. */
export function keptOf({ by, reference_rate }: CostsQuery): Record<string, string> {
  return {
    ...by === "network" ? {} : { by },
    ...reference_rate === undefined ? {} : { reference_rate: String(reference_rate) },
  };
}
