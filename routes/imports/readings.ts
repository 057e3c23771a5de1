import { AppError } from "../../domain/errors.ts";
import * as readings from "../../sql/imports/readings.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";

/** POST /imports/readings/remove: forgets how files of a shape are read. */
export const importReadings = () =>
  scopedRouter().post("/imports/readings/remove", async (c) => {
    const { name } = await readForm(c);
    if (typeof name !== "string") throw new AppError("invalid", "Name the reading to forget.");
    await readings.remove(c.var.sql, name);
    flash(c, `Forgot how “${name}” is read.`);
    return c.redirect("/imports", 303);
  });
