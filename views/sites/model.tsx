/** Which model a site shows, and why not the others. */
import {
  type ChosenModel,
  type ModelOfSite,
  reasonOf,
  whyNotShown,
} from "../../domain/forecasts/chosen_model.ts";
import type { BlendFit } from "../../domain/forecasts/blend/blend_model.ts";
import { blendText } from "../models/blend_text.ts";
import { UtcTime } from "../ui/utc_time.tsx";

export interface ShownModelProps {
  chosen: ChosenModel;
  models: readonly ModelOfSite[];
  /** What was found when two of them were blended; undefined where that was not tried. */
  blend?: BlendFit;
}

const nameOf = (name: string | null) => name ?? "a model that is not known";

/** Shows the chosen model with the reason; the others with why their runs are not shown; the blend. */
export function ShownModel({ chosen, models, blend }: ShownModelProps) {
  const others = models.flatMap((model) => {
    const why = whyNotShown(model, chosen);
    return why === null ? [] : [{ ...model, why }];
  });
  return (
    <details id="model">
      <summary>{`Model of the newest forecast: ${nameOf(chosen.model_name)}`}</summary>
      <p>{reasonOf(chosen)}</p>
      {others.length > 0 && (
        <ul>
          {others.map(({ model_name, newest_run_utc, why }) => (
            <li>
              {nameOf(model_name)}, newest run <UtcTime at={newest_run_utc} />. {why}
            </li>
          ))}
        </ul>
      )}
      {blend && <p>{blendText(blend)}</p>}
    </details>
  );
}
