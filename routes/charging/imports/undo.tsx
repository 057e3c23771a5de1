import { counted } from "../../../domain/plural.ts";
import * as imports from "../../../sql/charging/imports.ts";
import { UndoSessionImportPage } from "../../../views/charging/imports/undo.tsx";
import { flash } from "../../http/flash.ts";
import { load } from "../../http/params.ts";
import { longRouter } from "../../http/router.ts";
import { IMPORT, IMPORTS } from "./address.ts";

const UNDO = `${IMPORT}/undo`;

/** GET and POST /charging/imports/{uuid}/undo */
export const chargingImportUndo = () =>
  longRouter()
    .get(UNDO, async (c) => {
      const file = await load(c, "import", imports.find);
      return c.render(<UndoSessionImportPage file={file} />, { title: "Undo an import" });
    })
    .post(UNDO, async (c) => {
      const { import_uuid } = await load(c, "import", imports.find);
      const { removed, restored, kept } = await imports.undo(c.var.sql, import_uuid);
      const rest = kept > 0 ? ` ${counted(kept, "session")} changed since: kept.` : "";
      flash(c, `${counted(removed, "session")} removed, ${restored} restored.${rest}`);
      return c.redirect(`${IMPORTS}/${import_uuid}`, 303);
    });
