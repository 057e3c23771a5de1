import type { BlendFit } from "../../domain/forecasts/blend/blend_model.ts";
import { LEAST_DAYS } from "../../domain/forecasts/blend/judge_blend.ts";
import { power } from "../ui/numbers.ts";

/** Says what was found when the two best models of a site were blended. */
export function blendText(fit: BlendFit): string {
  const { first_model, second_model, blend_kw, first_kw, second_kw, held_out_days } = fit;
  if (blend_kw === null || first_kw === null || second_kw === null) {
    const days = `${fit.days} ${fit.days === 1 ? "day" : "days"}`;
    return `Two models can be blended from ${LEAST_DAYS} days on that both forecast; there are ${days}.`;
  }
  const all = [blend_kw, first_kw, second_kw];
  const [own, first, second] = all.map((kw) => power(kw, all));
  const figures = `on ${held_out_days} days that it had not seen: pinball loss ${own} against ` +
    `${first} and ${second}`;
  return fit.is_offered
    ? `The blend of ${first_model} and ${second_model} was better than both ${figures}. It can be ` +
      "assigned to the site."
    : `A blend of ${first_model} and ${second_model} was not clearly better than both ${figures}. ` +
      "It is tried again each week.";
}
