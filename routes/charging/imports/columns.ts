import { AppError } from "../../../domain/errors.ts";
import * as imports from "../../../sql/charging/imports.ts";
import { readForm } from "../../http/form.ts";
import { load } from "../../http/params.ts";
import { scopedRouter } from "../../http/router.ts";
import { IMPORT, IMPORTS } from "./address.ts";
import { chosenPlaces, placeNames, placeOptions, planOf } from "./choices.ts";
import { showImport } from "./show.tsx";

const STORED = "This file is being stored already, or was: its columns can no longer be chosen.";

/** POST /charging/imports/{uuid}/columns and …/places */
export const chargingImportColumns = () =>
  scopedRouter()
    .post(`${IMPORT}/columns`, async (c) => {
      const { sql } = c.var;
      const file = await load(c, "import", imports.find);
      const posted = await readForm(c);
      const chosen = planOf(file, posted);
      if (chosen.errors) {
        const state = { values: posted, errors: chosen.errors };
        return showImport(c, { ...file, state: "columns" }, state);
      }
      const { plan } = chosen;
      const places = await placeNames(sql, file, plan);
      if (!await imports.decide(sql, file.import_uuid, { plan, places })) {
        throw new AppError("conflict", STORED);
      }
      c.var.services.jobAdded();
      return c.redirect(`${IMPORTS}/${file.import_uuid}`, 303);
    })
    .post(`${IMPORT}/places`, async (c) => {
      const { sql } = c.var;
      const file = await load(c, "import", imports.find);
      if (!file.plan) throw new AppError("conflict", "Choose the columns first.");
      const posted = await readForm(c);
      const { places, errors } = chosenPlaces(file, posted, await placeOptions(sql));
      if (errors.length > 0) {
        return showImport(c, { ...file, state: "places" }, { values: posted, errors });
      }
      if (!await imports.decide(sql, file.import_uuid, { plan: file.plan, places })) {
        throw new AppError("conflict", STORED);
      }
      c.var.services.jobAdded();
      return c.redirect(`${IMPORTS}/${file.import_uuid}`, 303);
    });
