import { z } from "zod";
import { readingName } from "../../domain/imports/decision.ts";
import * as imports from "../../sql/imports/imports.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { load } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { IMPORT } from "./address.ts";
import { formOf, showImport } from "./show.tsx";

const confirmation = z.object({
  reading_name: readingName.optional(),
  conflicts: z.enum(["keep", "replace"], { error: "Choose what becomes of them." }).default("keep"),
});

/** POST /imports/{uuid}/confirm and …/remove */
export const importSteps = () =>
  scopedRouter()
    .post(`${IMPORT}/confirm`, async (c) => {
      const file = await load(c, "import", imports.find);
      const { data, fields } = parseForm(confirmation, await readForm(c));
      if (fields) return showImport(c, file, { ...formOf(file), errors: fields });
      const { reading_name: readingName = null, conflicts } = data;
      const replaces = conflicts === "replace";
      await imports.confirm(c.var.sql, file.import_uuid, { readingName, replaces });
      c.var.services.jobAdded();
      return c.redirect(`/imports/${file.import_uuid}`, 303);
    })
    .post(`${IMPORT}/remove`, async (c) => {
      const { import_uuid, file_name } = await load(c, "import", imports.find);
      await imports.remove(c.var.sql, import_uuid);
      flash(c, `${file_name} was discarded.`);
      return c.redirect("/imports", 303);
    });
