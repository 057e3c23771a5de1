import type { Context } from "hono";
import { AppError, type ErrorCode } from "../../domain/errors.ts";
import { FILE_KINDS } from "../../domain/imports/reading.ts";
import { counted } from "../../domain/plural.ts";
import type { SignedIn } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { type FormFile, formParts } from "../http/multipart.ts";
import { signedInRouter } from "../http/router.ts";
import { inScope } from "../middleware/scope.ts";
import { showImports } from "./list.tsx";
import { receiveFile } from "./receive_file.ts";
import { chosenSite } from "./site_choice.ts";

/** What can be wrong with a file or the fields beside it. */
const SHOWN = new Set<ErrorCode>(["malformed", "invalid", "conflict", "too_large"]);

/** POST /imports: one file or several, which are kept as they arrive. */
export const importUpload = () =>
  signedInRouter().post("/imports", async (c) => {
    const values: Record<string, string> = {};
    try {
      const sent = await receiveFiles(c, values);
      if (sent.length === 0) throw new AppError("invalid", "Choose a file.");
      if (sent.length === 1) return c.redirect(`/imports/${sent[0]}`, 303);
      flash(c, `${counted(sent.length, "file")} have arrived. Look at each of them below.`);
      return c.redirect("/imports", 303);
    } catch (error) {
      if (!(error instanceof AppError) || !SHOWN.has(error.code)) throw error;
      const { message, details: { fields = [{ field: "file", message }] } } = error;
      return inScope(c, (sql) => showImports(c, sql, { values, errors: fields }));
    }
  });

/** Keeps the files of a form, and its fields in `values`; returns the UUIDs of the imports. */
async function receiveFiles(c: Context<SignedIn>, values: Record<string, string>) {
  const sent: string[] = [];
  const type = c.req.header("content-type") ?? "";
  for await (const part of formParts(type, c.var.streamBody())) {
    if ("value" in part) values[part.name] = part.value;
    // Browsers send a file without a name where none was chosen.
    else if (part.fileName !== "") sent.push(await receiveOne(c, part, values));
  }
  return sent;
}

async function receiveOne(
  c: Context<SignedIn>,
  { fileName, bytes }: FormFile,
  values: Record<string, string>,
): Promise<string> {
  const { siteUuid, errors } = await inScope(c, (sql) => chosenSite(sql, values));
  if (errors) throw new AppError("invalid", errors[0]!.message, { fields: errors });
  const reading = values.reading || undefined;
  const file = {
    fileName,
    siteUuid: siteUuid ?? null,
    readingName: null,
    isConfirmed: false,
    replaces: false,
    kind: FILE_KINDS.find((kind) => kind === values.kind),
    reading,
    bytes,
  };
  return await receiveFile(c, file, (_, importUuid) => Promise.resolve(importUuid));
}
