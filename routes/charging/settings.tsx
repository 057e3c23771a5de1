import type { Context } from "hono";
import { settingsInput } from "../../domain/charging/settings.ts";
import { counted } from "../../domain/plural.ts";
import { sitesZone } from "../../sql/charging/list_settings.ts";
import * as readings from "../../sql/charging/readings.ts";
import * as settings from "../../sql/charging/settings.ts";
import { RemovePartPage } from "../../views/charging/part_forms.tsx";
import { ChargingSettingsPage } from "../../views/charging/settings.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { scopedRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";

const SETTINGS = "/charging/settings";

/** GET and POST /charging/settings and …/remove-positions */
export const chargingSettingsPage = () =>
  scopedRouter()
    .get(SETTINGS, async (c) => show(c, blankForm(await settings.read(c.var.sql))))
    .post(SETTINGS, async (c) => {
      const posted = await readForm(c);
      const write = (data: Parameters<typeof settings.write>[1]) => settings.write(c.var.sql, data);
      const errors = await writeForm(settingsInput, posted, write, "null");
      if (errors) return await show(c, { values: posted, errors });
      flash(c, "Saved.");
      return c.redirect(SETTINGS, 303);
    })
    .get(`${SETTINGS}/remove-positions`, async (c) => {
      const positions = await readings.countPositions(c.var.sql);
      const props = {
        title: "Delete the positions?",
        submit: "Delete them",
        action: `${SETTINGS}/remove-positions`,
        text: `${counted(positions, "position")} of the vehicles of your group go for good. ` +
          "Sessions and locations stay as they are.",
      };
      const page = <RemovePartPage {...props} cancel={SETTINGS} />;
      return c.render(page, { title: "Delete positions" });
    })
    .post(`${SETTINGS}/remove-positions`, async (c) => {
      const removed = await readings.removePositions(c.var.sql);
      flash(c, `Deleted ${counted(removed, "position")}.`);
      return c.redirect(SETTINGS, 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const positions = await readings.countPositions(c.var.sql);
  const zone = await sitesZone(c.var.sql);
  const page = <ChargingSettingsPage state={state} positions={positions} zone={zone} />;
  return c.render(page, { title: "Settings of charging" });
}
