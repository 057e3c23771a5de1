import type { Context } from "hono";
import { z } from "zod";
import { type Webhook, webhookEdit } from "../../domain/operations/webhooks/webhook.ts";
import { EditWebhookPage } from "../../views/webhooks/edit.tsx";
import { webhookUrl } from "../../views/webhooks/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { readForm } from "../http/form.ts";
import { lightRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { editWebhook } from "./change_webhook.ts";
import { loadWebhook, WEBHOOK } from "./load_webhook.ts";

const EDIT = `${WEBHOOK}/edit`;
const versionField = z.string().regex(/^\d{1,9}$/).transform(Number).catch(0);

/** GET and POST …/edit of a webhook. */
export const editWebhookPage = () =>
  lightRouter()
    .afterPassword()
    .get(EDIT, async (c) => {
      const webhook = await loadWebhook(c);
      return show(c, webhook, blankForm({ ...webhook }));
    })
    .post(EDIT, async (c) => {
      const webhook = await loadWebhook(c);
      const values = await readForm(c);
      const version = versionField.parse(values.version);
      if (version !== webhook.version) return show(c, webhook, { values, errors: [CHANGED] });
      const errors = await writeForm(webhookEdit.required(), values, async (data) => {
        await editWebhook(c, webhook, data, version);
      });
      if (errors) return show(c, webhook, { values, errors });
      flash(c, "Saved.");
      return c.redirect(webhookUrl(webhook.webhook_uuid), 303);
    });

const CHANGED = {
  field: "",
  message: "The webhook was changed after you opened this form. Save again to write your values.",
};

function show(c: Context<Scoped>, webhook: Webhook, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  return c.render(<EditWebhookPage webhook={webhook} state={state} />, { title: "Edit a webhook" });
}
