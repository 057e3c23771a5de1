import type { Page } from "../http/router.ts";
import { deleteWebhookPage } from "./delete.tsx";
import { editWebhookPage } from "./edit.tsx";
import { webhookList } from "./list.tsx";
import { newWebhookPage } from "./new.tsx";
import { webhookSecretPage } from "./secret.tsx";
import { webhookPage } from "./show.tsx";

/** Everything under /webhooks. */
export const webhookPages: Page[] = [
  webhookList,
  newWebhookPage,
  webhookPage,
  editWebhookPage,
  webhookSecretPage,
  deleteWebhookPage,
];
