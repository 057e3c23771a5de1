import type { Context } from "hono";
import { WEBHOOK_EVENTS } from "../../domain/operations/webhooks/event.ts";
import { newWebhook } from "../../domain/operations/webhooks/webhook.ts";
import { WebhookExistsPage, WebhookSecretPage } from "../../views/webhooks/secret.tsx";
import { NewWebhookPage } from "../../views/webhooks/new.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { lightRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { addWebhook } from "./change_webhook.ts";

const PAGE = { title: "New webhook" };

/** GET /webhooks/new and POST /webhooks: the response to the form shows the secret, once. */
export const newWebhookPage = () =>
  lightRouter()
    .afterPassword()
    .get("/webhooks/new", (c) => show(c, blankForm({ events: Object.keys(WEBHOOK_EVENTS) })))
    .post("/webhooks", async (c) => {
      const values = await readForm(c);
      const uuid = formKeyOf(values) ?? crypto.randomUUID();
      let secret: string | undefined;
      const errors = await writeForm(newWebhook, values, async (data) => {
        secret = await addWebhook(c, uuid, data);
      });
      if (errors) return show(c, { values, errors });
      if (secret === undefined) {
        c.status(409);
        return c.render(<WebhookExistsPage />, PAGE);
      }
      c.header("Cache-Control", "no-store");
      return c.render(<WebhookSecretPage webhookUuid={uuid} secret={secret} isNew />, PAGE);
    });

function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  return c.render(<NewWebhookPage state={state} formKey={formKey} />, PAGE);
}
