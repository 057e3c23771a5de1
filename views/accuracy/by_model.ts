import type { Accuracy } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";

/** The accuracy of one model, by horizon in ascending order. */
export interface ModelAccuracy {
  /** Null for forecasts that name no model. */
  name: string | null;
  isBaseline: boolean;
  pairs: number;
  rows: Accuracy[];
}

/** Groups accuracy by model and drops models without errors: most pairs first, the baseline last. */
export function byModel(accuracy: readonly Accuracy[]): ModelAccuracy[] {
  const counted = accuracy.filter(({ pairs, mae_kw }) => pairs > 0 && mae_kw !== null);
  const models = [...Map.groupBy(counted, ({ model_name }) => model_name)].map(([name, rows]) => ({
    name,
    isBaseline: name === BASELINE_MODEL.name,
    pairs: rows.reduce((sum, { pairs }) => sum + pairs, 0),
    rows: rows.toSorted((a, b) => a.horizon_hours - b.horizon_hours),
  }));
  return models.sort((a, b) =>
    Number(a.isBaseline) - Number(b.isBaseline) || b.pairs - a.pairs ||
    (a.name ?? "").localeCompare(b.name ?? "")
  );
}

/** Returns the name of a model as pages show it. */
export function modelLabel(name: string | null): string {
  return name?.trim() || "(no model named)";
}
