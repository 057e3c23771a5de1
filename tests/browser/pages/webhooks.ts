import type { TestApp } from "../../support/app.ts";
import type { Pages } from "./pages.ts";

export async function webhooks({ cast: { alice }, database: { owner } }: TestApp): Promise<Pages> {
  const [hook] = await owner<{ webhook_uuid: string }[]>`
    with hook as (
      insert into app.webhooks (site_group_uuid, place, url, events, secret, key_fingerprint,
        since_utc)
      values (${alice.site_group_uuid}, 1, 'https://hooks.example.org/a/rather/long/path',
        '{forecast_run.stored,import.finished}', '\\x01', 'another', '2026-06-21')
      returning webhook_uuid),
    delivery as (
      insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, created_utc,
        next_utc, until_utc, attempts)
      select webhook_uuid, ${alice.site_group_uuid}, 'webhook.test', '2026-06-21', '2026-06-21',
        '2026-06-22', ${
    owner.json([
      { at_utc: "2026-06-21T00:00:00Z", milliseconds: 10_000, status: null, failure: "timed_out" },
      { at_utc: "2026-06-21T00:00:20Z", milliseconds: 12, status: 503, failure: null },
    ])
  } from hook)
    select webhook_uuid from hook`;
  const at = `/webhooks/${hook!.webhook_uuid}`;
  return {
    "a webhook that cannot sign": [at, alice],
    "the webhooks": ["/webhooks", alice],
    "a new webhook": ["/webhooks/new", alice],
    "editing a webhook": [`${at}/edit`, alice],
    "a new secret of a webhook": [`${at}/secret`, alice],
    "deleting a webhook": [`${at}/delete`, alice],
  };
}
