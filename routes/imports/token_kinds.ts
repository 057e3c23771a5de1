import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError } from "../../domain/errors.ts";
import type { FileKind } from "../../domain/imports/reading.ts";

/** Throws "forbidden" for a file of forecasts and a token that may write generation alone. */
export function refuseKind({ only_generation }: Viewer, kind: FileKind): void {
  if (kind !== "forecasts" || !only_generation) return;
  throw new AppError("forbidden", "This API token may write generation, and nothing else.");
}
