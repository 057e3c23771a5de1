/** Events that a webhook can be sent, with the words that pages have for them. */
export const WEBHOOK_EVENTS = {
  "forecast_run.stored": "Forecast run stored",
  "site.needs_attention": "Site needs attention",
  "import.finished": "Import finished",
} as const;

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS;

/** What a delivery is about: an event, or a requested test. */
export type DeliveredEvent = WebhookEvent | "webhook.test";

/** Returns what pages call an event. */
export function eventLabel(event: DeliveredEvent): string {
  return event === "webhook.test" ? "Test" : WEBHOOK_EVENTS[event];
}
