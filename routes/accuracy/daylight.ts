import { z } from "zod";
import { type Accuracy, type Light, LIGHTS } from "../../domain/accuracy/accuracy.ts";

/** The hours that an address asks for; undefined when it does not, or for others than there are. */
export const lightAsked = z.enum(LIGHTS).optional().catch(undefined);

/** Numbers, and of which hours they are. */
export interface LitNumbers {
  light: Light;
  accuracy: Accuracy[];
  /** Something was counted, in this light or in the other. */
  hasNumbers: boolean;
}

/**
 * The numbers of the hours that are wanted; where nobody wants any, those of daylight, or of the whole
 * day where nothing was counted in daylight. The whole day counts all that daylight does.
 */
export async function numbersIn(
  wanted: Light | undefined,
  ask: (light: Light) => Promise<Accuracy[]>,
): Promise<LitNumbers> {
  const light = wanted ?? "daylight";
  const accuracy = await ask(light);
  if (accuracy.length > 0 || light === "day") {
    return { light, accuracy, hasNumbers: accuracy.length > 0 };
  }
  const whole = await ask("day");
  const hasNumbers = whole.length > 0;
  return hasNumbers && !wanted
    ? { light: "day", accuracy: whole, hasNumbers }
    : { light, accuracy, hasNumbers };
}
