/** Returns the address of a webhook's page, or of one below it. */
export function webhookUrl(webhookUuid: string, below = ""): string {
  return `/webhooks/${webhookUuid}${below}`;
}
