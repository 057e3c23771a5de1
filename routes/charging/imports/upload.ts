import { AppError, type ErrorCode } from "../../../domain/errors.ts";
import { flash } from "../../http/flash.ts";
import { formParts } from "../../http/multipart.ts";
import { signedInRouter } from "../../http/router.ts";
import { inScope } from "../../middleware/scope.ts";
import { IMPORTS } from "./address.ts";
import { showImports } from "./list.tsx";
import { receiveSessions } from "./receive.ts";

/** What can be wrong with a file. */
const SHOWN = new Set<ErrorCode>(["malformed", "invalid", "conflict", "too_large"]);

/** POST /charging/imports: a file of sessions. */
export const chargingImportUpload = () =>
  signedInRouter().post(IMPORTS, async (c) => {
    try {
      const type = c.req.header("content-type") ?? "";
      for await (const part of formParts(type, c.var.streamBody())) {
        // Browsers send a file without a name where none was chosen.
        if ("value" in part || part.fileName === "") continue;
        const uuid = await receiveSessions(c, part, (_, made) => Promise.resolve(made));
        flash(c, "Look at the columns: nothing is stored yet.");
        return c.redirect(`${IMPORTS}/${uuid}`, 303);
      }
      throw new AppError("invalid", "Choose a file.");
    } catch (error) {
      if (!(error instanceof AppError) || !SHOWN.has(error.code)) throw error;
      const errors = [{ field: "file", message: error.message }];
      return inScope(c, (sql) => showImports(c, sql, { values: {}, errors }));
    }
  });
