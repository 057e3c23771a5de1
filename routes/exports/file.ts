import { signedInRouter } from "../http/router.ts";
import { filled, parseExport, queriesOf } from "./export_form.ts";
import { respondWithExport } from "./export_response.ts";
import { showExports } from "./show.tsx";

/** GET /exports/file: what the form of the page asks for; the form again when it is not valid. */
export const exportFile = () =>
  signedInRouter().get("/exports/file", async (c) => {
    const values = filled(queriesOf(c));
    const { data, fields: errors } = parseExport(values, c.var.services.now());
    if (errors) return await showExports(c, { values, errors });
    return await respondWithExport(c, data, c.var);
  });
