import type { Context } from "hono";
import { decodeCsv } from "../../../domain/csv_bytes.ts";
import { readSitesCsv } from "../../../domain/sites/bulk/read_csv.ts";
import { faultText } from "../../../domain/sites/bulk/refusal.ts";
import { isStorable } from "../../../domain/text.ts";
import * as siteFiles from "../../../sql/sites/site_files.ts";
import { SendSitesPage } from "../../../views/sites/bulk/send.tsx";
import { blankForm, type FormState, type Posted } from "../../../views/ui/form_state.ts";
import type { Scoped } from "../../http/context.ts";
import { readForm } from "../../http/form.ts";
import { scopedRouter } from "../../http/router.ts";

/** GET and POST /sites/bulk: takes a list of sites, which waits on the server to be confirmed. */
export const sendSiteFile = () =>
  scopedRouter()
    .get("/sites/bulk", (c) => show(c, blankForm()))
    .post("/sites/bulk", async (c) => {
      const posted = await readForm(c);
      const sent = await fileIn(posted);
      if (typeof sent === "string") {
        return show(c, { values: posted, errors: [{ field: "file", message: sent }] });
      }
      const { lines, faults } = readSitesCsv(sent.content);
      if (lines.length === 0) {
        const errors = faults.slice(0, 5).map((fault) => ({
          field: "file",
          message: faultText(fault),
        }));
        return show(c, { values: posted, errors });
      }
      const { user_uuid } = c.var.viewer;
      return c.redirect(`/sites/bulk/${await siteFiles.keep(c.var.sql, user_uuid, sent)}`, 303);
    });

/** Returns the text of the file that was chosen, else of the field for pasting; or what is wrong. */
async function fileIn({ file, text }: Posted) {
  if (file instanceof File && file.size > 0) {
    const content = decodeCsv(await file.arrayBuffer());
    return isStorable(content)
      ? { file_name: file.name.slice(0, 255), content }
      : "This is not a text file. Save the table as CSV, and choose that file.";
  }
  return typeof text === "string" && text.trim() !== "" && isStorable(text)
    ? { file_name: "Pasted table", content: text }
    : "Choose a file, or paste its rows.";
}

function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<SendSitesPage state={state} />, { title: "Add or change many sites" });
}
