import type { Context } from "hono";
import { hashSecret, newLoggerSecret } from "../../domain/account/secret.ts";
import { found } from "../../domain/errors.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import { keyName, newLoggerKey } from "../../domain/loggers/logger_key.ts";
import { once } from "../../sql/kit/form_keys.ts";
import { insertKey, listKeys, revokeKey } from "../../sql/loggers/keys.ts";
import { KeyExistsPage, KeyMadePage } from "../../views/loggers/key_made.tsx";
import { KeysPage, RevokeKeyPage } from "../../views/loggers/keys.tsx";
import { loggerUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { originOf } from "../http/origin.ts";
import { pathUuid } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { recordKeyEvent } from "./key_event.ts";
import { loadLogger, LOGGER } from "./load_logger.ts";

const KEYS = `${LOGGER}/keys`;
const REVOKE = `${KEYS}/:key/revoke`;

/** GET and POST …/keys of a logger: the response to the form shows the key, once; …/{key}/revoke. */
export const loggerKeys = () =>
  scopedRouter()
    .get(KEYS, async (c) => show(c, await loadLogger(c), blankForm()))
    .post(KEYS, async (c) => {
      const logger = await loadLogger(c);
      const posted = await readForm(c);
      const { data, fields } = parseForm(newLoggerKey, posted);
      if (fields) return show(c, logger, { values: posted, errors: fields });
      const secret = await make(c, logger, data.label, formKeyOf(posted));
      return await showMade(c, logger, secret);
    })
    .get(REVOKE, async (c) => {
      const logger = await loadLogger(c);
      const props = { logger, loggerKey: await loadKey(c, logger) };
      return c.render(<RevokeKeyPage {...props} />, { title: "Revoke a key" });
    })
    .post(REVOKE, async (c) => {
      const logger = await loadLogger(c);
      const key = await loadKey(c, logger);
      await revokeKey(c.var.sql, logger.logger_uuid, key.key_uuid);
      flash(c, `${isolated(keyName(key))} is revoked.`);
      await recordKeyEvent(c, "Revoked", key.prefix, logger);
      return c.redirect(loggerUrl(logger, "/keys"), 303);
    });

/** Loads the key in the path. Throws not_found unless the logger has it and it works. */
async function loadKey(c: Context<Scoped>, logger: FramedLogger) {
  const uuid = pathUuid(c, "key").toLowerCase();
  const keys = await listKeys(c.var.sql, logger.logger_uuid);
  return found(
    keys.find(({ key_uuid, revoked_utc }) => key_uuid === uuid && revoked_utc === null),
    "key",
  );
}

/** Makes a key and returns it; undefined when this form has made its key before. */
async function make(
  c: Context<Scoped>,
  { logger_uuid }: FramedLogger,
  label: string,
  formKey: string | undefined,
): Promise<string | undefined> {
  const { sql, viewer } = c.var;
  const { secret, prefix } = newLoggerSecret();
  let isNew = false;
  await once(sql, formKey, async () => {
    isNew = true;
    const key = { hash: hashSecret(secret), prefix, label, createdBy: viewer.email };
    return (await insertKey(sql, logger_uuid, key)).key_uuid;
  }, { logger_uuid, label });
  return isNew ? secret : undefined;
}

async function showMade(c: Context<Scoped>, logger: FramedLogger, secret: string | undefined) {
  if (secret === undefined) {
    c.status(409);
    return c.render(<KeyExistsPage logger={logger} />, { title: "This key exists already" });
  }
  await recordKeyEvent(c, "Made", secret.slice(0, 8), logger);
  const title = `New key of ${isolated(logger.name)}`;
  const props = { logger, secret, title, origin: originOf(c) };
  return c.render(<KeyMadePage {...props} />, { title });
}

async function show(c: Context<Scoped>, logger: FramedLogger, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const props = {
    logger,
    now: c.var.services.now(),
    keys: await listKeys(c.var.sql, logger.logger_uuid),
    state,
    formKey: formKeyOf(state.values) ?? crypto.randomUUID(),
  };
  return c.render(<KeysPage {...props} />, { title: `Keys of ${isolated(logger.name)}` });
}
