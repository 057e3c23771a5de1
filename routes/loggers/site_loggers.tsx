import type { Context } from "hono";
import type { z } from "zod";
import { hashSecret, newLoggerSecret } from "../../domain/account/secret.ts";
import { newLogger } from "../../domain/loggers/logger.ts";
import { type Site, siteName, zoneOf } from "../../domain/sites/site.ts";
import { once } from "../../sql/kit/form_keys.ts";
import { insertKey } from "../../sql/loggers/keys.ts";
import { findLogger, insertLogger } from "../../sql/loggers/loggers.ts";
import * as sites from "../../sql/sites/sites.ts";
import { KeyExistsPage, KeyMadePage } from "../../views/loggers/key_made.tsx";
import { NewLoggerPage, SiteLoggersPage } from "../../views/loggers/site_loggers.tsx";
import { LoggersPart, PART } from "../../views/loggers/table.tsx";
import { loggersUrl } from "../../views/loggers/urls.ts";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import { isolated } from "../../views/ui/isolated.ts";
import type { Scoped } from "../http/context.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { originOf } from "../http/origin.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { writeForm } from "../http/write_form.ts";
import { recordKeyEvent } from "./key_event.ts";
import { loggersPage } from "./list_state.ts";
import { nameFree } from "./name_free.ts";

const LOGGERS = "/sites/:site/loggers";
const USUAL_SECONDS = 10;

/** GET and POST /sites/{uuid}/loggers, GET …/new: the response to the form shows the key, once. */
export const siteLoggers = () =>
  scopedRouter()
    .get(LOGGERS, async (c) => {
      const site = await load(c, "site", sites.find);
      const path = loggersUrl(site.site_uuid);
      const listed = { path, isOfSite: true, ...await loggersPage(c, site.site_uuid) };
      const page = <SiteLoggersPage {...listed} site={site} />;
      const parts = { [PART]: <LoggersPart {...listed} /> };
      return c.render(page, { title: `Loggers of ${isolated(siteName(site))}`, parts });
    })
    .get(`${LOGGERS}/new`, async (c) => {
      const site = await load(c, "site", sites.find);
      return show(c, site, blankForm({ interval_seconds: USUAL_SECONDS, zone: zoneOf(site) }));
    })
    .post(LOGGERS, async (c) => {
      const site = await load(c, "site", sites.find);
      const posted = await readForm(c);
      let made: Made | undefined;
      const errors = await writeForm(newLogger, posted, async (data) => {
        made = await make(c, site, data, formKeyOf(posted));
      });
      return errors ? show(c, site, { values: posted, errors }) : await showKey(c, made!);
    });

/** A new logger; `secret` is its key, undefined when the form has made it before. */
interface Made {
  loggerUuid: string;
  secret?: string;
}

async function make(
  c: Context<Scoped>,
  site: Site,
  data: z.output<typeof newLogger>,
  formKey: string | undefined,
): Promise<Made> {
  const { sql, viewer } = c.var;
  const { secret, prefix } = newLoggerSecret();
  let isNew = false;
  const loggerUuid = await once(sql, formKey, async () => {
    isNew = true;
    await nameFree(sql, site.site_uuid, data.name);
    const zone = data.zone ?? zoneOf(site);
    const { logger_uuid } = await insertLogger(sql, site.site_uuid, { ...data, zone });
    await insertKey(sql, logger_uuid, {
      hash: hashSecret(secret),
      prefix,
      createdBy: viewer.email,
    });
    return logger_uuid;
  }, data);
  return isNew ? { loggerUuid, secret } : { loggerUuid };
}

async function showKey(c: Context<Scoped>, { loggerUuid, secret }: Made) {
  const logger = (await findLogger(c.var.sql, loggerUuid))!;
  const title = `${logger.name} is added`;
  if (secret === undefined) {
    c.status(409);
    return c.render(<KeyExistsPage logger={logger} />, { title: "This key exists already" });
  }
  await recordKeyEvent(c, "Made", secret.slice(0, 8), logger);
  const props = { logger, secret, title, origin: originOf(c) };
  return c.render(<KeyMadePage {...props} />, { title });
}

function show(c: Context<Scoped>, site: Site, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const formKey = formKeyOf(state.values) ?? crypto.randomUUID();
  const page = <NewLoggerPage site={site} state={state} formKey={formKey} />;
  return c.render(page, { title: "Add a logger" });
}
