import { DeleteWebhookPage } from "../../views/webhooks/delete.tsx";
import { flash } from "../http/flash.ts";
import { lightRouter } from "../http/router.ts";
import { deleteWebhook } from "./change_webhook.ts";
import { loadWebhook, WEBHOOK } from "./load_webhook.ts";

/** GET and POST …/delete of a webhook. */
export const deleteWebhookPage = () =>
  lightRouter()
    .get(`${WEBHOOK}/delete`, async (c) => {
      return c.render(<DeleteWebhookPage webhook={await loadWebhook(c)} />, {
        title: "Delete a webhook",
      });
    })
    .post(`${WEBHOOK}/delete`, async (c) => {
      await deleteWebhook(c, await loadWebhook(c));
      flash(c, "The webhook is deleted.");
      return c.redirect("/webhooks", 303);
    });
