import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import type { SignedIn } from "../http/context.ts";
import { formParts } from "../http/multipart.ts";
import { asUuid } from "../http/params.ts";
import { receiveFile } from "./receive_file.ts";

/**
 * Takes the files of a page's form, one after another as they arrive, and returns the UUIDs of their
 * imports. A field `site` before them names the site of the files after it, `reading` the remembered
 * reading. Throws "invalid" for a form without a file, and what is wrong with the first bad file;
 * those before it are kept.
 */
export async function receiveFiles(c: Context<SignedIn>): Promise<string[]> {
  const made: string[] = [];
  const fields = new Map<string, string>();
  const contentType = c.req.header("content-type") ?? "";
  for await (const part of formParts(contentType, c.var.streamBody())) {
    if ("value" in part) fields.set(part.name, part.value);
    else if (part.fileName !== "") {
      made.push(
        await receiveFile(c, {
          fileName: part.fileName.slice(0, 200),
          siteUuid: asUuid(fields.get("site")) ?? null,
          reading: fields.get("reading") || undefined,
          readingName: null,
          isConfirmed: false,
          bytes: part.bytes,
        }),
      );
    }
  }
  if (made.length > 0) return made;
  const message = "Choose a file.";
  throw new AppError("invalid", message, { fields: [{ field: "file", message }] });
}
