import { z } from "zod";
import { type Accuracy, type Light, LIGHTS } from "../../domain/accuracy/accuracy.ts";

const light = z.enum(LIGHTS).optional().catch(undefined);

/** Returns the hours that a query string names; undefined without valid ones. */
export function parseDaylight(query: string | undefined): Light | undefined {
  return light.parse(query);
}

/** Accuracy, and whether it is that of daylight or of the whole day. */
export interface DaylightAccuracy {
  light: Light;
  accuracy: Accuracy[];
  /** True if there is accuracy for daylight or for the whole day. */
  hasNumbers: boolean;
}

/**
 * Reads the accuracy for the wanted hours. With none wanted it is that for daylight, and where there
 * is none, that for the whole day, which counts all that daylight does.
 */
export async function accuracyFor(
  wanted: Light | undefined,
  read: (light: Light) => Promise<Accuracy[]>,
): Promise<DaylightAccuracy> {
  const light = wanted ?? "daylight";
  const accuracy = await read(light);
  if (accuracy.length > 0 || light === "day") {
    return { light, accuracy, hasNumbers: accuracy.length > 0 };
  }
  const wholeDay = await read("day");
  const hasNumbers = wholeDay.length > 0;
  return hasNumbers && !wanted
    ? { light: "day", accuracy: wholeDay, hasNumbers }
    : { light, accuracy, hasNumbers };
}
