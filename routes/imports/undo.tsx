import { undoneText } from "../../domain/generation/batch.ts";
import * as imports from "../../sql/imports/imports.ts";
import { UndoImportPage } from "../../views/imports/undo.tsx";
import { flash } from "../http/flash.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { IMPORT } from "./address.ts";

const UNDO = `${IMPORT}/undo`;

/** GET and POST /imports/{uuid}/undo */
export const undoImport = () =>
  scopedRouter()
    .get(UNDO, async (c) => {
      const file = await load(c, "import", imports.find);
      return c.render(<UndoImportPage file={file} />, { title: "Undo an import" });
    })
    .post(UNDO, async (c) => {
      const { import_uuid } = await load(c, "import", imports.find);
      flash(c, undoneText(await imports.undo(c.var.sql, import_uuid)));
      c.var.services.jobAdded();
      return c.redirect(`/imports/${import_uuid}`, 303);
    });
