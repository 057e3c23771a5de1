import type { Context } from "hono";

/** The formats of bodies that are read line by line. */
export type UploadFormat = "ndjson" | "csv";

const FORMATS: Record<string, UploadFormat> = {
  "application/x-ndjson": "ndjson",
  "application/jsonl": "ndjson",
  "text/csv": "csv",
};

/** Returns the format of a body that is read line by line; undefined for any other body. */
export function uploadFormat({ req }: Pick<Context, "req">): UploadFormat | undefined {
  const [type = ""] = (req.header("content-type") ?? "").split(";");
  return FORMATS[type.trim().toLowerCase()];
}
