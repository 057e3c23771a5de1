import { z } from "zod";
import { AppError } from "../../domain/errors.ts";
import { readingName } from "../../domain/imports/decision.ts";
import * as readings from "../../sql/imports/readings.ts";
import { blankForm } from "../../views/ui/form_state.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { showImports } from "./list.tsx";

const renaming = z.object({ name: z.string(), new_name: readingName });

/** POST /imports/readings/rename and …/remove: another name for how files of a shape are read, or none. */
export const importReadings = () =>
  scopedRouter()
    .post("/imports/readings/rename", async (c) => {
      const { sql } = c.var;
      const { data, fields } = parseForm(renaming, await readForm(c));
      const refused = (message: string) =>
        showImports(c, sql, { ...blankForm({}), errors: [{ field: "", message }] });
      if (fields) return refused(fields[0]!.message);
      const { name, new_name } = data;
      const isTaken = name !== new_name && await readings.find(sql, new_name);
      if (isTaken) return refused(`Another remembered reading has the name “${new_name}”.`);
      await readings.rename(sql, name, new_name);
      flash(c, `“${name}” is called “${new_name}” now.`);
      return c.redirect("/imports", 303);
    })
    .post("/imports/readings/remove", async (c) => {
      const { name } = await readForm(c);
      if (typeof name !== "string") throw new AppError("invalid", "Name the reading to forget.");
      await readings.remove(c.var.sql, name);
      flash(c, `Forgot how “${name}” is read.`);
      return c.redirect("/imports", 303);
    });
