import type { Accuracy } from "../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";

/** One model's rows in the order of their horizons. */
export interface ModelAccuracy {
  /** Null: forecasts that name no model. */
  name: string | null;
  isBaseline: boolean;
  pairs: number;
  rows: Accuracy[];
}

/** Models with anything to tell: most pairs first, the baseline last. */
export function byModel(accuracy: readonly Accuracy[]): ModelAccuracy[] {
  const told = accuracy.filter(({ pairs, mae_kw }) => pairs > 0 && mae_kw !== null);
  const models = [...Map.groupBy(told, ({ model_name }) => model_name)].map(([name, rows]) => ({
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

/** What pages call a model. */
export function modelLabel(name: string | null): string {
  return name?.trim() || "(no model named)";
}
