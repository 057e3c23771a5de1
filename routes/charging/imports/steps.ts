import { AppError } from "../../../domain/errors.ts";
import * as imports from "../../../sql/charging/imports.ts";
import { flash } from "../../http/flash.ts";
import { load } from "../../http/params.ts";
import { scopedRouter } from "../../http/router.ts";
import { IMPORT, IMPORTS } from "./address.ts";

/** POST /charging/imports/{uuid}/confirm, …/reopen and …/remove */
export const chargingImportSteps = () =>
  scopedRouter()
    .post(`${IMPORT}/confirm`, async (c) => {
      const { import_uuid } = await load(c, "import", imports.find);
      if (!await imports.confirm(c.var.sql, import_uuid, c.var.viewer)) {
        throw new AppError("conflict", "This file cannot be stored now. Look at it again.");
      }
      c.var.services.jobAdded();
      return c.redirect(`${IMPORTS}/${import_uuid}`, 303);
    })
    .post(`${IMPORT}/reopen`, async (c) => {
      const { import_uuid } = await load(c, "import", imports.find);
      if (!await imports.reopen(c.var.sql, import_uuid)) {
        throw new AppError("conflict", "This file is being stored already, or was.");
      }
      return c.redirect(`${IMPORTS}/${import_uuid}`, 303);
    })
    .post(`${IMPORT}/remove`, async (c) => {
      const { import_uuid, file_name } = await load(c, "import", imports.find);
      if (!await imports.remove(c.var.sql, import_uuid)) {
        throw new AppError("conflict", "This file is being stored. Undo it once it is stored.");
      }
      flash(c, `${file_name} was discarded.`);
      return c.redirect(IMPORTS, 303);
    });
