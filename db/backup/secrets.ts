/**
 * Tables whose rows let their holder in, if only by guessing: a backup without secrets leaves them out.
 * Their secrets are read by the owner's connections only, and no other table refers to them, but one
 * of them to another.
 */
export const SECRET_TABLES = new Set([
  "app.api_tokens",
  "app.credentials",
  "app.download_links",
  "app.factors",
  "app.idempotency_keys",
  "app.logger_keys",
  "app.password_links",
  "app.pending_sign_ins",
  "app.recovery_codes",
  "app.request_leases",
  "app.sessions",
  "app.token_usage",
  "app.webhook_deliveries",
  "app.webhooks",
]);
