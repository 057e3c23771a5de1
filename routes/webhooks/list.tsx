import * as webhooks from "../../sql/operations/webhooks.ts";
import { WebhooksPage } from "../../views/webhooks/list.tsx";
import { lightRouter } from "../http/router.ts";

/** GET /webhooks */
export const webhookList = () =>
  lightRouter().get("/webhooks", async (c) => {
    return c.render(<WebhooksPage webhooks={await webhooks.list(c.var.sql)} />, {
      title: "Webhooks",
    });
  });
